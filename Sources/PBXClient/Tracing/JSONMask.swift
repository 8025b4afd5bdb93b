import ExactJSON

/// JSON with the values of secret members masked, and everything else as it stood.
struct JSONMask {
  private var scanner: JSONScanner
  /// What is masked, in order.
  private var masked: [Range<Int>] = []
  private var secrets: [Secret] = []

  /// - Returns: nil where the bytes are not JSON.
  static func mask(_ bytes: [UInt8]) -> (text: String, secrets: [Secret])? {
    bytes.withUnsafeBytes { buffer in
      var mask = JSONMask(scanner: JSONScanner(buffer))
      do {
        mask.scanner.begin()
        try mask.value(depth: 0)
        try mask.scanner.expectEnd()
      } catch {
        return nil
      }
      var result: [UInt8] = []
      var start = 0
      for range in mask.masked {
        result += buffer[start..<range.lowerBound]
        JSONWriter.quote(Secret.mask, into: &result)
        start = range.upperBound
      }
      result += buffer[start...]
      return (String(decoding: result, as: UTF8.self), mask.secrets)
    }
  }

  /// A text as it stands in JSON, without its quotes.
  static func escaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    JSONWriter.quote(text, into: &bytes)
    return String(decoding: bytes.dropFirst().dropLast(), as: UTF8.self)
  }

  private mutating func value(depth: Int) throws(JSONFault) {
    guard depth < JSONScanner.depthLimit else { throw scanner.fault("it nests too deep") }
    var isFirst = true
    switch scanner.current {
    case UInt8(ascii: "{"):
      while try scanner.nextMember(isFirst: isFirst) {
        isFirst = false
        let name = try scanner.string(scanner.text())
        try scanner.colon()
        if SecretMask.isSecret(name: name) { try hide(depth: depth + 1) } else { try value(depth: depth + 1) }
      }
    case UInt8(ascii: "["):
      while try scanner.nextElement(isFirst: isFirst) {
        isFirst = false
        try value(depth: depth + 1)
      }
    default: try scanner.skipValue(depth: depth)
    }
  }

  /// A secret may be a text, a number, or something made of them.
  private mutating func hide(depth: Int) throws(JSONFault) {
    let start = scanner.at
    if scanner.current == UInt8(ascii: "\"") {
      let secret = try scanner.string(scanner.text())
      masked.append(start..<scanner.at)
      secrets.append(Secret(secret))
    } else {
      try scanner.skipValue(depth: depth)
      masked.append(start..<scanner.at)
    }
  }
}
