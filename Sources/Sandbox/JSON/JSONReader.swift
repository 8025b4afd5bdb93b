/// A strict reader of one JSON text (RFC 8259): names that stand twice and lone surrogates are refused,
/// nesting is bounded.
struct JSONReader {
  private static let maximumDepth = 64

  private let bytes: [UInt8]
  private var position = 0

  /// - Throws: ``JSONError`` where the bytes are not one JSON value in UTF-8.
  static func value(utf8 bytes: [UInt8]) throws(JSONError) -> JSONValue {
    var reader = JSONReader(bytes: bytes)
    reader.skipSpace()
    let value = try reader.readValue(depth: 0)
    reader.skipSpace()
    guard reader.current == nil else { throw reader.error("something follows the JSON value") }
    return value
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private func error(_ message: String) -> JSONError { JSONError(message: message, offset: position) }

  private mutating func skipSpace() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard current == byte else { return false }
    position += 1
    return true
  }

  private mutating func readValue(depth: Int) throws(JSONError) -> JSONValue {
    guard depth < JSONReader.maximumDepth else { throw error("the JSON is nested too deeply") }
    guard let byte = current else { throw error("the JSON ends too early") }
    switch byte {
    case UInt8(ascii: "{"): return try readObject(depth: depth)
    case UInt8(ascii: "["): return try readArray(depth: depth)
    case UInt8(ascii: "\""): return .string(try readString())
    case UInt8(ascii: "t"): return try readWord("true", .bool(true))
    case UInt8(ascii: "f"): return try readWord("false", .bool(false))
    case UInt8(ascii: "n"): return try readWord("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try readNumber()
    default: throw error("no JSON value starts here")
    }
  }

  private mutating func readWord(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
    let text = word.description.utf8
    guard bytes[position...].starts(with: text) else { throw error("no JSON value starts here") }
    position += text.count
    return value
  }

  private mutating func readNumber() throws(JSONError) -> JSONValue {
    let start = position
    while let byte = current, byte > 0x20, !",]}".utf8.contains(byte) { position += 1 }
    guard let number = DecimalText(utf8: bytes[start..<position]) else {
      position = start
      throw error("this is not a JSON number")
    }
    return .number(number)
  }

  private mutating func readArray(depth: Int) throws(JSONError) -> JSONValue {
    position += 1
    var items: [JSONValue] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return .array(items) }
    while true {
      skipSpace()
      items.append(try readValue(depth: depth + 1))
      skipSpace()
      if take(UInt8(ascii: "]")) { return .array(items) }
      guard take(UInt8(ascii: ",")) else { throw error("expected ',' or ']'") }
    }
  }

  private mutating func readObject(depth: Int) throws(JSONError) -> JSONValue {
    position += 1
    var members: [String: JSONValue] = [:]
    skipSpace()
    if take(UInt8(ascii: "}")) { return .object(members) }
    while true {
      skipSpace()
      guard current == UInt8(ascii: "\"") else { throw error("expected a member's name in double quotes") }
      let name = try readString()
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw error("expected ':'") }
      skipSpace()
      let value = try readValue(depth: depth + 1)
      guard members.updateValue(value, forKey: name) == nil else {
        throw error("'\(name)' is given twice")
      }
      skipSpace()
      if take(UInt8(ascii: "}")) { return .object(members) }
      guard take(UInt8(ascii: ",")) else { throw error("expected ',' or '}'") }
    }
  }

  private mutating func readString() throws(JSONError) -> String {
    position += 1
    var text: [UInt8] = []
    let start = position
    // What needs no escape is taken as one piece.
    while let byte = current, byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
      position += 1
    }
    text.append(contentsOf: bytes[start..<position])
    while let byte = current {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let result = String(validating: text, as: UTF8.self) else {
          position = start
          throw error("the string is not valid UTF-8")
        }
        return result
      case UInt8(ascii: "\\"): text.append(contentsOf: try readEscape())
      case 0..<0x20: throw error("a control character in a string must be escaped")
      default: text.append(byte)
      }
    }
    throw error("the string is not closed")
  }

  private mutating func readEscape() throws(JSONError) -> [UInt8] {
    guard let byte = current else { throw error("the string is not closed") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"): break
    default: throw error("'\\' must be followed by one of \" \\ / b f n r t u")
    }
    var code = try readHex()
    if code >= 0xD800, code < 0xDC00 {
      guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { throw error("a lone surrogate") }
      let low = try readHex()
      guard low >= 0xDC00, low < 0xE000 else { throw error("a lone surrogate") }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw error("a lone surrogate") }
    return Array(String(Character(scalar)).utf8)
  }

  private mutating func readHex() throws(JSONError) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
        throw error("'\\u' must be followed by four hexadecimal digits")
      }
      code = code << 4 | UInt32(digit)
      position += 1
    }
    return code
  }
}
