extension RowBatch {
  /// The rows of a file, with the lines that they came from behind them.
  init(_ table: LoadedTable) {
    var lines = Column.empty(.int)
    for line in table.lines { lines.append(.int(line)) }
    self.init(computed: table.values + [lines], count: table.lines.count)
  }

  /// The rows as they are shown, and nothing else behind them.
  func projected(_ shape: RowShape) -> RowBatch {
    RowBatch(computed: columns(of: shape), count: count)
  }
}

/// `snapshot` in the middle of a query: the rows are no rates any more.
final class ProjectStep: Step {
  private let shape: RowShape
  private let next: any Step

  init(_ shape: RowShape, next: any Step) {
    self.shape = shape
    self.next = next
  }

  func push(_ batch: RowBatch) async throws -> ScanFlow { try await next.push(batch.projected(shape)) }

  func finish() async throws { try await next.finish() }
}
