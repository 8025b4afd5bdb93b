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
      name(field.name, &out)
      switch (value, field.type) {
      case (.null, _): out.append(contentsOf: "null".utf8)
      case (.text(let text), .text), (.symbol(let text), .text), (.text(let text), .symbol),
        (.symbol(let text), .symbol):
        JSONWriter.quote(text, into: &out)
      case (_, .int):
        guard let whole = value.decimal?.integer else { throw unfit(value, field) }
        out.append(contentsOf: String(whole).utf8)
      case (_, .decimal), (_, .percent):
        guard let number = value.decimal else { throw unfit(value, field) }
        JSONWriter.quote(number.description, into: &out)
      default: throw unfit(value, field)
      }
    }
    if !record.extras.isEmpty {
      name("extras", &out)
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

  private static func name(_ name: String, _ out: inout [UInt8]) {
    if out.count > 1 { out.append(UInt8(ascii: ",")) }
    JSONWriter.quote(name, into: &out)
    out.append(UInt8(ascii: ":"))
  }
}
