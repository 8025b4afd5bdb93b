import RateQL

/// Records kept as what differs from another one that is kept anyway: what is read right before a write is
/// mostly what was planned on, and `connect_fee`.
extension RecordText {
  /// Stands before the text of a difference.
  private static let mark: Character = "+"

  /// - Parameter other: nil, or one that knows more than the record, makes it the whole record.
  /// - Throws: as ``text(_:)``.
  static func text(_ record: RateRecord, beside other: RateRecord?) throws(JournalError) -> String {
    guard let other else { return try text(record) }
    var difference = RateRecord()
    for field in record.unequalFields(other) {
      guard let value = record[field] else { return try text(record) }
      difference[field] = value
    }
    if record.extras != other.extras {
      // An empty list could not be told from one that is the same.
      guard !record.extras.isEmpty else { return try text(record) }
      difference.extras = record.extras
    }
    return String(mark) + (try text(difference))
  }

  /// - Throws: ``MemberFault``.
  static func record(_ text: String, beside other: RateRecord?) throws -> RateRecord {
    guard text.first == mark, var record = other else { return try self.record(text) }
    let difference = try self.record(String(text.dropFirst()))
    for field in RateField.allCases {
      if let value = difference[field] { record[field] = value }
    }
    if !difference.extras.isEmpty { record.extras = difference.extras }
    return record
  }
}
