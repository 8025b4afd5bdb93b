import ExactJSON
import RateQL

/// A rate as plan files and the journal keep it: an object of its known fields, in JSON.
///
/// Seconds are numbers; prices and fractions are texts of decimal digits, so that no reader makes them
/// binary. A field that is not known is left out, one that has no value is null. What the server sent besides
/// the contract's fields stands under `extras`.
enum RecordText {
  /// - Throws: ``JournalError/writing(reason:)`` for a value that could not be read back as it is.
  static func text(_ record: RateRecord) throws(JournalError) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(320)
    out.append(UInt8(ascii: "{"))
    for field in RateField.allCases {
      guard let value = record[field] else { continue }
      begin(RecordText.keys[field.rawValue], &out)
      switch (value, field.type) {
      case (.null, _): out.append(contentsOf: "null".utf8)
      case (.text(let text), .text), (.symbol(let text), .text), (.text(let text), .symbol),
        (.symbol(let text), .symbol):
        JSONWriter.quote(text, into: &out)
      case (_, .int):
        guard let number = value.decimal, number.integer != nil else { throw unfit(value, field) }
        number.write(into: &out)
      case (_, .decimal), (_, .percent):
        guard let number = value.decimal else { throw unfit(value, field) }
        out.append(UInt8(ascii: "\""))
        number.write(into: &out)
        out.append(UInt8(ascii: "\""))
      default: throw unfit(value, field)
      }
    }
    if !record.extras.isEmpty {
      begin(RecordText.extrasKey, &out)
      out.append(UInt8(ascii: "["))
      for (index, extra) in record.extras.enumerated() {
        out.append(UInt8(ascii: index == 0 ? "{" : ","))
        if index > 0 { out.append(UInt8(ascii: "{")) }
        out.append(contentsOf: #""name":"#.utf8)
        JSONWriter.quote(extra.name, into: &out)
        out.append(contentsOf: #","json":"#.utf8)
        JSONWriter.quote(extra.json, into: &out)
        out.append(UInt8(ascii: "}"))
      }
      out.append(UInt8(ascii: "]"))
    }
    out.append(UInt8(ascii: "}"))
    return String(decoding: out, as: UTF8.self)
  }

  private static func unfit(_ value: Value, _ field: RateField) -> JournalError {
    .writing(reason: "\(value) is no value of \(field.name)")
  }

  /// Each field's name in quotes, with its colon.
  private static let keys = RateField.allCases.map { key($0.name) }
  private static let extrasKey = key("extras")

  private static func key(_ name: String) -> [UInt8] {
    var bytes: [UInt8] = []
    JSONWriter.quote(name, into: &bytes)
    bytes.append(UInt8(ascii: ":"))
    return bytes
  }

  private static func begin(_ key: [UInt8], _ out: inout [UInt8]) {
    if out.count > 1 { out.append(UInt8(ascii: ",")) }
    out.append(contentsOf: key)
  }
}
