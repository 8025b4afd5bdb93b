/// A batch's columns without the choice of rows made: quick ways look at them where they lie.
extension RowBatch {
  /// Calculated columns have one value for each chosen row, those of the rates one for each rate: where both
  /// are there and differ, whole columns are brought to the chosen rows.
  private var hasOwnRows: Bool { selection != nil && !computed.isEmpty }

  /// How many rows whole columns have.
  var countOfColumns: Int { hasOwnRows || rates == nil ? count : rates?.count ?? count }

  /// Which rows of whole columns the batch's rows are; nil for all of them.
  var rowsOfColumns: [Int32]? { hasOwnRows ? nil : selection }

  /// The column of that origin, with rows that the batch may not have; nil where there is none.
  func wholeColumn(_ origin: RowShape.Origin) -> Column? {
    if hasOwnRows { return column(origin) }
    switch origin {
    case .field(let field): return rates?[field]
    case .computed(let place): return computed[safe: place]
    }
  }

  /// The rows of whole columns that these numbers are; they must be among the batch's.
  func choosing(rowsOfColumns rows: [Int32]) -> RowBatch {
    if rows.count == count { return self }
    return selection == nil || hasOwnRows ? choosing(rows) : selecting(rows)
  }
}
