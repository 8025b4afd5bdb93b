/// Takes a program's output apart into what is printed and what steers the terminal.
struct PseudoScreenParser: Sendable {
  enum Action: Equatable {
    case print(Unicode.Scalar)
    case control(UInt8)
    /// `ESC [ numbers final`, those with a private mark left out.
    case sequence(final: UInt8, numbers: [Int])
    case reverseLineFeed
  }

  private enum State {
    case text
    case escape
    case sequence
    /// A character set's name, one byte.
    case characterSet
    /// A title or the like, up to BEL or `ESC \`.
    case string
    case stringEscape
  }

  private var state = State.text
  private var parameters: [UInt8] = []
  private var character: [UInt8] = []

  mutating func take(_ byte: UInt8) -> Action? {
    switch state {
    case .text: return text(byte)
    case .escape: return escape(byte)
    case .sequence: return sequence(byte)
    case .characterSet: state = .text
    case .string: state = byte == 7 ? .text : byte == 0x1B ? .stringEscape : .string
    case .stringEscape: state = .text
    }
    return nil
  }

  private mutating func text(_ byte: UInt8) -> Action? {
    if byte == 0x1B {
      state = .escape
      return nil
    }
    if byte < 0x20 || byte == 0x7F { return .control(byte) }
    character.append(byte)
    let length = byte < 0x80 ? 1 : 0
    guard length == 1 || character.count == Self.length(character.first ?? 0) else { return nil }
    defer { character = [] }
    return String(decoding: character, as: UTF8.self).unicodeScalars.first.map { .print($0) }
  }

  private mutating func escape(_ byte: UInt8) -> Action? {
    state = .text
    switch Character(Unicode.Scalar(byte)) {
    case "[":
      state = .sequence
      parameters = []
    case "]", "P", "_", "^": state = .string
    case "(", ")", "*", "+": state = .characterSet
    case "M": return .reverseLineFeed
    default: break
    }
    return nil
  }

  private mutating func sequence(_ byte: UInt8) -> Action? {
    guard (0x40...0x7E).contains(byte) else {
      parameters.append(byte)
      return nil
    }
    state = .text
    let written = String(decoding: parameters, as: UTF8.self)
    if let first = written.first, "?<=>".contains(first) { return nil }
    return .sequence(
      final: byte, numbers: written.isEmpty ? [] : written.split(separator: ";").map { Int($0) ?? 0 })
  }

  private static func length(_ lead: UInt8) -> Int {
    switch lead {
    case 0xC2..<0xE0: 2
    case 0xE0..<0xF0: 3
    case 0xF0..<0xF5: 4
    default: 1
    }
  }
}
