/// Runs a checked program's statements one after the other. Edits go into the change plan only.
final class Interpreter {
  let sources: SourceMap
  let sink: any ResultSink
  let reader: RateReader
  var evaluator: Evaluator
  var changes: ChangePlan
  /// The ids that `pin` stages have fixed, by stage.
  var pins: [NodeID: Set<String>]

  init(
    _ program: CheckedProgram, reader: RateReader, sink: any ResultSink, variables: [String: Value],
    pins: [NodeID: Set<String>], changes: ChangePlan, rounding: RoundingRule
  ) {
    sources = program.sources
    self.sink = sink
    self.reader = reader
    self.changes = changes
    self.pins = pins
    evaluator = Evaluator(facts: program.facts, variables: variables, budget: reader.budget)
    evaluator.rounding = rounding
  }

  func run(_ statement: Statement) async throws {
    try evaluator.budget.begin(statement.span)
    switch statement.kind {
    case .query(let query):
      if let edit = query.edit { try await runEdit(query, edit) } else { try await show(query) }
    case .letQuery(_, let query): try await fixPins(query)  // the rest of a view is read at each use
    case .letValue(let name, let expression):
      if case .view? = evaluator.facts.names[expression.id] { return }
      evaluator.variables[slot(statement, name)] = try await value(expression)
    case .param(let name, _, let fallback):
      if let given = evaluator.facts.parameters[statement.id] {
        evaluator.variables[slot(statement, name)] = given
      } else if let fallback {
        evaluator.variables[slot(statement, name)] = try await value(fallback)
      }
    case .create(let assignments): try await runCreate(assignments, at: statement.span)
    case .billing: try await showBilling()
    case .definition, .include, .explain, .quote, .conditional, .loop, .rounding: break
    case .billingSet(let assignments): try await runBillingSet(assignments)
    case .assert(let condition, let message):
      try await runAssert(condition, message)
    case .print(let expression):
      try await sink.print(try await value(expression).description)
    }
  }

  private func slot(_ statement: Statement, _ name: Name) -> String {
    evaluator.facts.slots[statement.id] ?? name.text
  }

  /// Finds the rates of each `pin` of a view, when its `let` runs.
  private func fixPins(_ query: Query) async throws {
    if case .nested(let inner) = query.source { try await fixPins(inner) }
    for (place, stage) in query.stages.enumerated() {
      guard case .pin = stage.kind else { continue }
      let chosen = Query(
        id: query.id, span: query.span, source: query.source, stages: Array(query.stages[..<place]))
      var ids: Set<String> = []
      try await run(chosen) { batch in
        for row in 0..<batch.count {
          if let id = batch.value(.id, row)?.string { ids.insert(id) }
        }
        return .more
      }
      pins[stage.id] = ids
    }
  }

  func line(_ span: Span) -> Int { sources.line(span) }

  // MARK: Values

  /// The value of an expression, its queries included.
  func value(_ expression: Expression) async throws -> Value {
    // Only what decides the value is asked for: a branch that is not taken can't fail.
    switch expression.kind {
    case .conditional(let condition, let yes, let no):
      return try await value(condition) == .bool(true) ? try await value(yes) : try await value(no)
    case .binary(.and, let left, let right):
      let first = try await value(left)
      return first == .bool(false) ? first : Truth.and(first, try await value(right))
    case .binary(.or, let left, let right):
      let first = try await value(left)
      return first == .bool(true) ? first : Truth.or(first, try await value(right))
    default:
      try await runSubqueries(in: expression)
      return try evaluator.value(expression)
    }
  }

  /// Runs the queries inside an expression, so that the rest can be worked out at once.
  func runSubqueries(in expression: Expression) async throws {
    var found: [Expression] = []
    expression.walk { node in
      if case .query = node.kind { found.append(node) }
      if case .countRows? = evaluator.facts.calls[node.id] { found.append(node) }
    }
    for node in found {
      if case .countRows(let query)? = evaluator.facts.calls[node.id] {
        var count = 0
        try await run(query) { batch in
          count += batch.count
          return .more
        }
        evaluator.subqueries[node.id] = .int(count)
      } else if case .query(let query, let field?) = node.kind {
        evaluator.subqueries[node.id] = try await single(query, field, at: node.span)
      }
    }
  }

  /// The field of a query's one row.
  private func single(_ query: Query, _ field: Name, at span: Span) async throws -> Value {
    var values: [Value] = []
    let shape = evaluator.facts.shapes[query.id] ?? .rates
    try await run(query, alsoShowing: field) { batch in
      guard let column = shape.column(field.text) else { return .enough }
      let cells = batch.column(column.origin)
      for row in 0..<min(batch.count, 2) { values.append(cells[row]) }
      return values.count > 1 ? .enough : .more
    }
    guard values.count == 1 else { throw RunError.failed(.notOneRow(values.count, at: span)) }
    return values[0]
  }

  // MARK: Queries

  /// Plans a query and runs it through the changes planned so far.
  func run(
    _ query: Query, alsoShowing field: Name? = nil,
    deliver: @escaping (RowBatch) async throws -> ScanFlow
  ) async throws {
    let plan = try await plan(query, alsoShowing: field)
    let runner = QueryRunner(reader: reader, evaluator: evaluator)
    try await runner.run(plan, through: changes, deliver: deliver)
  }

  func plan(_ query: Query, alsoShowing field: Name? = nil) async throws -> QueryPlan {
    let capabilities = try await reader.capabilities()
    for stage in evaluator.facts.stages(of: query) {
      for expression in stage.kind.expressions { try await runSubqueries(in: expression) }
    }
    let evaluator = evaluator
    let planner = Planner(
      facts: evaluator.facts, capabilities: capabilities, pins: pins, hasOverlay: changes.touchesRates
    ) { expression throws(RunError) in
      evaluator.isConstant(expression) ? try evaluator.value(expression) : nil
    }
    var plan = try planner.plan(query)
    if let field, RateField(name: field.text)?.isListed == false, plan.detailsBefore == nil,
      plan.shape.areRates
    {
      plan.detailsBefore = plan.steps.count
    }
    return plan
  }

  private func show(_ query: Query) async throws {
    let shape = evaluator.facts.shapes[query.id] ?? .rates
    try await sink.begin(shape.columns.map { ResultColumn(name: $0.name, type: $0.type) })
    let sink = sink
    try await run(query) { batch in
      try await sink.rows(batch.columns(of: shape), count: batch.count)
    }
    try await sink.end()
  }

  private func showBilling() async throws {
    let settings = try await currentBilling()
    try await sink.begin(BillingField.allCases.map { ResultColumn(name: $0.name, type: $0.valueType) })
    _ = try await sink.rows(
      BillingField.allCases.map { .constant(settings[$0], count: 1) }, count: 1)
    try await sink.end()
  }

  func currentBilling() async throws -> BillingSettings {
    if let planned = changes.billing { return planned.after }
    do {
      return try await reader.store.billing()
    } catch let error as StoreError {
      throw RunError.store(error)
    }
  }

  private func runAssert(_ condition: Expression, _ message: Expression?) async throws {
    guard try await value(condition) != .bool(true) else { return }
    var text: String?
    if let message { text = try await value(message).description }
    throw RunError.assertion(
      .assertionFailed(text, condition: sources.text(condition.span), at: condition.span))
  }
}
