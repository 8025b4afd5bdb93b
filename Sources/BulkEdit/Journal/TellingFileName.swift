import Crypto

/// Names for files that belong to something with names of its own, such as a server and its tenant: readable in
/// their first part, told apart by their last.
package enum TellingFileName {
  /// - Returns: a name without an ending, of at most 97 ASCII characters; no two lists of parts share one.
  package static func make(_ parts: [String]) -> String {
    let safe = parts.joined(separator: " ").utf8.map { byte -> Character in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"):
        Character(UnicodeScalar(byte))
      default: "_"
      }
    }
    // Parts are set off by a byte that none of them has.
    let exact = Array(parts.map { Array($0.utf8) }.joined(separator: [0]))
    let digest = SHA256.hash(data: exact).prefix(8).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
    return "\(String(safe.prefix(80)))-\(digest)"
  }
}
