/// A table that a program has shown, whole, in memory: its rows one after the other, its cells by name.
public struct ResultTable: Sendable, RandomAccessCollection {
  /// Name and type of each column; a calculated one has the name that the program gave it.
  public let columns: [ResultColumn]
  /// The cells, by column.
  public private(set) var values: [Column]
  public private(set) var count = 0

  public init(columns: [ResultColumn]) {
    self.columns = columns
    values = columns.map { .empty($0.type, scale: 5) }
  }

  /// Adds rows: one column for each of ``columns``, of `count` values each.
  package mutating func append(_ more: [Column], count added: Int) {
    for place in values.indices {
      values[place].append(more[safe: place] ?? .constant(.null, count: added))
    }
    count += added
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { count }

  public subscript(position: Int) -> ResultRow { ResultRow(table: self, row: position) }

  /// Where the column of that name stands, in any case of letters.
  public func place(of name: String) -> Int? {
    columns.firstIndex { $0.name == name } ?? columns.firstIndex { $0.name.lowercased() == name.lowercased() }
  }
}

/// A row of a ``ResultTable``.
public struct ResultRow: Sendable {
  let table: ResultTable
  let row: Int

  /// The cells, in the order of the table's columns.
  public var values: [Value] {
    guard table.indices.contains(row) else { return [] }
    return table.values.map { $0[row] }
  }

  /// The cell in that column, null where it is blank; nil where the table has no such column.
  public subscript(name: String) -> Value? {
    guard table.indices.contains(row), let place = table.place(of: name) else { return nil }
    return table.values[place][row]
  }

  /// A number, a percent's fraction (`5%` is 0.05) or a duration's seconds; nil for anything else. A call's cost
  /// that has no end after the point comes rounded to 18 digits.
  public func decimal(_ name: String) -> ExactDecimal? { self[name]?.roundedDecimal }

  /// A text or a name such as `MOBILE`; nil for anything else.
  public func text(_ name: String) -> String? { self[name]?.string }

  public func bool(_ name: String) -> Bool? {
    if case .bool(let value)? = self[name] { value } else { nil }
  }
}
