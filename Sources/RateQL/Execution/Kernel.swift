/// The quick ways: whole columns against a constant, without making a value for each row.
package enum Kernel {
  /// Nil where there is no quick way; the caller goes row by row then.
  static func apply(_ operation: BinaryOperator, _ a: Column, _ b: Column) -> Column? {
    switch (a, b) {
    case (.constant, .constant): return nil
    case (_, .constant(let value, _)):
      return ColumnTest(operation, a, value).map { .truth($0.truth) }
    case (.constant(let value, _), _) where operation.isComparison:
      return ColumnTest(operation.mirrored, b, value).map { .truth($0.truth) }
    default:
      return nil
    }
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
