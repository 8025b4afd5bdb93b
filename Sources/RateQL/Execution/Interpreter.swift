/// Runs a checked program's statements one after the other. Edits go into the change plan only.
final class Interpreter {
  let sources: SourceMap
  let sink: any ResultSink
  let reader: RateReader
  var evaluator: Evaluator
  var changes: ChangePlan
  /// The ids that `pin` stages have fixed, by stage.
  var pins: [NodeID: Set<String>]
  /// The rows that `snapshot` stages have fixed, by stage.
  var snapshots: [NodeID: RowBatch]
  /// Files that `save` has written and that are not to be seen yet.
  var pendingFiles: [any PendingFile] = []
  /// What they are called, and how many rows each has.
  var saved: [(name: String, rows: Int)] = []
  private let files: any RowSource

  /// The statement that runs.
  private var statementSpan: Span?

  /// - Parameter changes: what is planned already; the program's own changes go into it.
  init(
    _ program: CheckedProgram, reader: RateReader, sink: any ResultSink, memory: SessionMemory,
    changes: ChangePlan, files: any RowSource
  ) {
    sources = program.sources
    self.sink = sink
    self.reader = reader
    self.files = files
    self.changes = changes
    pins = memory.pins
    snapshots = memory.snapshots
    evaluator = Evaluator(facts: program.facts, variables: memory.variables, budget: reader.budget)
    evaluator.rounding = memory.rounding
  }

  /// What later programs of the session may use.
  var memory: SessionMemory {
    SessionMemory(
      variables: evaluator.variables, pins: pins, snapshots: snapshots, rounding: evaluator.rounding)
  }

  func run(_ statement: Statement) async throws {
    try evaluator.budget.begin(statement.span)
    statementSpan = statement.span
    switch statement.kind {
    case .query(let query):
      if let edit = query.edit {
        try await runEdit(query, edit)
      } else if let stage = query.stages.last, case .save(let path, let replacing) = stage.kind {
        try await save(query, path, replacing: replacing)
      } else {
        try await show(query)
      }
    case .letQuery(_, let query): try await fix(query)  // the rest of a view is read at each use
    case .letValue(let name, let expression):
      if case .view(let query)? = evaluator.facts.names[expression.id] {
        // Another name of a view has its pins already.
        if case .name = expression.kind { return }
        return try await fix(query)
      }
      evaluator.variables[slot(statement, name)] = try await value(expression)
    case .param(let name, _, let fallback):
      if let given = evaluator.facts.parameters[statement.id] {
        evaluator.variables[slot(statement, name)] = given
      } else if let fallback {
        evaluator.variables[slot(statement, name)] = try await value(fallback)
      }
    case .create(let assignments): try await runCreate(assignments, at: statement.span)
    case .billing: try await showBilling()
    case .definition: break  // unfolded where it is called
    case .include(let include): try await run(include.statements ?? [])
    case .explain(let inner): try await runExplain(inner)
    case .quote(let number, let duration): try await runQuote(number, duration)
    case .conditional(let branches, let otherwise): try await runConditional(branches, otherwise)
    case .loop(_, let query, let body): try await runLoop(statement, query, body)
    case .rounding(let name):
      if let rule = RoundingRule(rawValue: name.text.lowercased()) { evaluator.rounding = rule }
    case .billingSet(let assignments): try await runBillingSet(assignments, at: statement.span)
    case .assert(let condition, let message):
      try await runAssert(condition, message)
    case .print(let expression):
      let value = try await value(expression)
      let isUnknown = value.isNull && evaluator.facts.mayBeUnknown(expression, in: .none)
      try await sink.print(isUnknown ? Value.unknownWord : value.shown)
    }
  }

  private func slot(_ statement: Statement, _ name: Name) -> String {
    evaluator.facts.slots[statement.id] ?? name.text
  }

  func line(_ span: Span) -> Int { sources.line(span) }

  /// The statement being run, for the changes that it makes.
  func origin(_ span: Span) -> ChangeOrigin {
    ChangeOrigin(
      source: sources.source(of: span)?.name ?? "", line: sources.line(span),
      statement: sources.text(statementSpan ?? span))
  }

  // MARK: Values

  /// The value of an expression, its queries included.
  func value(_ expression: Expression) async throws -> Value {
    // Only what decides the value is asked for: a branch that is not taken can't fail.
    if let meant = evaluator.facts.standsFor(expression) { return try await value(meant) }
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
    evaluator.facts.walk(expression) { node in
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
    _ query: Query, alsoShowing field: Name? = nil, shape: RowShape? = nil,
    deliver: @escaping (RowBatch) async throws -> ScanFlow
  ) async throws {
    let plan = try await plan(query, alsoShowing: field, shape: shape)
    var tables = try await otherRows(of: query)
    if case .snapshot(let stage) = plan.base { tables[stage] = snapshots[stage] }
    let runner = QueryRunner(
      reader: reader, evaluator: evaluator, tables: tables, span: query.span)
    try await runner.run(plan, through: changes, deliver: deliver)
  }

  func plan(
    _ query: Query, alsoShowing field: Name? = nil, shape: RowShape? = nil
  ) async throws -> QueryPlan {
    let capabilities = try await reader.capabilities()
    for stage in evaluator.facts.stages(of: query) {
      for expression in stage.kind.expressions { try await runSubqueries(in: expression) }
    }
    let evaluator = evaluator
    let planner = Planner(
      facts: evaluator.facts, capabilities: capabilities, pins: pins, snapshots: Set(snapshots.keys),
      hasOverlay: changes.touchesRates
    ) { expression throws(RunError) in
      evaluator.isConstant(expression) ? try evaluator.value(expression) : nil
    }
    var plan = try planner.plan(query, shape: shape)
    if let field, RateField(name: field.text)?.isListed == false, plan.detailsBefore == nil,
      plan.shape.areRates
    {
      plan.detailsBefore = plan.steps.count
    }
    return plan
  }

  private func show(_ query: Query) async throws {
    let shape = evaluator.facts.shapes[query.id] ?? .rates
    try await sink.begin(
      shape.columns.map { ResultColumn(name: $0.name, type: $0.type, mayBeUnknown: $0.mayBeUnknown) })
    let sink = sink
    try await run(query) { batch in
      try await sink.rows(batch.columns(of: shape), count: batch.count)
    }
    try await sink.end()
  }

  /// Writes a query's rows into a file, which is seen once the whole program holds.
  private func save(_ query: Query, _ path: Expression, replacing: Bool) async throws {
    guard case .text(let name) = try await value(path) else {
      throw RunError.failed(.nullParameter("the file of `save`", at: path.span))
    }
    let shape = evaluator.facts.shapes[query.id] ?? .rates
    do {
      let file = try files.save(name, replacing: replacing)
      pendingFiles.append(file)
      try await file.begin(shape.columns.map { ResultColumn(name: $0.name, type: $0.type) })
      var count = 0
      try await run(query) { batch in
        try await file.rows(batch.columns(of: shape), count: batch.count)
        count += batch.count
        return .more
      }
      saved.append((name, count))
    } catch let error as RowSourceError {
      throw RunError.failed(.unwritableFile(error, at: path.span))
    }
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
    return try await reader.billing()
  }

  private func runAssert(_ condition: Expression, _ message: Expression?) async throws {
    guard try await value(condition) != .bool(true) else { return }
    var text: String?
    if let message { text = try await value(message).description }
    throw RunError.assertion(
      .assertionFailed(text, condition: sources.text(condition.span), at: condition.span))
  }
}
