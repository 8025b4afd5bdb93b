extension JSONText {
  /// A string, its opening quote being next. The bytes are known to be UTF-8.
  mutating func text() throws(Fault) -> String {
    skip(1)
    let start = place
    var unescaped: [UInt8]?
    var copied = start
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        let rest = bytes[copied..<place]
        skip(1)
        guard var result = unescaped else { return String(decoding: rest, as: UTF8.self) }
        result.append(contentsOf: rest)
        return String(decoding: result, as: UTF8.self)
      case UInt8(ascii: "\\"):
        unescaped = unescaped ?? []
        unescaped?.append(contentsOf: bytes[copied..<place])
        unescaped?.append(contentsOf: UTF8.encode(try escape()) ?? UTF8.encodedReplacementCharacter)
        copied = place
      case 0..<0x20:
        throw fault("a text goes on past the end of its line; is its `\"` missing?")
      default: skip(1)
      }
    }
    throw Fault(place: start - 1, reason: "a text without a closing quote")
  }

  /// The character that an escape stands for.
  private mutating func escape() throws(Fault) -> Unicode.Scalar {
    let start = place
    skip(1)
    let kind = next
    skip(1)
    switch kind {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): break
    default: throw Fault(place: start, reason: "`\\` must be followed by one of \" \\ / b f n r t u")
    }
    var code = try codeUnit()
    if (0xD800...0xDBFF).contains(code) {
      guard next == UInt8(ascii: "\\") else { throw Fault(place: start, reason: "half of a surrogate pair") }
      skip(1)
      guard next == UInt8(ascii: "u") else { throw Fault(place: start, reason: "half of a surrogate pair") }
      skip(1)
      let low = try codeUnit()
      guard (0xDC00...0xDFFF).contains(low) else {
        throw Fault(place: start, reason: "half of a surrogate pair")
      }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else {
      throw Fault(place: start, reason: "half of a surrogate pair")
    }
    return scalar
  }

  private mutating func codeUnit() throws(Fault) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, byte < 0x80, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw fault("four hexadecimal digits expected after `\\u`")
      }
      code = code << 4 | UInt32(digit)
      skip(1)
    }
    return code
  }
}
