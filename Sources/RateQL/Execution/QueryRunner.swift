/// Builds a plan's steps into a pipeline and runs rates through it.
struct QueryRunner {
  let reader: RateReader
  let evaluator: Evaluator
  /// The rows of second queries, and of the snapshot that the query starts from, by stage.
  let tables: [NodeID: RowBatch]
  /// The place of the query, for messages.
  let span: Span

  func run(
    _ plan: QueryPlan, through changes: ChangePlan, deliver: @escaping (RowBatch) async throws -> ScanFlow
  ) async throws {
    let (sent, start) = (reader.store.requestsSent, reader.budget.elapsed())
    let rates = try await carryOut(plan, through: changes, deliver: deliver)
    guard let question = QueryLog.Question(plan), let sent, let now = reader.store.requestsSent else {
      return
    }
    reader.log.note(
      question, .init(requests: now - sent, rates: rates, time: reader.budget.elapsed() - start))
  }

  /// - Returns: how many rates came.
  private func carryOut(
    _ plan: QueryPlan, through changes: ChangePlan, deliver: @escaping (RowBatch) async throws -> ScanFlow
  ) async throws -> Int {
    var rates = 0
    let first = try pipeline(plan, changes, MeteredStep(Outlet(deliver), reader.budget))
    switch plan.base {
    case .store:
      try await reader.read(plan, through: changes, evaluator) { batch in
        rates += batch.count
        return try await first.push(batch)
      }
    case .file(let table):
      try reader.budget.read(table.lines.count)
      try await feed(RowBatch(table), first)
    case .snapshot(let stage):
      if let rows = tables[stage] { try await feed(rows, first) }
    }
    try await first.finish()
    return rates
  }

  /// How many rows of a table in memory go through the steps at a time.
  private static let batchSize = 65_536

  private func feed(_ rows: RowBatch, _ first: any Step) async throws {
    if rows.count <= QueryRunner.batchSize {
      _ = try await first.push(rows)
      return
    }
    for start in stride(from: 0, to: rows.count, by: QueryRunner.batchSize) {
      try Task.checkCancellation()
      let end = min(start + QueryRunner.batchSize, rows.count)
      let flow = try await first.push(rows.choosing((Int32(start)..<Int32(end)).map { $0 }))
      if flow == .enough { return }
    }
  }

  private func pipeline(
    _ plan: QueryPlan, _ changes: ChangePlan, _ outlet: any Step
  ) throws -> any Step {
    var next = outlet
    let reader = reader
    func details(_ next: any Step) -> any Step {
      DetailStep(
        { batch in try await reader.details(batch, through: changes) },
        tell: { count in await reader.tellUnknown(.connectFee, of: count) }, next: next)
    }
    if plan.detailsBefore == plan.steps.count { next = details(next) }
    for (index, step) in plan.steps.enumerated().reversed() {
      next = MeteredStep(try build(step, next), reader.budget)
      if plan.detailsBefore == index { next = details(next) }
    }
    return next
  }

  private func build(_ step: PlanStep, _ next: any Step) throws -> any Step {
    switch step {
    case .filter(let condition): return FilterStep(condition, evaluator, next: next)
    case .search(let text, let columns):
      guard case .text(let wanted) = try evaluator.value(text) else {
        throw RunError.failed(.nullParameter("what `search` looks for", at: text.span))
      }
      return SearchStep(wanted, in: columns, next: next)
    case .match(let number): return MatchStep(number, next: next)
    case .pinned(let ids): return PinnedStep(ids, next: next)
    case .sort(let keys): return SortStep(keys, limit: nil, evaluator, next: next)
    case .top(let keys, let count): return SortStep(keys, limit: count, evaluator, next: next)
    case .take(let count): return TakeStep(count, next: next)
    case .skip(let count): return SkipStep(count, next: next)
    case .compute(let expressions): return ComputeStep(expressions, evaluator, next: next)
    case .summarize(let values, let groups):
      return SummarizeStep(values, by: groups, evaluator, next: next)
    case .join(let match, let stage):
      return JoinStep(
        match, tables[stage] ?? RowBatch(computed: [], count: 0), reader.budget, next: next)
    case .diff(let match, _, let stage):
      return DiffStep(match, tables[stage] ?? RowBatch(computed: [], count: 0), at: span, next: next)
    case .project(let shape): return ProjectStep(shape, next: next)
    case .distinct(let items, let input):
      let evaluator = evaluator
      return DistinctStep(
        { batch in
          items.isEmpty
            ? batch.columns(of: input)
            : try items.map { try evaluator.column($0.value, batch) }
        }, next: next)
    }
  }
}
