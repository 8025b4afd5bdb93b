/// `sort`, and `sort | take` of which only the first rows are kept on the way.
final class SortStep: Step {
  private let keys: [SortKey]
  private let limit: Int?
  private let evaluator: Evaluator
  private let next: any Step
  private var rows: RowBatch?

  /// With a limit, rows are thrown away once this many times more are held.
  private static let slack = 4_096

  init(_ keys: [SortKey], limit: Int?, _ evaluator: Evaluator, next: any Step) {
    self.keys = keys
    self.limit = limit
    self.evaluator = evaluator
    self.next = next
  }

  func push(_ batch: RowBatch) async throws -> ScanFlow {
    guard batch.count > 0 else { return .more }
    if rows == nil { rows = batch } else { rows?.append(batch) }
    if let limit, let held = rows, held.count > SortStep.slack, held.count / 4 > limit {
      rows = try RowOrder(keys, held, evaluator).sorted(held).prefix(limit).compacted
    }
    return .more
  }

  func finish() async throws {
    if let held = rows {
      rows = nil
      let sorted = try RowOrder(keys, held, evaluator).sorted(held)
      _ = try await next.push(limit.map { sorted.prefix($0) } ?? sorted)
    }
    try await next.finish()
  }
}

/// The order of some rows by sort keys, then prefix, then id: always settled.
struct RowOrder {
  private let keys: [(column: Column, descending: Bool)]
  private let ties: [Column]

  init(_ keys: [SortKey], _ batch: RowBatch, _ evaluator: Evaluator) throws(RunError) {
    self.keys = try keys.mapThrowing { key throws(RunError) in
      (try evaluator.column(key.expression, batch), key.descending)
    }
    ties = batch.rates == nil ? [] : [batch.column(.field(.prefix)), batch.column(.field(.id))]
  }

  func sorted(_ batch: RowBatch) -> RowBatch {
    // Stable beyond the ties: rows that are no rates keep the order they came in.
    let places = (0..<Int32(batch.count)).sorted { a, b in
      let order = compare(Int(a), Int(b))
      return order == 0 ? a < b : order < 0
    }
    return batch.choosing(places)
  }

  /// -1, 0 or 1.
  func compare(_ a: Int, _ b: Int) -> Int {
    for key in keys {
      let order = RowOrder.order(key.column, a, b)
      if order != 0 {
        // Nulls come last either way.
        let null = key.column.isNull(a) || key.column.isNull(b)
        return key.descending && !null ? -order : order
      }
    }
    for column in ties {
      let order = RowOrder.order(column, a, b)
      if order != 0 { return order }
    }
    return 0
  }

  private static func order(_ column: Column, _ a: Int, _ b: Int) -> Int {
    switch column {
    case .fixed(let fixed) where fixed.nulls.isEmpty:
      let (x, y) = (fixed.values[a], fixed.values[b])
      return x < y ? -1 : (x == y ? 0 : 1)
    case .text(let text) where text.nulls.isEmpty:
      return ValueOrder.bytes(text.bytes[text.range(a)], text.bytes[text.range(b)])
    default:
      return ValueOrder.sortOrder(column[a], column[b])
    }
  }
}

extension Column {
  func isNull(_ row: Int) -> Bool {
    switch self {
    case .fixed(let column): column.isNull(row)
    case .text(let column): column.isNull(row)
    default: self[row].isNull
    }
  }
}
