/// One column of a batch: the values of many rows side by side, in the densest form that keeps them exact.
public enum Column: Sendable {
  /// Numbers, percents and durations as integers at one scale: prices at five digits.
  case fixed(FixedColumn)
  case text(TextColumn)
  /// Rate types and the like, one byte a row.
  case symbol(SymbolColumn)
  /// Conditions: true, false or null.
  case truth(TruthColumn)
  case values([Value])
  case constant(Value, count: Int)

  public var count: Int {
    switch self {
    case .fixed(let column): column.values.count
    case .text(let column): column.count
    case .symbol(let column): column.codes.count
    case .truth(let column): column.codes.count
    case .values(let values): values.count
    case .constant(_, let count): count
    }
  }

  public subscript(row: Int) -> Value {
    switch self {
    case .fixed(let column): column[row]
    case .text(let column): column.isNull(row) ? .null : .text(column[row])
    case .symbol(let column): column[row]
    case .truth(let column): column[row]
    case .values(let values): values[row]
    case .constant(let value, _): value
    }
  }

  /// The column with only `rows`, in that order.
  package func gathered(_ rows: [Int32]) -> Column {
    switch self {
    case .fixed(let column): .fixed(column.gathered(rows))
    case .text(let column): .text(column.gathered(rows))
    case .symbol(let column): .symbol(column.gathered(rows))
    case .truth(let column): .truth(TruthColumn(codes: rows.map { column.codes[Int($0)] }))
    case .values(let values): .values(rows.map { values[Int($0)] })
    case .constant(let value, _): .constant(value, count: rows.count)
    }
  }

  /// Adds `other`'s rows after its own, in place where both are of one dense form.
  package mutating func append(_ other: Column) {
    // What is taken out of `self` must be held once only, or every page read would copy all before it.
    switch self {
    case .fixed(var column):
      guard case .fixed(let more) = other, column.scale == more.scale, column.kind == more.kind else { break }
      self = .values([])
      column.append(more)
      self = .fixed(column)
      return
    case .text(var column):
      guard case .text(let more) = other else { break }
      self = .values([])
      column.append(more)
      self = .text(column)
      return
    case .symbol(var column):
      guard case .symbol(let more) = other else { break }
      self = .values([])
      column.append(more)
      self = .symbol(column)
      return
    case .truth(var column):
      guard case .truth(let more) = other else { break }
      self = .values([])
      column.codes += more.codes
      self = .truth(column)
      return
    case .values(var values):
      self = .values([])
      for row in 0..<other.count { values.append(other[row]) }
      self = .values(values)
      return
    case .constant(let value, let count):
      guard case .constant(let same, let more) = other, value == same else { break }
      self = .constant(value, count: count + more)
      return
    }
    self = .values((0..<count).map { self[$0] } + (0..<other.count).map { other[$0] })
  }

  /// An empty column in the densest form for `type`.
  package static func empty(_ type: ValueType, scale: Int = 0) -> Column {
    switch type {
    case .int, .decimal: .fixed(FixedColumn(kind: .number, scale: scale))
    case .percent: .fixed(FixedColumn(kind: .percent, scale: scale))
    case .duration: .fixed(FixedColumn(kind: .duration, scale: scale))
    case .text: .text(TextColumn())
    case .symbol: .symbol(SymbolColumn())
    default: .values([])
    }
  }

  /// Adds a value; where the dense form cannot hold it, the column becomes a plain one.
  package mutating func append(_ value: Value) {
    switch self {
    case .fixed(var column):
      self = .values([])
      if column.append(value) {
        self = .fixed(column)
      } else {
        self = .values((0..<column.values.count).map { column[$0] } + [value])
      }
    case .text(var column):
      self = .values([])
      switch value {
      case .text(let text): column.append(text)
      case .null: column.appendNull()
      default:
        self = .values((0..<column.count).map { Column.text(column)[$0] } + [value])
        return
      }
      self = .text(column)
    case .symbol(var column):
      self = .values([])
      if column.append(value) {
        self = .symbol(column)
      } else {
        self = .values((0..<column.codes.count).map { column[$0] } + [value])
      }
    case .truth(let column):
      self = .values((0..<column.codes.count).map { column[$0] } + [value])
    case .values(var values):
      self = .values([])
      values.append(value)
      self = .values(values)
    case .constant(let constant, let count):
      self = .values(Array(repeating: constant, count: count) + [value])
    }
  }
}
