import GRDB
import RateQL

extension RateTable {
  /// Every rate with all its fields, in order of creation.
  func records() throws -> [RateRecord] {
    var records: [RateRecord] = []
    try queue.inDatabase { database in
      try database.cachedStatement(sql: "SELECT \(TableSchema.columns) FROM rates ORDER BY row").forEachRow {
        records.append($0.record)
        return true
      }
    }
    return records
  }

  /// Nil where there is none of that id.
  func record(id: String) throws -> RateRecord? {
    var record: RateRecord?
    try queue.inDatabase { database in
      let statement = try database.cachedStatement(
        sql: "SELECT \(TableSchema.columns) FROM rates WHERE id = ?")
      statement.bind(id, at: 1)
      try statement.forEachRow { row in
        record = row.record
        return true
      }
    }
    return record
  }
}

extension RowView {
  /// A row of ``TableSchema/columns``.
  fileprivate var record: RateRecord {
    var record = RateRecord()
    for field in RateField.allCases {
      let column = Int32(field.rawValue)
      switch field.type {
      case _ where isNull(column): record[field] = .null
      case .text: record[field] = .text(string(column))
      case .symbol: record[field] = .symbol(string(column))
      case .percent:
        record[field] = .percent(ExactDecimal(fixed: integer(column), scale: field.fractionDigits ?? 0))
      default:
        record[field] = .number(ExactDecimal(fixed: integer(column), scale: field.fractionDigits ?? 0))
      }
    }
    return record
  }
}
