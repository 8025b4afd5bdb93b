/// A string's place between its quotes.
@usableFromInline
package struct JSONText {
  @usableFromInline package var start: Int
  @usableFromInline package var end: Int
  @usableFromInline package var hasEscapes: Bool

  package var isEmpty: Bool { start == end }
}

extension JSONScanner {
  /// Reads a string with its quotes: escapes and UTF-8 are checked, control characters refused.
  package mutating func text() throws(JSONFault) -> JSONText {
    try expect(UInt8(ascii: "\""))
    let start = at
    var hasEscapes = false
    while true {
      skipPlain()
      switch current {
      case UInt8(ascii: "\""):
        at += 1
        return JSONText(start: start, end: at - 1, hasEscapes: hasEscapes)
      case UInt8(ascii: "\\"):
        hasEscapes = true
        _ = try escape()
      case 0x80...:
        try multibyte()
      default:
        throw fault(at < bytes.count ? "a control character in a text" : "a text without an end")
      }
    }
  }

  /// Moves to the next quote, backslash, control character or byte past ASCII, eight bytes at a time.
  @inline(__always)
  @inlinable
  package mutating func skipPlain() {
    while at + 8 <= bytes.count {
      let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      let quote = word ^ 0x2222_2222_2222_2222
      let backslash = word ^ 0x5C5C_5C5C_5C5C_5C5C
      let ones: UInt64 = 0x0101_0101_0101_0101
      // The lowest top bit left marks the first such byte: a borrow only spoils those above it.
      let hits =
        (((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)
          | (word &- 0x2020_2020_2020_2020) | word) & 0x8080_8080_8080_8080
      if hits != 0 {
        at += hits.trailingZeroBitCount >> 3
        return
      }
      at += 8
    }
    while at < bytes.count {
      let byte = bytes[at]
      guard byte >= 0x20, byte < 0x80, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") else { return }
      at += 1
    }
  }

  /// Passes over one character of two to four bytes, by the table of well-formed sequences in Unicode.
  private mutating func multibyte() throws(JSONFault) {
    let lead = current
    var second: ClosedRange<UInt8> = 0x80...0xBF
    let length: Int
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF:
      length = 3
      if lead == 0xE0 { second = 0xA0...0xBF }
      if lead == 0xED { second = 0x80...0x9F }
    case 0xF0...0xF4:
      length = 4
      if lead == 0xF0 { second = 0x90...0xBF }
      if lead == 0xF4 { second = 0x80...0x8F }
    default: throw fault("a text that is not UTF-8")
    }
    guard at + length <= bytes.count, second.contains(bytes[at + 1]) else {
      throw fault("a text that is not UTF-8")
    }
    for offset in 2..<max(length, 2) where bytes[at + offset] & 0xC0 != 0x80 {
      throw fault("a text that is not UTF-8")
    }
    at += length
  }

  /// Reads one escape and gives the character that it stands for.
  private mutating func escape() throws(JSONFault) -> Unicode.Scalar {
    at += 1
    let kind = current
    at += 1
    switch kind {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(kind)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      var code = UInt32(try codeUnit())
      if (0xD800...0xDBFF).contains(code), current == UInt8(ascii: "\\") {
        at += 1
        try expect(UInt8(ascii: "u"))
        let low = UInt32(try codeUnit())
        guard (0xDC00...0xDFFF).contains(low) else { throw fault("half of a surrogate pair") }
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else { throw fault("half of a surrogate pair") }
      return scalar
    default:
      throw .syntax("an unknown escape", at: at - 1)
    }
  }

  private mutating func codeUnit() throws(JSONFault) -> UInt16 {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(current)).hexDigitValue, current < 0x80 else {
        throw fault("four hexadecimal digits expected")
      }
      unit = unit << 4 | UInt16(digit)
      at += 1
    }
    return unit
  }

  /// The bytes between the quotes, where the string has no escapes.
  @inline(__always)
  @inlinable
  package func raw(_ text: JSONText) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[text.start..<text.end])
  }

  /// The string's bytes with its escapes resolved.
  package func unescaped(_ text: JSONText) throws(JSONFault) -> [UInt8] {
    guard text.hasEscapes else { return Array(raw(text)) }
    var result: [UInt8] = []
    result.reserveCapacity(text.end - text.start)
    var reader = self
    reader.at = text.start
    while reader.at < text.end {
      if reader.current == UInt8(ascii: "\\") {
        result.append(contentsOf: UTF8.encode(try reader.escape()) ?? UTF8.encodedReplacementCharacter)
      } else {
        result.append(reader.current)
        reader.at += 1
      }
    }
    return result
  }

  package func string(_ text: JSONText) throws(JSONFault) -> String {
    text.hasEscapes
      ? String(decoding: try unescaped(text), as: UTF8.self) : String(decoding: raw(text), as: UTF8.self)
  }
}
