/// `sort`, and `sort | take` of which only the first rows are kept on the way.
final class SortStep: Step {
  private let keys: [SortKey]
  private let limit: Int?
  private let evaluator: Evaluator
  private let next: any Step
  private var rows: RowBatch?

  /// With a limit, rows are thrown away once this many more than wanted are held.
  private static let slack = 4_096

  init(_ keys: [SortKey], limit: Int?, _ evaluator: Evaluator, next: any Step) {
    self.keys = keys
    self.limit = limit
    self.evaluator = evaluator
    self.next = next
  }

  func push(_ batch: RowBatch) async throws -> ScanFlow {
    guard batch.count > 0 else { return .more }
    let first = try cut(batch)
    if rows == nil { rows = first } else { rows?.append(first) }
    if let limit, let held = rows, held.count - SortStep.slack > limit { rows = try cut(held) }
    return .more
  }

  /// The rows of a batch that may be among the first, in their order; what lies behind the others is let go.
  private func cut(_ batch: RowBatch) throws -> RowBatch {
    guard let limit, batch.count > limit else { return batch }
    return batch.choosing(try RowOrder(keys, batch, evaluator).first(limit)).compacted
  }

  func finish() async throws {
    if let held = rows {
      rows = nil
      let order = try RowOrder(keys, held, evaluator)
      _ = try await next.push(held.choosing(order.first(limit ?? held.count)))
    }
    try await next.finish()
  }
}
