/// Names and values as a query string and a form body carry them (`a=1&b=x+y`).
struct FormText {
  private var values: [String: String] = [:]

  /// - Throws: ``APIError`` (400) for an escape that is none, for bytes that are not UTF-8, and for a name
  ///   that stands twice.
  init(_ text: some StringProtocol) throws(APIError) {
    for pair in text.utf8.split(separator: UInt8(ascii: "&")) {
      let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      guard let first = parts.first, let name = FormText.decode(first, plusIsSpace: true) else {
        throw .invalid("a parameter's name is not valid percent-encoded UTF-8")
      }
      guard let value = FormText.decode(parts.dropFirst().first ?? pair.prefix(0), plusIsSpace: true) else {
        throw .invalid("the value of '\(name)' is not valid percent-encoded UTF-8")
      }
      guard values.updateValue(value, forKey: name) == nil else {
        throw .invalid("'\(name)' is given twice")
      }
    }
  }

  subscript(name: String) -> String? { values[name] }

  /// Nil where a `%` is not followed by two hexadecimal digits or the result is not UTF-8.
  static func decode(_ bytes: some Collection<UInt8>, plusIsSpace: Bool) -> String? {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+") where plusIsSpace: result.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"):
        guard let high = hex(rest.popFirst()), let low = hex(rest.popFirst()) else { return nil }
        result.append(high << 4 | low)
      default: result.append(byte)
      }
    }
    return String(validating: result, as: UTF8.self)
  }

  private static func hex(_ byte: UInt8?) -> UInt8? {
    switch byte {
    case .some(let digit) where digit >= UInt8(ascii: "0") && digit <= UInt8(ascii: "9"):
      digit - UInt8(ascii: "0")
    case .some(let letter) where letter | 0x20 >= UInt8(ascii: "a") && letter | 0x20 <= UInt8(ascii: "f"):
      (letter | 0x20) - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
