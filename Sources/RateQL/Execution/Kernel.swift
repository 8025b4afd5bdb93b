/// The quick ways: whole columns against a constant, without making a value for each row.
package enum Kernel {
  /// Nil where there is no quick way; the caller goes row by row then.
  static func apply(_ operation: BinaryOperator, _ a: Column, _ b: Column) -> Column? {
    switch (a, b) {
    case (.fixed(let column), .constant(let value, _)) where operation.isComparison:
      return compare(column, operation, value)
    case (.constant(let value, _), .fixed(let column)) where operation.isComparison:
      return compare(column, operation.mirrored, value)
    case (.symbol(let column), .constant(.symbol(let name), _)):
      return compare(column, operation, name)
    case (.text(let column), .constant(.text(let text), _)):
      return compare(column, operation, Array(text.utf8))
    default:
      return nil
    }
  }

  private static func compare(_ column: FixedColumn, _ operation: BinaryOperator, _ value: Value) -> Column? {
    switch (value, column.kind) {
    case (.number(let number), .number), (.percent(let number), .percent),
      (.duration(let number), .duration):
      // A bound with more digits than the column lies between two of its values: go row by row.
      guard let bound = number.fixed(scale: column.scale) else { return nil }
      return compare(column, operation, bound)
    default:
      return nil
    }
  }

  private static func compare(_ column: FixedColumn, _ operation: BinaryOperator, _ bound: Int64) -> Column? {
    var codes: [UInt8]
    switch operation {
    case .equal: codes = column.values.map { $0 == bound ? 1 : 0 }
    case .notEqual: codes = column.values.map { $0 != bound ? 1 : 0 }
    case .less: codes = column.values.map { $0 < bound ? 1 : 0 }
    case .lessOrEqual: codes = column.values.map { $0 <= bound ? 1 : 0 }
    case .greater: codes = column.values.map { $0 > bound ? 1 : 0 }
    case .greaterOrEqual: codes = column.values.map { $0 >= bound ? 1 : 0 }
    default: return nil
    }
    mask(&codes, column.nulls)
    return .truth(TruthColumn(codes: codes))
  }

  private static func compare(_ column: SymbolColumn, _ operation: BinaryOperator, _ name: String) -> Column?
  {
    guard operation == .equal || operation == .notEqual else { return nil }
    let wanted = column.code(of: name) ?? SymbolColumn.nullCode - 1
    let (same, other): (UInt8, UInt8) = operation == .equal ? (1, 0) : (0, 1)
    return .truth(
      TruthColumn(
        codes: column.codes.map { code in
          code == SymbolColumn.nullCode ? TruthColumn.unknown : (code == wanted ? same : other)
        }))
  }

  private static func compare(_ column: TextColumn, _ operation: BinaryOperator, _ text: [UInt8]) -> Column? {
    let test: (ArraySlice<UInt8>) -> Bool
    switch operation {
    case .equal: test = { $0.elementsEqual(text) }
    case .notEqual: test = { !$0.elementsEqual(text) }
    case .startswith: test = { $0.starts(with: text) }
    case .endswith: test = { $0.count >= text.count && $0.suffix(text.count).elementsEqual(text) }
    case .contains: test = { contains($0, text) }
    case .covers: test = { text.starts(with: $0) }
    default: return nil
    }
    var codes: [UInt8] = []
    codes.reserveCapacity(column.count)
    for row in 0..<column.count { codes.append(test(column.bytes[column.range(row)]) ? 1 : 0) }
    mask(&codes, column.nulls)
    return .truth(TruthColumn(codes: codes))
  }

  private static func mask(_ codes: inout [UInt8], _ nulls: NullMask) {
    guard !nulls.isEmpty else { return }
    for row in codes.indices where nulls[row] { codes[row] = TruthColumn.unknown }
  }

  static func matches(
    _ texts: Column, _ patterns: Column, negated: Bool, at span: Span
  ) throws(RunError) -> Column {
    var last: Pattern?
    var codes: [UInt8] = []
    for row in 0..<texts.count {
      guard let text = texts[row].string, let pattern = patterns[row].string else {
        codes.append(TruthColumn.unknown)
        continue
      }
      if last?.text != pattern { last = try Operation.pattern(pattern, at: span) }
      codes.append(last?.matches(text) == !negated ? TruthColumn.yes : TruthColumn.no)
    }
    return .truth(TruthColumn(codes: codes))
  }

  /// Whether `part` stands somewhere in `whole`, byte for byte.
  static func contains(_ whole: ArraySlice<UInt8>, _ part: [UInt8]) -> Bool {
    guard let first = part.first else { return true }
    guard whole.count >= part.count else { return false }
    var start = whole.startIndex
    let last = whole.endIndex - part.count
    while start <= last {
      if whole[start] == first, whole[start..<start + part.count].elementsEqual(part) { return true }
      start += 1
    }
    return false
  }
}
