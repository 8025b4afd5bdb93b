/// Some call rates, column by column: what a store hands over, page by page.
public struct RateBatch: Sendable {
  /// One column for each ``RateField``, in its order; nil where the store did not read that field.
  public private(set) var columns: [Column?]
  public private(set) var count: Int

  /// An empty batch with the given fields.
  public init(fields: [RateField] = RateField.listed) {
    columns = Array(repeating: nil, count: RateField.allCases.count)
    count = 0
    for field in fields {
      columns[field.rawValue] = .empty(field.type, scale: field.fractionDigits ?? 0)
    }
  }

  /// A batch of finished columns; every column must have `count` rows.
  public init(count: Int, columns: [RateField: Column]) {
    self.count = count
    self.columns = RateField.allCases.map { columns[$0] }
  }

  public subscript(field: RateField) -> Column? {
    get { columns[field.rawValue] }
    set { columns[field.rawValue] = newValue }
  }

  public func value(_ field: RateField, _ row: Int) -> Value? { columns[field.rawValue]?[row] }

  /// The row as a record; fields not read are not known.
  public func record(_ row: Int) -> RateRecord {
    var record = RateRecord()
    for field in RateField.allCases { record[field] = value(field, row) }
    return record
  }

  /// Adds a record's known fields. A field that it does not know is null in a column that this batch has.
  public mutating func append(_ record: RateRecord) {
    for field in RateField.allCases where columns[field.rawValue] != nil {
      columns[field.rawValue]?.append(record[field] ?? .null)
    }
    count += 1
  }

  package mutating func append(_ other: RateBatch) {
    for index in columns.indices {
      if let theirs = other.columns[index] { columns[index]?.append(theirs) } else { columns[index] = nil }
    }
    count += other.count
  }

  package func gathered(_ rows: [Int32]) -> RateBatch {
    var result = self
    result.columns = columns.map { $0?.gathered(rows) }
    result.count = rows.count
    return result
  }
}
