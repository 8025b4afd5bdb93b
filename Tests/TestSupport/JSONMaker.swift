import Foundation

/// Random JSON documents as bytes.
package enum JSONMaker {
  package static func document(_ generator: inout SeededRandom) -> [UInt8] {
    var bytes: [UInt8] = []
    value(&bytes, 0, &generator)
    return bytes
  }

  package static func value(_ bytes: inout [UInt8], _ depth: Int, _ generator: inout SeededRandom) {
    space(&bytes, &generator)
    switch Int.random(in: 0..<(depth > 4 ? 5 : 8), using: &generator) {
    case 0: bytes += Array("null".utf8)
    case 1: bytes += Array((Bool.random(using: &generator) ? "true" : "false").utf8)
    case 2, 3: bytes += Array(number(&generator).utf8)
    case 4: string(&bytes, &generator)
    case 5, 6:
      bytes.append(UInt8(ascii: "{"))
      for index in 0..<Int.random(in: 0...4, using: &generator) {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        space(&bytes, &generator)
        bytes += Array("\"k\(index)\"".utf8)
        space(&bytes, &generator)
        bytes.append(UInt8(ascii: ":"))
        value(&bytes, depth + 1, &generator)
      }
      bytes.append(UInt8(ascii: "}"))
    default:
      bytes.append(UInt8(ascii: "["))
      for index in 0..<Int.random(in: 0...4, using: &generator) {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        value(&bytes, depth + 1, &generator)
      }
      bytes.append(UInt8(ascii: "]"))
    }
    space(&bytes, &generator)
  }

  package static func number(_ generator: inout SeededRandom) -> String {
    var text = Bool.random(using: &generator) ? "-" : ""
    text +=
      "\(Int.random(in: 0...[9, 1_000, 999_999_999].randomElement(using: &generator)!, using: &generator))"
    if Bool.random(using: &generator) {
      text += "."
      for _ in 0...Int.random(in: 0...8, using: &generator) {
        text += "\(Int.random(in: 0...9, using: &generator))"
      }
    }
    if Int.random(in: 0..<4, using: &generator) == 0 {
      text += ["e", "E", "e+", "E-", "e-"].randomElement(using: &generator)!
      text += "\(Int.random(in: 0...9, using: &generator))"
    }
    return text
  }

  package static func string(_ bytes: inout [UInt8], _ generator: inout SeededRandom) {
    let parts = [
      "a", "plain text", "é", "中", "😀", "\\n", "\\\"", "\\\\", "\\/", "\\u00e9", "\\ud83d\\ude00", " ",
      "\u{7F}",
    ]
    bytes.append(UInt8(ascii: "\""))
    for _ in 0..<Int.random(in: 0...6, using: &generator) {
      bytes += Array(parts.randomElement(using: &generator)!.utf8)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Whether a text may hold a number past what a Decimal holds, which Foundation refuses though it is JSON.
  package static func hasLongExponent(_ text: String) -> Bool { text.contains(/[eE][+\-]?[0-9]{2}/) }

  private static func space(_ bytes: inout [UInt8], _ generator: inout SeededRandom) {
    guard Int.random(in: 0..<8, using: &generator) == 0 else { return }
    bytes.append([0x20, 0x0A, 0x0D, 0x09].randomElement(using: &generator)!)
  }

  /// One to three bytes changed, dropped or added, or the end cut off.
  package static func damage(_ bytes: inout [UInt8], _ generator: inout SeededRandom) {
    let spice = Array("{}[]\",:\\-+.eE0159untf/\u{1}\n ".utf8) + [0x80, 0xC3, 0xED, 0xF0, 0xFF]
    for _ in 0..<Int.random(in: 1...3, using: &generator) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: bytes[place] = spice.randomElement(using: &generator)!
      case 1: bytes.remove(at: place)
      case 2: bytes.insert(spice.randomElement(using: &generator)!, at: place)
      default: bytes.removeLast(min(bytes.count, Int.random(in: 1...3, using: &generator)))
      }
    }
  }
}
