/// A test of a column's values against constants, brought to the column's own form: a range of 64-bit
/// integers, a set of codes, bytes. Nothing can fail while it runs.
enum ColumnTest {
  /// Within the range, or outside it where negated.
  case range(FixedColumn, ClosedRange<Int64>, negated: Bool)
  /// Never, for a row that is not null.
  case never(FixedColumn)
  /// One entry for each code.
  case codes(SymbolColumn, [Bool])
  case text(TextColumn, BinaryOperator, [UInt8])

  /// Nil where there is no quick way.
  init?(_ operation: BinaryOperator, _ column: Column, _ value: Value) {
    switch (column, value) {
    case (.fixed(let fixed), _):
      guard let test = ColumnTest.fixed(operation, fixed, value) else { return nil }
      self = test
    case (.symbol(let column), .symbol(let name)):
      guard operation == .equal || operation == .notEqual else { return nil }
      self = .codes(column, ColumnTest.table(column, operation == .notEqual) { $0 == name })
    case (.text(let column), .text(let text)):
      switch operation {
      case .equal, .notEqual, .startswith, .endswith, .contains:
        self = .text(column, operation, Array(text.utf8))
      case .covers:
        guard let digits = PhoneNumber.normalized(text) else { return nil }
        self = .text(column, operation, Array(digits.utf8))
      default: return nil
      }
    default: return nil
    }
  }

  /// `between`; nil where there is no quick way.
  init?(_ column: Column, from low: Value, to high: Value, negated: Bool) {
    guard case .range(let fixed, let above, false)? = ColumnTest(.greaterOrEqual, column, low),
      case .range(_, let below, false)? = ColumnTest(.lessOrEqual, column, high)
    else { return nil }
    guard above.lowerBound <= below.upperBound else {
      self = negated ? .range(fixed, Int64.min...Int64.max, negated: false) : .never(fixed)
      return
    }
    self = .range(fixed, above.lowerBound...below.upperBound, negated: negated)
  }

  /// `in` a list of names without null; nil where there is no quick way.
  init?(_ column: Column, in list: Value, negated: Bool) {
    guard case .symbol(let symbols) = column, case .list(let elements) = list, !elements.contains(.null)
    else {
      return nil
    }
    let names = Set(elements.compactMap(\.string))
    self = .codes(symbols, ColumnTest.table(symbols, negated) { names.contains($0) })
  }

  private static func table(_ column: SymbolColumn, _ negated: Bool, _ test: (String) -> Bool) -> [Bool] {
    var table = Array(repeating: false, count: 256)
    for (code, name) in column.names.enumerated() { table[code] = test(name) != negated }
    return table
  }

  private static func fixed(_ operation: BinaryOperator, _ column: FixedColumn, _ value: Value) -> ColumnTest?
  {
    let number: ExactDecimal
    switch (value, column.kind) {
    case (.number(let bound), .number), (.percent(let bound), .percent), (.duration(let bound), .duration):
      number = bound
    default: return nil
    }
    // A bound with more digits than the column lies between two of its values.
    guard let below = try? number.roundedToward(up: false, digits: column.scale),
      let bound = below.fixed(scale: column.scale)
    else { return nil }
    let isBetween = below != number
    switch operation {
    case .equal: return isBetween ? .never(column) : .range(column, bound...bound, negated: false)
    case .notEqual:
      return .range(column, isBetween ? .min ... .max : bound...bound, negated: !isBetween)
    case .greaterOrEqual where !isBetween: return .range(column, bound ... .max, negated: false)
    case .greater, .greaterOrEqual:
      return bound == .max ? .never(column) : .range(column, bound + 1 ... .max, negated: false)
    case .less where !isBetween:
      return bound == .min ? .never(column) : .range(column, .min...bound - 1, negated: false)
    case .less, .lessOrEqual: return .range(column, .min...bound, negated: false)
    default: return nil
    }
  }

  /// Every row that may be asked for lies below this.
  var count: Int {
    switch self {
    case .range(let column, _, _), .never(let column): column.values.count
    case .codes(let column, _): column.codes.count
    case .text(let column, _, _): column.count
    }
  }

  /// What it costs beside other tests: those that cost least go first.
  var cost: Int {
    switch self {
    case .never: 0
    case .codes: 1
    case .range: 2
    case .text(_, let operation, _): operation == .contains ? 4 : 3
    }
  }

  /// The rows for which it is true; nil in `rows` stands for all of the column.
  func chosen(among rows: [Int32]?) -> [Int32] {
    switch self {
    case .never: return []
    case .codes(let column, let table):
      return column.codes.withUnsafeBufferPointer { codes in
        table.withUnsafeBufferPointer { table in
          RowChoice.rows(codes.count, among: rows) { table[Int(codes[$0])] }
        }
      }
    case .range(let column, let range, let negated):
      let (low, width) = (range.lowerBound, UInt64(bitPattern: range.upperBound &- range.lowerBound))
      let nulls = column.nulls
      return column.values.withUnsafeBufferPointer { values in
        if nulls.isEmpty {
          RowChoice.rows(values.count, among: rows) {
            (UInt64(bitPattern: values[$0] &- low) <= width) != negated
          }
        } else {
          RowChoice.rows(values.count, among: rows) {
            (UInt64(bitPattern: values[$0] &- low) <= width) != negated && !nulls[$0]
          }
        }
      }
    case .text(let column, let operation, let text):
      let nulls = column.nulls
      return TextProbe.with(column, operation, text) { test in
        if nulls.isEmpty { return RowChoice.rows(column.count, among: rows) { test.holds($0) } }
        return RowChoice.rows(column.count, among: rows) { test.holds($0) && !nulls[$0] }
      }
    }
  }

  /// What it says of each row of the column, nulls unknown.
  var truth: TruthColumn {
    var codes: [UInt8]
    switch self {
    case .never(let column): codes = Array(repeating: TruthColumn.no, count: column.values.count)
    case .codes(let column, let table):
      codes = column.codes.withUnsafeBufferPointer { codes in
        RowChoice.codes(codes.count) { table[Int(codes[$0])] }
      }
      for (row, code) in column.codes.enumerated() where code == SymbolColumn.nullCode {
        codes[row] = TruthColumn.unknown
      }
    case .range(let column, let range, let negated):
      let (low, width) = (range.lowerBound, UInt64(bitPattern: range.upperBound &- range.lowerBound))
      codes = column.values.withUnsafeBufferPointer { values in
        RowChoice.codes(values.count) { (UInt64(bitPattern: values[$0] &- low) <= width) != negated }
      }
    case .text(let column, let operation, let text):
      codes = TextProbe.with(column, operation, text) { test in
        RowChoice.codes(column.count) { test.holds($0) }
      }
    }
    for row in nulls.rows(below: codes.count) { codes[row] = TruthColumn.unknown }
    return TruthColumn(codes: codes)
  }

  private var nulls: NullMask {
    switch self {
    case .range(let column, _, _), .never(let column): column.nulls
    case .text(let column, _, _): column.nulls
    case .codes: NullMask()
    }
  }
}
