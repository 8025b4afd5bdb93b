import ExactJSON
import RateQL

/// Records kept as what differs from another one that is kept anyway: what is read right before a write is
/// mostly what was planned on, and `connect_fee`.
extension RecordText {
  /// Stands before the text of a difference.
  private static let mark = "+"

  /// - Parameter other: nil, or one that knows more than the record, makes it the whole record.
  /// - Throws: as ``text(_:)``.
  static func text(_ record: RateRecord, beside other: RateRecord?) throws(JournalError) -> String {
    guard let other else { return try text(record) }
    let fields = record.unequalFields(other)
    let hasOtherExtras = record.extras != other.extras
    // An empty list of extras could not be told from one that is the same.
    guard fields.isSubset(of: record.knownFields), !hasOtherExtras || !record.extras.isEmpty else {
      return try text(record)
    }
    var writer = JSONWriter(capacity: 64)
    writer.raw(mark)
    try write(record, fields, hasOtherExtras ? record.extras : [], &writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// - Throws: ``MemberFault``.
  static func record(_ text: String, beside other: RateRecord?) throws -> RateRecord {
    guard text.utf8.first == mark.utf8.first, var record = other else { return try self.record(text) }
    let difference = try self.record(String(text.dropFirst()))
    for field in difference.knownFields { record[field] = difference[field] }
    if !difference.extras.isEmpty { record.extras = difference.extras }
    return record
  }
}
