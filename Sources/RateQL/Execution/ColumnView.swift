/// A column as a batch's rows see it: not gathered, but with the way to each row's place in it.
struct ColumnView {
  let column: Column
  /// The place of each row; nil where they are the same.
  let places: [Int32]?

  @inline(__always)
  func place(_ row: Int) -> Int { places.map { Int($0[row]) } ?? row }
}

extension Evaluator {
  /// The value of an expression for each row of the batch, seen where it lies if it is a column.
  func view(_ expression: Expression, _ batch: RowBatch) throws(RunError) -> ColumnView {
    switch expression.kind {
    case .name, .column:
      if subqueries[expression.id] == nil, case .column(let origin)? = facts.names[expression.id] {
        return batch.view(origin)
      }
    default: break
    }
    return ColumnView(column: try column(expression, batch), places: nil)
  }
}
