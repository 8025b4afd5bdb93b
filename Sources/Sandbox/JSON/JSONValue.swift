/// A JSON value as it was sent; numbers keep their digits.
indirect enum JSONValue: Hashable {
  case null
  case bool(Bool)
  case number(DecimalText)
  case string(String)
  case array([JSONValue])
  /// No name stands twice.
  case object([String: JSONValue])

  /// What it is, for messages.
  var kind: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

/// Why a text is no JSON.
struct JSONError: Error, Hashable {
  var message: String
  /// Bytes before the place.
  var offset: Int
}
