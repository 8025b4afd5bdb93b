/// For those who carry a plan out themselves: read the rate by id, compare, write the whole record.
extension Change {
  /// The fields in which the stored rate is not what the change was planned on: then it is better reported
  /// than overwritten. A field that the plan does not know is not compared.
  public func drift(from stored: RateRecord) -> [RateField] {
    before?.differences(from: stored) ?? []
  }

  /// The record to write: the stored rate with the fields that change. Nil for a rate that is to be deleted.
  ///
  /// A field that neither knows, such as a `connect_fee` that the store does not show, stays unknown: an
  /// update without it could reset it, so don't send one.
  public func record(over stored: RateRecord) -> RateRecord? {
    guard let after else { return nil }
    var record = stored
    for field in changedFields { record[field] = after[field] }
    return record
  }
}
