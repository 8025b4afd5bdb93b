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
    var writer = JSONWriter(capacity: 320)
    try write(record, record.knownFields, record.extras, &writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// - Parameter fields: those that are written, of the ones that are known.
  static func write(
    _ record: RateRecord, _ fields: RateFieldSet, _ extras: [RateRecord.Extra], _ writer: inout JSONWriter
  ) throws(JournalError) {
    writer.open()
    for field in fields {
      guard let value = record[field] else { continue }
      writer.key(field.key)
      try write(value, field, &writer)
    }
    if !extras.isEmpty {
      writer.key(extrasKey)
      writer.raw("[")
      for (index, extra) in extras.enumerated() {
        if index > 0 { writer.raw(",") }
        writer.raw(#"{"name":"#)
        writer.string(extra.name)
        writer.raw(#","json":"#)
        writer.string(extra.json)
        writer.raw("}")
      }
      writer.raw("]")
    }
    writer.close()
  }

  private static func write(
    _ value: Value, _ field: RateField, _ writer: inout JSONWriter
  ) throws(JournalError) {
    switch (value, field.type) {
    case (.null, _): writer.raw("null")
    case (.text(let text), .text), (.symbol(let text), .text), (.text(let text), .symbol),
      (.symbol(let text), .symbol):
      writer.string(text)
    case (_, .int):
      guard let number = value.decimal, number.integer != nil else { throw unfit(value, field) }
      writer.number(number)
    case (_, .decimal), (_, .percent):
      guard let number = value.decimal else { throw unfit(value, field) }
      writer.digits(number)
    default: throw unfit(value, field)
    }
  }

  private static func unfit(_ value: Value, _ field: RateField) -> JournalError {
    .writing(reason: "\(value) is no value of \(field.name)")
  }

  private static let extrasKey = JSONKey("extras")
}
