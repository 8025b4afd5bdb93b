extension Expression {
  /// The expressions directly below this one; not those inside a query.
  package var children: [Expression] {
    switch kind {
    case .literal, .name, .column, .field, .query, .invalid: []
    case .negate(let a), .not(let a), .isNull(let a, _): [a]
    case .binary(_, let a, let b), .membership(let a, in: let b, _): [a, b]
    case .between(let a, let low, let high, _): [a, low, high]
    case .conditional(let a, let b, let c): [a, b, c]
    case .list(let elements): elements
    case .call(_, let arguments): arguments.map(\.value)
    case .interpolation(let parts):
      parts.compactMap { if case .expression(let part) = $0 { part } else { nil } }
    }
  }

  /// Calls `body` with this expression and all below it.
  package func walk(_ body: (Expression) -> Void) {
    body(self)
    for child in children { child.walk(body) }
  }
}

extension StageKind {
  /// The expressions that the stage was written with.
  package var expressions: [Expression] {
    switch self {
    case .filter(let a), .search(let a), .take(let a), .skip(let a), .match(let a): [a]
    case .sort(let keys): keys.map(\.expression)
    case .select(let items), .distinct(let items): items.map(\.value)
    case .extend(let assignments), .set(let assignments): assignments.map(\.value)
    case .summarize(let values, let groups): values.map(\.value) + groups.map(\.value)
    case .save(let path, _): [path]
    case .insert(let defaults), .upsert(_, let defaults), .sync(_, _, let defaults):
      defaults.map(\.value)
    case .join, .diff, .snapshot, .pin, .delete: []
    }
  }
}
