/// How far expressions unfold: what is evaluated for one value, arguments counted at each use. Calls that
/// stand in each other's arguments grow by multiplication, so it is measured before anything runs.
struct Weights {
  struct Weight {
    var nodes = 0
    var height = 0

    var isTooMuch: Bool { nodes > Weights.limit || height > Parser.maximumHeight }

    /// Literals weigh nothing: a long list is no growth.
    fileprivate static func of(_ parts: [Weight], own: Int) -> Weight {
      var weight = Weight(nodes: own, height: 0)
      for part in parts {
        weight.nodes = min(weight.nodes + part.nodes, Weights.limit + 1)
        weight.height = max(weight.height, part.height)
      }
      weight.height = min(weight.height + 1, Parser.maximumHeight + 1)
      return weight
    }
  }

  static let limit = 10_000

  /// What is used in more than one place: calls, arguments, views.
  private var known: [NodeID: Weight] = [:]

  mutating func markTooMuch(_ id: NodeID) { known[id] = Weight(nodes: Weights.limit + 1, height: 1) }

  mutating func measure(_ body: Definition.Body, _ facts: CheckFacts) -> Weight {
    switch body {
    case .value(let expression): measure(expression, facts)
    case .query(let query): measure(query, facts)
    }
  }

  mutating func measure(_ expression: Expression, _ facts: CheckFacts) -> Weight {
    switch expression.kind {
    case .literal: return Weight(nodes: 0, height: 1)
    case .query(let query, _): return measure(query, facts)
    case .name:
      guard let query = facts.view(expression) else {
        guard case .argument(let argument)? = facts.names[expression.id] else {
          return Weight(nodes: 1, height: 1)
        }
        return kept(argument.id) { weights in weights.measure(argument, facts) }
      }
      return measure(query, facts)
    case .call:
      if let query = facts.view(expression) { return measure(query, facts) }
      return kept(expression.id) { weights in
        Weight.of(facts.parts(of: expression).map { weights.measure($0, facts) }, own: 1)
      }
    default:
      return Weight.of(expression.children.map { measure($0, facts) }, own: 1)
    }
  }

  mutating func measure(_ query: Query, _ facts: CheckFacts) -> Weight {
    kept(query.id) { weights in
      var parts: [Weight] = []
      switch query.source {
      case .rates, .load: break
      case .nested(let inner): parts.append(weights.measure(inner, facts))
      case .name, .call: if let view = facts.views[query.id] { parts.append(weights.measure(view, facts)) }
      }
      for stage in query.stages {
        parts += stage.kind.expressions.map { weights.measure($0, facts) }
        switch stage.kind {
        case .join(let other, _), .diff(let other, _), .sync(let other, _, _):
          parts.append(weights.measure(other, facts))
        default: break
        }
      }
      return Weight.of(parts, own: 1 + query.stages.count)
    }
  }

  private mutating func kept(_ id: NodeID, _ measure: (inout Weights) -> Weight) -> Weight {
    if let weight = known[id] { return weight }
    let weight = measure(&self)
    known[id] = weight
    return weight
  }
}

extension CheckFacts {
  /// The query that a name or a call stands for.
  func view(_ expression: Expression) -> Query? {
    if case .view(let query)? = names[expression.id] { return query }
    return nil
  }
}
