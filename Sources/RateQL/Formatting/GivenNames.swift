/// The names that a program gives to values, columns, parameters and rows, in small letters.
struct GivenNames {
  private(set) var names: Set<String> = []

  mutating func add(_ statements: [Statement]) {
    for statement in statements { add(statement) }
  }

  private mutating func add(_ name: Name) { names.insert(name.text.lowercased()) }

  private mutating func add(_ statement: Statement) {
    switch statement.kind {
    case .query(let query): add(query)
    case .letQuery(let name, let query):
      add(name)
      add(query)
    case .letValue(let name, let value):
      add(name)
      add(value)
    case .param(let name, _, _): add(name)
    case .definition(let definition):
      add(definition.name)
      for part in definition.parameters { add(part) }
      switch definition.body {
      case .value(let value): add(value)
      case .query(let query): add(query)
      }
    case .assert(let condition, let message):
      add(condition)
      if let message { add(message) }
    case .print(let value): add(value)
    case .quote(let number, let duration):
      add(number)
      add(duration)
    case .create(let assignments), .billingSet(let assignments): for part in assignments { add(part.value) }
    case .explain(let inner): add(inner)
    case .conditional(let branches, let otherwise):
      for branch in branches {
        add(branch.condition)
        add(branch.body)
      }
      add(otherwise ?? [])
    case .loop(let name, let query, let body):
      add(name)
      add(query)
      add(body)
    case .billing, .include, .rounding: break
    }
  }

  private mutating func add(_ query: Query) {
    if case .nested(let inner) = query.source { add(inner) }
    for stage in query.stages {
      switch stage.kind {
      case .extend(let assignments): for part in assignments { add(part.target) }
      case .summarize(let values, let groups):
        for part in values { add(part.target) }
        for part in groups { add(part.name) }
      case .select(let items), .distinct(let items): for part in items { add(part.name) }
      case .join(let other, let keys), .diff(let other, let keys):
        add(other)
        for key in keys {
          add(key.left)
          add(key.right)
        }
      case .sync(let scope, _, _): add(scope)
      default: break
      }
      for part in stage.kind.expressions { add(part) }
    }
  }

  private mutating func add(_ expression: Expression) {
    if case .query(let query, _) = expression.kind { add(query) }
    for part in expression.children { add(part) }
  }
}
