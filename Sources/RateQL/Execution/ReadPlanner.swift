/// Plans the reads of a program without reading: what depends on an answer stays open.
struct ReadPlanner {
  private(set) var reads: [PlannedRead] = []
  /// Values that are known without a read stand in its variables.
  private var evaluator: Evaluator
  private let sources: SourceMap
  /// Which stages have fixed their rates; what they fixed does not matter here.
  private var pins: [NodeID: Set<String>]
  private let capabilities: StoreCapabilities
  /// An edit came before, so that the store can't choose.
  private var hasOverlay = false

  init(
    _ evaluator: Evaluator, sources: SourceMap, pins: [NodeID: Set<String>], capabilities: StoreCapabilities
  ) {
    self.evaluator = evaluator
    self.sources = sources
    self.pins = pins
    self.capabilities = capabilities
  }

  mutating func add(_ statement: Statement) throws(RunError) {
    try evaluator.budget.begin(statement.span)
    switch statement.kind {
    case .query(let query):
      try add(query)
      if query.edit != nil { hasOverlay = true }
    case .letQuery(_, let query): try addPins(of: query)
    case .letValue(let name, let expression): try learn(statement, name, expression)
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
    case .include(let include):
      for statement in include.statements ?? [] { try add(statement) }
    case .conditional(let branches, let otherwise):
      for branch in branches {
        try addQueries(in: branch.condition)
        for statement in branch.body { try add(statement) }
      }
      for statement in otherwise ?? [] { try add(statement) }
    case .loop(_, let query, let body):
      try add(query)
      for statement in body { try add(statement) }
    case .quote(let number, let duration):
      try addQueries(in: number)
      try addQueries(in: duration)
    case .definition, .explain, .rounding, .billing: break
    }
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

  private mutating func addQueries(in expression: Expression) throws(RunError) {
    var queries: [Query] = []
    expression.walk { node in
      if case .countRows(let query)? = evaluator.facts.calls[node.id] {
        queries.append(query)
      } else if case .query(let query, .some) = node.kind {
        queries.append(query)
      }
    }
    for query in queries { try add(query) }
  }

  /// What stands before a `pin` is read when its `let` runs.
  private mutating func addPins(of query: Query) throws(RunError) {
    if case .nested(let inner) = query.source { try addPins(of: inner) }
    for (place, stage) in query.stages.enumerated() {
      guard case .pin = stage.kind else { continue }
      try add(
        Query(id: query.id, span: query.span, source: query.source, stages: Array(query.stages[..<place])))
      pins[stage.id] = []
    }
  }

  private mutating func add(_ query: Query) throws(RunError) {
    let stages = evaluator.facts.stages(of: query)
    for stage in stages {
      for expression in stage.kind.expressions { try addQueries(in: expression) }
      switch stage.kind {
      case .join(let other, _), .diff(let other, _), .sync(let other, _, _): try add(other)
      default: break
      }
    }
    guard readsRates(query) else { return }
    let plan = isSettled(stages) ? try planner.plan(query) : nil
    reads.append(
      PlannedRead(
        source: sources.source(of: query.span)?.name ?? "", line: sources.line(query.span),
        text: sources.text(query.span), request: plan?.request,
        pushed: plan?.pushed.map { sources.text($0.span) } ?? [],
        stages: stages.map { sources.text($0.span) }, readsSingly: plan?.detailsBefore != nil,
        edit: query.edit?.keyword.text.lowercased()))
  }

  private var planner: Planner {
    let planner = self
    return Planner(
      facts: evaluator.facts, capabilities: capabilities, pins: pins, hasOverlay: hasOverlay
    ) { expression throws(RunError) in planner.known(expression) }
  }

  private func readsRates(_ query: Query) -> Bool {
    switch query.source {
    case .rates: true
    case .load: false
    case .nested(let inner): readsRates(inner)
    case .name, .call: evaluator.facts.views[query.id].map(readsRates) ?? true
    }
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
    expression.walk { node in
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
