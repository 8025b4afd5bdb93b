extension Planner {
  /// How long a condition may get, in bytes: it travels in an address, which servers bound.
  private static let largestPredicate = 3_000

  /// Lets the store do what it can: the leading conditions, and where all of them went over, the order
  /// and the count too.
  func push(_ plan: inout QueryPlan) throws(RunError) {
    var parts: [StorePredicate] = []
    var complete = true
    var size = 0
    var next = 0
    while next < plan.steps.count, case .filter(let condition) = plan.steps[next] {
      if plan.detailsBefore == next { complete = false }
      for conjunct in facts.conjuncts(condition) {
        if let part = try predicate(conjunct, negated: false), size + part.size <= Planner.largestPredicate {
          size += part.size
          parts.append(part)
          plan.pushed.append(conjunct)
        } else {
          complete = false
        }
      }
      next += 1
    }
    if case .match(let number)? = plan.steps[safe: next], plan.detailsBefore.map({ $0 > next }) ?? true,
      let part = coveringPrefixes(of: number), size + part.size <= Planner.largestPredicate
    {
      parts.append(part)
      plan.sendsMatch = true
      complete = false
    }
    if !parts.isEmpty { plan.request.predicate = parts.count == 1 ? parts[0] : .and(parts) }
    guard complete, !hasOverlay, plan.detailsBefore.map({ $0 >= next }) ?? true else { return }
    pushCount(&plan, from: next)
  }

  /// `take`, `skip | take`, `sort | take`: the rest of the steps still run and check the answer.
  private func pushCount(_ plan: inout QueryPlan, from next: Int) {
    guard next < plan.steps.count else { return }
    switch plan.steps[next] {
    case .take(let count):
      plan.request.limit = count
    case .top(let keys, let count):
      guard let order = storeOrder(keys) else { return }
      plan.request.order = order
      plan.request.limit = count
      plan.pushedSort = keys
    case .sort(let keys):
      // What is skipped is read all the same: it proves that the order was kept up to there.
      guard case .skip(let skipped)? = plan.steps[safe: next + 1],
        case .take(let count)? = plan.steps[safe: next + 2], let order = storeOrder(keys),
        case (let rows, let overflow) = skipped.addingReportingOverflow(count), !overflow
      else { return }
      plan.request.order = order
      plan.request.limit = rows
      plan.pushedSort = keys
    default: return
    }
  }

  /// The order with prefix as its last word, so that it is total; nil where the store can't keep it.
  private func storeOrder(_ keys: [SortKey]) -> [StoreOrder]? {
    var order: [StoreOrder] = []
    for key in keys {
      let expression = facts.resolved(key.expression)
      guard case .column(.field(let field))? = facts.names[expression.id], isPlain(expression),
        capabilities.orders.contains(field)
      else { return nil }
      if !order.contains(where: { $0.field == field }) {
        order.append(StoreOrder(field, descending: key.descending))
      }
    }
    if !order.contains(where: { $0.field == .prefix }) {
      guard capabilities.orders.contains(.prefix) else { return nil }
      order.append(StoreOrder(.prefix))
    }
    return order
  }

  private func isPlain(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .name, .column: true
    default: false
    }
  }

  /// The condition in the store's terms; nil where it can't be said there.
  ///
  /// Null counts as false on both sides: `not (x > 5)` is `x <= 5`, which leaves nulls out just so.
  private func predicate(
    _ expression: Expression, negated: Bool
  ) throws(RunError) -> StorePredicate? {
    switch facts.resolved(expression).kind {
    case .not(let inner): return try predicate(inner, negated: !negated)
    case .binary(.and, let a, let b), .binary(.or, let a, let b):
      guard capabilities.nestsConditions, case .binary(let operation, _, _) = facts.resolved(expression).kind,
        let left = try predicate(a, negated: negated), let right = try predicate(b, negated: negated)
      else { return nil }
      return (operation == .and) != negated ? .and([left, right]) : .or([left, right])
    case .binary(let operation, let a, let b) where operation.isComparison:
      return try comparison(operation, a, b, negated: negated)
    case .binary(let operation, let a, let b):
      return negated ? nil : try textTest(operation, a, b)
    case .between(let operand, let low, let high, let not) where not == negated:
      guard let from = try comparison(.greaterOrEqual, operand, low, negated: false),
        let to = try comparison(.lessOrEqual, operand, high, negated: false)
      else { return nil }
      return .and([from, to])
    case .membership(let operand, let list, let not) where not == negated:
      return try membership(operand, list)
    default: return nil
    }
  }

  private func field(_ expression: Expression) -> RateField? {
    let expression = facts.resolved(expression)
    guard isPlain(expression), case .column(.field(let field))? = facts.names[expression.id],
      field.isListed
    else { return nil }
    return field
  }

  private func comparison(
    _ operation: BinaryOperator, _ a: Expression, _ b: Expression, negated: Bool
  ) throws(RunError) -> StorePredicate? {
    var operation = negated ? operation.inverted : operation
    var (side, other) = (a, b)
    if field(a) == nil {
      (side, other) = (b, a)
      operation = operation.mirrored
    }
    guard let field = field(side), let comparison = operation.storeComparison,
      capabilities.comparisons.contains(comparison), let value = try constant(other), value.canBeAsked
    else { return nil }
    // OData's `ne` is true of null, ours is not; and texts have no order that all servers share.
    if comparison == .notEqual, field == .description { return nil }
    if field.type == .text || field.fractionDigits == nil,
      comparison != .equal && comparison != .notEqual
    {
      return nil
    }
    return .compare(field, comparison, value)
  }

  private func textTest(
    _ operation: BinaryOperator, _ a: Expression, _ b: Expression
  ) throws(RunError) -> StorePredicate? {
    if operation == .covers { return try covers(a, b) }
    let test: StorePredicate.TextTest
    switch operation {
    case .startswith: test = .startsWith
    case .endswith: test = .endsWith
    case .contains: test = .contains
    default: return nil
    }
    guard let field = field(a), field.type == .text, capabilities.textTests.contains(test),
      case .text(let text)? = try constant(b), !text.isEmpty
    else { return nil }
    return .text(field, test, text)
  }

  /// `prefix covers "4479"`: the prefix is one of the number's beginnings.
  private func covers(_ a: Expression, _ b: Expression) throws(RunError) -> StorePredicate? {
    guard let field = field(a), field == .prefix, case .text(let text)? = try constant(b),
      let number = PhoneNumber.normalized(text)
    else { return nil }
    return coveringPrefixes(of: number)
  }

  private func coveringPrefixes(of number: String) -> StorePredicate? {
    guard capabilities.comparisons.contains(.equal), !number.isEmpty, number.count <= 32 else { return nil }
    return any((1...number.count).map { .compare(.prefix, .equal, .text(String(number.prefix($0)))) })
  }

  private func membership(_ operand: Expression, _ list: Expression) throws(RunError) -> StorePredicate? {
    guard let field = field(operand), capabilities.comparisons.contains(.equal),
      case .list(let values)? = try constant(list), !values.isEmpty, values.count <= 30,
      values.allSatisfy(\.canBeAsked)
    else { return nil }
    return any(values.map { .compare(field, .equal, $0) })
  }

  private func any(_ parts: [StorePredicate]) -> StorePredicate? {
    if parts.count == 1 { return parts[0] }
    return capabilities.nestsConditions ? .or(parts) : nil
  }
}

extension Value {
  /// Null makes no comparison true, and a number without an end can't be written out.
  fileprivate var canBeAsked: Bool {
    switch self {
    case .null, .fraction: false
    default: true
    }
  }
}

extension CheckFacts {
  /// The conditions that a condition joins by `and`.
  package func conjuncts(_ condition: Expression) -> [Expression] {
    let condition = resolved(condition)
    guard case .binary(.and, let left, let right) = condition.kind else { return [condition] }
    return conjuncts(left) + conjuncts(right)
  }
}

extension StorePredicate {
  /// About how many bytes the condition takes when it is written out.
  var size: Int {
    switch self {
    case .compare(let field, _, let value): field.name.utf8.count + value.description.utf8.count + 8
    case .text(let field, _, let text): field.name.utf8.count + text.utf8.count + 16
    case .and(let parts), .or(let parts): parts.reduce(2) { $0 + $1.size + 5 }
    }
  }
}

extension BinaryOperator {
  /// What holds when this does not.
  var inverted: BinaryOperator {
    switch self {
    case .equal: .notEqual
    case .notEqual: .equal
    case .less: .greaterOrEqual
    case .lessOrEqual: .greater
    case .greater: .lessOrEqual
    case .greaterOrEqual: .less
    default: self
    }
  }

  /// The same with its sides changed over.
  var mirrored: BinaryOperator {
    switch self {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    default: self
    }
  }

  var storeComparison: StorePredicate.Comparison? {
    switch self {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    default: nil
    }
  }
}
