extension JSONValue {
  /// Some members of a document that may be long; of another document than an object, null. It is read as far as
  /// they stand, or to its end where one of them is missing.
  package static func members(
    of bytes: UnsafeRawBufferPointer, named names: Set<String>
  ) throws(JSONFault) -> JSONValue {
    var scanner = JSONScanner(bytes)
    scanner.begin()
    var found: [String: JSONValue] = [:]
    let isObject = scanner.current == UInt8(ascii: "{")
    if isObject {
      var isFirst = true
      while found.count < names.count, try scanner.nextMember(isFirst: isFirst) {
        isFirst = false
        let text = try scanner.text()
        let name = try scanner.string(text)
        try scanner.colon()
        if names.contains(name), found[name] == nil {
          found[name] = try JSONValue(&scanner, depth: 1)
        } else {
          try scanner.skipValue(depth: 1)
        }
      }
    } else {
      try scanner.skipValue()
    }
    if found.count < names.count { try scanner.expectEnd() }
    return isObject ? .object(found) : .null
  }
}
