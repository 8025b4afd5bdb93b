package import RateQL

/// A member's name as it is written, in quotes and with its colon: made once where it is written often.
package struct JSONKey: Sendable {
  let bytes: [UInt8]

  package init(_ name: String) {
    var bytes: [UInt8] = []
    JSONWriter.quote(name, into: &bytes)
    bytes.append(UInt8(ascii: ":"))
    self.bytes = bytes
  }
}

extension RateField {
  private static let keys = allCases.map { JSONKey($0.name) }

  /// The API's name as a record's member.
  package var key: JSONKey { RateField.keys[rawValue] }
}
