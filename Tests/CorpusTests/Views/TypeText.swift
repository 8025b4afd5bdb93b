import RateQL

/// What the checker found out, in the order of the program: `1:15  price_n: a number` for an expression,
/// `1:9  where … -> COLUMNS` for a stage.
struct TypeText {
  private let program: CheckedProgram
  private var lines: [(place: Int, depth: Int, text: String)] = []

  static func of(_ program: CheckedProgram) -> String {
    var text = TypeText(program: program)
    for statement in program.program.statements { text.add(statement) }
    let source = program.program.source
    return text.lines.map { line in
      let place = "\(source.line(at: line.place)):\(source.column(at: line.place))"
      return place.padding(to: 7) + String(repeating: "  ", count: line.depth) + line.text + "\n"
    }.joined()
  }

  private init(program: CheckedProgram) { self.program = program }

  private mutating func add(_ statement: Statement) {
    switch statement.kind {
    case .query(let query), .letQuery(_, let query): add(query, 0)
    case .definition: break  // It has types only where it is called.
    case .letValue(_, let value), .print(let value): add(value, 0)
    case .param(_, _, let fallback): if let fallback { add(fallback, 0) }
    case .create(let assignments), .billingSet(let assignments):
      for part in assignments { add(part.value, 0) }
    case .quote(let number, let duration):
      add(number, 0)
      add(duration, 0)
    case .assert(let condition, let message):
      add(condition, 0)
      if let message { add(message, 0) }
    case .explain(let inner): add(inner)
    case .conditional(let branches, let otherwise):
      for branch in branches {
        add(branch.condition, 0)
        for part in branch.body { add(part) }
      }
      for part in otherwise ?? [] { add(part) }
    case .loop(_, let query, let body):
      add(query, 0)
      for part in body { add(part) }
    case .billing, .include, .rounding: break
    }
  }

  private mutating func add(_ query: Query, _ depth: Int) {
    switch query.source {
    case .nested(let inner): add(inner, depth)
    case .load(let path, _): add(path, depth)
    case .call(_, let arguments, _): for part in arguments { add(part.value, depth) }
    case .rates, .name: break
    }
    if query.stages.isEmpty, let shape = program.facts.shapes[query.id] {
      lines.append((query.span.start, depth, "\(program.program.source.text(query.span)) -> \(text(shape))"))
    }
    var rows = program.facts.sourceShapes[query.id] ?? .none
    for stage in query.stages {
      defer { rows = program.facts.shapes[stage.id] ?? .none }
      let shape = program.facts.shapes[stage.id].map(text) ?? "?"
      lines.append((stage.span.start, depth, "\(stage.keyword.text) -> \(shape)"))
      switch stage.kind {
      case .join(let other, _), .diff(let other, _), .sync(let other, _, _): add(other, depth + 1)
      default: break
      }
      for expression in stage.kind.expressions { add(expression, depth + 1, in: rows) }
    }
  }

  private mutating func add(_ expression: Expression, _ depth: Int, in rows: RowShape = .none) {
    var type = program.facts.types[expression.id].map(\.description) ?? "?"
    if program.facts.mayBeUnknown(expression, in: rows) { type += ", may be unknown" }
    lines.append((expression.span.start, depth, "\(program.program.source.text(expression.span)): \(type)"))
    if case .query(let query, _) = expression.kind { add(query, depth + 1) }
    for child in expression.children { add(child, depth + 1, in: rows) }
  }

  private func text(_ shape: RowShape) -> String {
    let columns =
      shape.columns == RowShape.rates.columns
      ? "all fields"
      : shape.columns.map {
        "\($0.name) (\($0.type)\($0.mayBeUnknown ? ", may be unknown" : ""))"
      }.joined(separator: ", ")
    return shape.areRates ? "rates: \(columns)" : columns
  }
}
