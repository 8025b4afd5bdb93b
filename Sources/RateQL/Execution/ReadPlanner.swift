/// Plans the reads of a program without reading: what depends on an answer stays open.
struct ReadPlanner {
  private(set) var reads: [PlannedRead] = []
  /// Values that are known without a read stand in its variables.
  private var evaluator: Evaluator
  private let sources: SourceMap
  private let capabilities: StoreCapabilities
  /// Which stages have fixed their rates or rows; what they fixed does not matter here.
  private var pins: [NodeID: Set<String>]
  private var snapshots: Set<NodeID>
  /// An edit came before, so that the store can't choose.
  private var hasOverlay: Bool

  init(
    _ evaluator: Evaluator, sources: SourceMap, memory: SessionMemory, hasOverlay: Bool,
    capabilities: StoreCapabilities
  ) {
    self.evaluator = evaluator
    self.sources = sources
    self.capabilities = capabilities
    self.hasOverlay = hasOverlay
    pins = memory.pins
    snapshots = Set(memory.snapshots.keys)
  }

  mutating func add(_ statements: [Statement]) throws(RunError) {
    for statement in statements { try add(statement) }
  }

  mutating func add(_ statement: Statement) throws(RunError) {
    try evaluator.budget.begin(statement.span)
    switch statement.kind {
    case .query(let query): try addStatement(query)
    case .letQuery(_, let query): try fix(query)
    case .letValue(let name, let expression):
      if case .view(let query)? = evaluator.facts.names[expression.id] {
        if case .name = expression.kind { return }
        return try fix(query)
      }
      try learn(statement, name, expression)
    case .param(let name, _, let fallback):
      if let given = evaluator.facts.parameters[statement.id] {
        evaluator.variables[slot(statement, name)] = given
      } else if let fallback {
        try learn(statement, name, fallback)
      }
    case .create(let assignments):
      for assignment in assignments { try addQueries(in: assignment.value) }
      hasOverlay = true
    case .billingSet(let assignments):
      for assignment in assignments { try addQueries(in: assignment.value) }
    case .assert(let condition, let message):
      try addQueries(in: condition)
      if let message { try addQueries(in: message) }
    case .print(let expression): try addQueries(in: expression)
    case .include(let include): try add(include.statements ?? [])
    case .conditional(let branches, let otherwise):
      for branch in branches {
        try addQueries(in: branch.condition)
        try add(branch.body)
      }
      try add(otherwise ?? [])
    case .loop(_, let query, let body):
      let used = evaluator.facts.slots[statement.id].flatMap { evaluator.facts.loops[$0] } ?? [:]
      try add(query, alsoShowing: used.values.map(\.name))
      try add(body)
    case .quote(let number, let duration): try addQuote(statement, number, duration)
    case .definition, .explain, .rounding, .billing: break
    }
  }

  // MARK: Statements

  private mutating func addStatement(_ query: Query) throws(RunError) {
    try add(query)
    guard let edit = query.edit else { return }
    switch edit.kind {
    // The rates that have the rows' keys are looked up.
    case .upsert: append(edit.span, plan: nil, stages: [edit], edit: edit)
    default: break
    }
    hasOverlay = true
  }

  private mutating func addQuote(
    _ statement: Statement, _ number: Expression, _ duration: Expression
  ) throws(RunError) {
    try addQueries(in: number)
    try addQueries(in: duration)
    var plan: QueryPlan?
    if let digits = known(number)?.string.flatMap(PhoneNumber.normalized) {
      var matching = try planner.plan(matching: digits)
      matching.detailsBefore = matching.steps.count
      plan = matching
    }
    append(statement.span, plan: plan, stages: [], edit: nil)
  }

  private func slot(_ statement: Statement, _ name: Name) -> String {
    evaluator.facts.slots[statement.id] ?? name.text
  }

  private mutating func learn(
    _ statement: Statement, _ name: Name, _ expression: Expression
  ) throws(RunError) {
    try addQueries(in: expression)
    evaluator.variables[slot(statement, name)] = known(expression)
  }

  /// What stands before a `pin` or a `snapshot` is read when its `let` runs.
  private mutating func fix(_ query: Query) throws(RunError) {
    switch query.source {
    case .nested(let inner): try fix(inner)
    case .call: if let body = evaluator.facts.views[query.id] { try fix(body) }
    case .rates, .load, .name: break
    }
    for (place, stage) in query.stages.enumerated() {
      if let other = stage.kind.otherQuery { try fix(other) }
      let before = Query(
        id: query.id, span: query.span, source: query.source, stages: Array(query.stages[..<place]))
      switch stage.kind {
      case .pin:
        try add(before)
        pins[stage.id] = []
      case .snapshot:
        try add(before)
        snapshots.insert(stage.id)
      default: break
      }
    }
  }

  // MARK: Queries

  private mutating func addQueries(in expression: Expression) throws(RunError) {
    var queries: [(query: Query, field: String?)] = []
    evaluator.facts.walk(expression) { node in
      if case .countRows(let query)? = evaluator.facts.calls[node.id] {
        queries.append((query, nil))
      } else if case .query(let query, let field?) = node.kind {
        queries.append((query, field.text))
      }
    }
    for (query, field) in queries { try add(query, alsoShowing: field.map { [$0] } ?? []) }
  }

  private mutating func add(_ query: Query, alsoShowing names: [String] = []) throws(RunError) {
    let stages = evaluator.facts.stages(of: query)
    for stage in stages {
      for expression in stage.kind.expressions { try addQueries(in: expression) }
      if let other = stage.kind.otherQuery { try add(other) }
    }
    guard evaluator.facts.loaded(by: query) == nil, !stages.contains(where: { snapshots.contains($0.id) })
    else { return }
    var plan: QueryPlan?
    if isSettled(stages) {
      var settled = try planner.plan(query)
      let asksForMore = names.contains { RateField(name: $0)?.isListed == false }
      if asksForMore, settled.detailsBefore == nil, settled.shape.areRates {
        settled.detailsBefore = settled.steps.count
      }
      plan = settled
    }
    append(query.span, plan: plan, stages: stages, edit: query.edit)
  }

  private mutating func append(_ span: Span, plan: QueryPlan?, stages: [Stage], edit: Stage?) {
    reads.append(
      PlannedRead(
        source: sources.source(of: span)?.name ?? "", line: sources.line(span), text: sources.text(span),
        request: plan?.request, pushed: plan?.pushed.map { sources.text($0.span) } ?? [],
        stages: stages.map { sources.text($0.span) }, readsSingly: plan?.detailsBefore != nil,
        edit: edit?.keyword.text.lowercased()))
  }

  private var planner: Planner {
    let planner = self
    return Planner(
      facts: evaluator.facts, capabilities: capabilities, pins: pins, snapshots: snapshots,
      hasOverlay: hasOverlay
    ) { expression throws(RunError) in planner.known(expression) }
  }

  /// Whether every value that decides the question is known now.
  private func isSettled(_ stages: [Stage]) -> Bool {
    stages.allSatisfy { stage in
      switch stage.kind {
      case .filter(let value), .take(let value), .skip(let value), .match(let value): isSettled(value)
      default: true
      }
    }
  }

  private func isSettled(_ expression: Expression) -> Bool {
    var settled = true
    evaluator.facts.walk(expression) { node in
      if case .query = node.kind { settled = false }
      if case .countRows? = evaluator.facts.calls[node.id] { settled = false }
      if case .variable(let slot)? = evaluator.facts.names[node.id], evaluator.variables[slot] == nil {
        settled = false
      }
    }
    return settled
  }

  /// The value of what depends on no row and no read. What would fail is told when the program runs.
  private func known(_ expression: Expression) -> Value? {
    guard isSettled(expression), evaluator.isConstant(expression) else { return nil }
    return try? evaluator.value(expression)
  }
}
