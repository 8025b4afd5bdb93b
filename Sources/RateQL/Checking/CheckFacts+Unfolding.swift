/// Looking through calls of definitions: where a call or a parameter stands, what it stands for is meant.
extension CheckFacts {
  /// What the expression stands for: the body of an unfolded call, the argument of a parameter, itself
  /// otherwise.
  package func resolved(_ expression: Expression) -> Expression {
    var expression = expression
    while let next = standsFor(expression) { expression = next }
    return expression
  }

  /// What a call or a parameter stands for, one step on.
  package func standsFor(_ expression: Expression) -> Expression? {
    switch expression.kind {
    case .call:
      if case .unfolded(let body)? = calls[expression.id] { return body }
    case .name:
      if case .argument(let argument)? = names[expression.id] { return argument }
    default: break
    }
    return nil
  }

  /// The expressions that decide the value of this one, directly below it; not those inside a query.
  package func parts(of expression: Expression) -> [Expression] {
    standsFor(expression).map { [$0] } ?? expression.children
  }

  /// Calls `body` with this expression and all that decide its value, each node once.
  package func walk(_ expression: Expression, _ body: (Expression) -> Void) {
    var shared: Set<NodeID> = []
    walk(expression, &shared, body)
  }

  private func walk(_ expression: Expression, _ shared: inout Set<NodeID>, _ body: (Expression) -> Void) {
    body(expression)
    // Only an argument is reached in more than one way.
    if case .name = expression.kind {
      guard case .argument(let argument)? = names[expression.id] else { return }
      if shared.insert(argument.id).inserted { walk(argument, &shared, body) }
      return
    }
    for part in parts(of: expression) { walk(part, &shared, body) }
  }
}
