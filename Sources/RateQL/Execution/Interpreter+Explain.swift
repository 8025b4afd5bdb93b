/// `explain`: what goes to the store, what stays here, and what it costs. Nothing is planned.
extension Interpreter {
  func runExplain(_ statement: Statement) async throws {
    var explanation = Explanation()
    switch statement.kind {
    case .query(let query):
      for expression in query.edit?.kind.expressions ?? [] { try await runSubqueries(in: expression) }
      try await explain(query, &explanation)
    case .quote(let number, let duration):
      for sentence in try await quote(number, duration).sentences { explanation.add(.charge, sentence) }
    default: return
    }
    try await sink.begin(Explanation.columns, layout: .lines)
    _ = try await sink.rows(explanation.values, count: explanation.lines.count)
    try await sink.end()
  }

  private func explain(_ query: Query, _ explanation: inout Explanation) async throws {
    let plan = try await plan(query)
    // What would be sent, not what could be: a store that is not relied on for a part does not get it.
    let request = try await reader.confirmed(plan.request)
    let stages = evaluator.facts.stages(of: query)
    for text in innerQueries(of: stages) {
      explanation.add(.first, "`\(text)` is read, since the rest depends on it")
    }
    addBase(plan, request, &explanation)
    addSteps(plan, request, stages, &explanation)
    if let edit = stages.last, edit.kind.isEdit {
      explanation.add(.edit, "`\(text(edit.span))` goes into the plan of what would change")
    }
    addRequests(plan, request, stages, &explanation)
    for stage in stages {
      guard let other = stage.kind.otherQuery else { continue }
      explanation.add(.second, "`\(text(other.span))`, for `\(stage.keyword.text)`")
      try await explain(other, &explanation)
    }
  }

  // MARK: Parts

  private func addBase(_ plan: QueryPlan, _ request: ScanRequest, _ explanation: inout Explanation) {
    switch plan.base {
    case .file(let table):
      explanation.add(.from, "a file of \(table.values.first?.count ?? 0) rows, which has been read")
    case .snapshot(let stage):
      explanation.add(.from, "the \(snapshots[stage]?.count ?? 0) rows that `snapshot` has fixed")
    case .store:
      explanation.add(.from, reader.store.name)
      if changes.touchesRates {
        explanation.add(.from, "and \(changes.changes.count) planned changes, which lie over its rates")
      }
      let asked = request.stages
      let words = reader.store.words(for: request)
      explanation.add(.sent, asked.isEmpty ? "nothing: every rate is read" : asked.joined(separator: " | "))
      for line in words.lines { explanation.add(.sent, line) }
    }
  }

  private func addSteps(
    _ plan: QueryPlan, _ request: ScanRequest, _ stages: [Stage], _ explanation: inout Explanation
  ) {
    if case .pinned(let ids)? = plan.steps.first {
      explanation.add(.here, "only the \(ids.count) rates that `pin` has fixed")
    }
    let done = self.done(stages)
    for stage in done where !stage.kind.endsQuery {
      let remark = self.remark(stage, plan, request)
      explanation.add(.here, "`\(text(stage.span))`" + (remark.map { ": \($0)" } ?? ""))
    }
    if done.allSatisfy(\.kind.endsQuery), explanation.lines.last?.part != .here {
      explanation.add(.here, "nothing")
    }
    guard let place = plan.detailsBefore else { return }
    let rates = place == 0 ? "every rate" : "each rate that is left"
    let names = RateField.allCases.filter { !$0.isListed }.map(\.name).joined(separator: ", ")
    let before = place < plan.steps.count ? plan.steps[place].name : nil
    explanation.add(.byID, "\(names) of \(rates)" + (before.map { ", before `\($0)`" } ?? ", at the end"))
  }

  /// The stages that are done at each use: what a `pin` or a `snapshot` has fixed is not chosen again.
  private func done(_ stages: [Stage]) -> [Stage] {
    var done = stages[...]
    if let place = stages.lastIndex(where: { snapshots[$0.id] != nil }) { done = stages[(place + 1)...] }
    guard let place = done.lastIndex(where: { pins[$0.id] != nil }) else { return Array(done) }
    let kept = done[..<place].filter { if case .extend = $0.kind { true } else { false } }
    return kept + done[(place + 1)...]
  }

  /// What of the stage the store does too.
  private func remark(_ stage: Stage, _ plan: QueryPlan, _ request: ScanRequest) -> String? {
    let isWhole = request.predicate == plan.request.predicate
    let part = "sent as far as it is relied on, and checked again on every row that comes"
    switch stage.kind {
    case .filter(let condition):
      let parts = evaluator.facts.conjuncts(condition)
      let sent = parts.filter { part in plan.pushed.contains { $0.id == part.id } }
      if sent.isEmpty || request.predicate == nil { return nil }
      if !isWhole { return part }
      if sent.count == parts.count { return "sent, and checked again on every row that comes" }
      return "sent but for "
        + parts.filter { part in !plan.pushed.contains { $0.id == part.id } }
        .map { "`\(text($0.span))`" }.joined(separator: ", ")
    case .match where plan.sendsMatch && request.predicate != nil:
      return isWhole ? "sent, as the prefixes that start the number" : part
    case .sort where !plan.pushedSort.isEmpty && !request.order.isEmpty:
      return "sent, and done again"
    case .take where request.limit != nil: return "sent, and done again"
    default: return nil
    }
  }

  private func addRequests(
    _ plan: QueryPlan, _ request: ScanRequest, _ stages: [Stage], _ explanation: inout Explanation
  ) {
    var parts: [String] = []
    if case .store = plan.base {
      if reader.holdsAnswer(to: plan.request) {
        parts.append("0: the same was asked before, and the answer is kept")
      } else {
        let size = reader.store.words(for: request).ratesPerRequest
        parts.append("at least 1" + (size.map { ", one for every \($0) rates that come" } ?? ""))
      }
    } else {
      parts.append("0")
    }
    if plan.detailsBefore != nil { parts.append("one more for each rate that is read by id") }
    if stages.last?.kind.isEdit == true { parts.append("once applied, a read and a write for each change") }
    explanation.add(.requests, parts.joined(separator: "; "))
    addLast(plan, &explanation)
  }

  /// What the query took when it ran last.
  private func addLast(_ plan: QueryPlan, _ explanation: inout Explanation) {
    guard let question = QueryLog.Question(plan), let last = reader.log[question] else { return }
    let milliseconds = Int64(last.time / .milliseconds(1))
    let seconds = ExactDecimal(fixed: milliseconds, scale: 3).text(minimumFractionDigits: 3)
    let requests = last.requests == 1 ? "1 request" : "\(last.requests) requests"
    let rates = last.rates == 1 ? "1 rate" : "\(last.rates) rates"
    explanation.add(.took, "\(requests) when it ran last, for \(rates), in \(seconds) s")
  }

  // MARK: Words

  /// The queries inside the stages' expressions, as they were written.
  private func innerQueries(of stages: [Stage]) -> [String] {
    var found: [String] = []
    for expression in stages.flatMap(\.kind.expressions) {
      evaluator.facts.walk(expression) { node in
        var isQuery = false
        if case .query(_, field: .some) = node.kind { isQuery = true }
        if case .countRows? = evaluator.facts.calls[node.id] { isQuery = true }
        if isQuery { found.append(text(node.span)) }
      }
    }
    return found
  }

  /// What was written there, on one line.
  private func text(_ span: Span) -> String {
    sources.text(span).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

extension PlanStep {
  /// The stage that the step is of.
  fileprivate var name: String {
    switch self {
    case .filter: "where"
    case .search: "search"
    case .sort, .top: "sort"
    case .take: "take"
    case .skip: "skip"
    case .compute: "extend"
    case .summarize: "summarize"
    case .distinct: "distinct"
    case .match: "match"
    case .pinned: "pin"
    case .join: "join"
    case .diff: "diff"
    case .project: "snapshot"
    }
  }
}
