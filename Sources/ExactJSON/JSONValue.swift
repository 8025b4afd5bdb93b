/// A small JSON document as a tree: sign-in answers, errors, settings. Pages of rates have their own reader.
package indirect enum JSONValue: Hashable {
  case null
  case bool(Bool)
  /// The number's text: no binary floating point comes near it.
  case number(String)
  case string(String)
  case array([JSONValue])
  /// The first of two equal keys counts.
  case object([String: JSONValue])

  package static func parse(_ bytes: UnsafeRawBufferPointer) throws(JSONFault) -> JSONValue {
    var scanner = JSONScanner(bytes)
    scanner.begin()
    let value = try JSONValue(&scanner, depth: 0)
    try scanner.expectEnd()
    return value
  }

  init(_ scanner: inout JSONScanner, depth: Int) throws(JSONFault) {
    let isContainer = scanner.current == UInt8(ascii: "{") || scanner.current == UInt8(ascii: "[")
    guard depth < JSONScanner.depthLimit || !isContainer else { throw scanner.fault("it nests too deep") }
    switch scanner.current {
    case UInt8(ascii: "\""):
      let text = try scanner.text()
      self = .string(try scanner.string(text))
    case UInt8(ascii: "{"):
      var members: [String: JSONValue] = [:]
      var isFirst = true
      while try scanner.nextMember(isFirst: isFirst) {
        isFirst = false
        let text = try scanner.text()
        let key = try scanner.string(text)
        try scanner.colon()
        let value = try JSONValue(&scanner, depth: depth + 1)
        if members[key] == nil { members[key] = value }
      }
      self = .object(members)
    case UInt8(ascii: "["):
      var elements: [JSONValue] = []
      while try scanner.nextElement(isFirst: elements.isEmpty) {
        elements.append(try JSONValue(&scanner, depth: depth + 1))
      }
      self = .array(elements)
    case UInt8(ascii: "t"):
      try scanner.literal("true")
      self = .bool(true)
    case UInt8(ascii: "f"):
      try scanner.literal("false")
      self = .bool(false)
    case UInt8(ascii: "n"):
      try scanner.literal("null")
      self = .null
    default:
      let number = try scanner.number()
      self = .number(String(decoding: scanner.bytes[number.start..<number.end], as: UTF8.self))
    }
  }

  package subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members[key]
  }

  package var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// A whole number, also where it stands in quotes.
  package var integer: Int? {
    switch self {
    case .number(let text), .string(let text): Int(text)
    default: nil
    }
  }
}
