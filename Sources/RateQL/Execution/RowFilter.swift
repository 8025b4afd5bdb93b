/// A condition over rows, part by part: what `and` joins is tested one after the other, each for the rows
/// that those before it left, the quickest first.
///
/// A part that may fail (a division, an overflow) is thereby not worked out for rows that another part has
/// ruled out, wherever it stands: a store that takes part of the condition over rules rows out just so.
struct RowFilter {
  private let parts: [Expression]
  private let evaluator: Evaluator

  init(_ condition: Expression, _ evaluator: Evaluator) {
    self.evaluator = evaluator
    var parts: [Expression] = []
    RowFilter.split(condition, into: &parts)
    self.parts = parts
  }

  private static func split(_ condition: Expression, into parts: inout [Expression]) {
    guard case .binary(.and, let left, let right) = condition.kind else { return parts.append(condition) }
    split(left, into: &parts)
    split(right, into: &parts)
  }

  /// The rows for which the condition is true; false and null are left out.
  func apply(_ batch: RowBatch) throws(RunError) -> RowBatch {
    guard batch.count > 0 else { return batch }
    var tests: [ColumnTest] = []
    var others: [Expression] = []
    for part in parts {
      if let test = try test(part, batch) { tests.append(test) } else { others.append(part) }
    }
    var result = batch
    if !tests.isEmpty {
      // Rows of whole columns where all are whole, else the batch's own.
      var rows = batch.isWhole ? batch.selection : nil
      for test in tests.sorted(by: { $0.cost < $1.cost }) { rows = test.chosen(among: rows) }
      if let rows, rows.count < batch.count {
        result = batch.isWhole ? batch.selecting(rows) : batch.choosing(rows)
      }
    }
    for part in others where result.count > 0 { result = result.filtered(try evaluator.column(part, result)) }
    return result
  }

  /// The part as a test of one column; nil where it is none.
  private func test(_ part: Expression, _ batch: RowBatch) throws(RunError) -> ColumnTest? {
    guard evaluator.subqueries[part.id] == nil else { return nil }
    var test: ColumnTest?
    switch part.kind {
    case .binary(let operation, let left, let right):
      if let column = column(left, batch), let value = try constant(right) {
        test = ColumnTest(operation, column, value)
      } else if operation.isComparison, let column = column(right, batch), let value = try constant(left) {
        test = ColumnTest(operation.mirrored, column, value)
      }
    case .between(let operand, let low, let high, let negated):
      if let column = column(operand, batch), let low = try constant(low), let high = try constant(high) {
        test = ColumnTest(column, from: low, to: high, negated: negated)
      }
    case .membership(let operand, let list, let negated):
      if let column = column(operand, batch), let list = try constant(list) {
        test = ColumnTest(column, in: list, negated: negated)
      }
    default: break
    }
    // Rows lie within the column, or it is not read without looking.
    guard let test, test.count == (batch.isWhole ? batch.wholeCount : batch.count) else { return nil }
    return test
  }

  private func column(_ expression: Expression, _ batch: RowBatch) -> Column? {
    guard evaluator.subqueries[expression.id] == nil else { return nil }
    switch expression.kind {
    case .name, .column:
      guard case .column(let origin)? = evaluator.facts.names[expression.id] else { return nil }
      return batch.isWhole ? batch.view(origin).column : batch.column(origin)
    default: return nil
    }
  }

  private func constant(_ expression: Expression) throws(RunError) -> Value? {
    evaluator.isConstant(expression) ? try evaluator.value(expression) : nil
  }
}
