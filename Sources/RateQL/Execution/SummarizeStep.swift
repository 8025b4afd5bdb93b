/// `summarize … by …`: one row for each group, in the order of the group's values.
final class SummarizeStep: Step {
  private let values: [Assignment]
  private let groups: [SelectItem]
  private let evaluator: Evaluator
  private let next: any Step
  /// The aggregate calls in the values, in order.
  private let calls: [Expression]
  private var states: [[Value]: [AggregateState]] = [:]

  init(_ values: [Assignment], by groups: [SelectItem], _ evaluator: Evaluator, next: any Step) {
    self.values = values
    self.groups = groups
    self.evaluator = evaluator
    self.next = next
    var calls: [Expression] = []
    var seen: Set<NodeID> = []
    for value in values {
      evaluator.facts.walk(value.value) { node in
        if case .aggregate? = evaluator.facts.calls[node.id], seen.insert(node.id).inserted {
          calls.append(node)
        }
      }
    }
    self.calls = calls
  }

  func push(_ batch: RowBatch) async throws -> ScanFlow {
    guard batch.count > 0 else { return .more }
    let keys = try groups.mapThrowing { group throws(RunError) in try evaluator.column(group.value, batch) }
    let groups = GroupCodes(keys, count: batch.count)
    var inputs = AggregateInputs(batch, groups, evaluator)
    let blank = calls.map(newState)
    var taken: [AggregateInput] = []
    for (call, state) in zip(calls, blank) {
      let input = try inputs.input(call, state)
      try checkShare(call, state, input)
      taken.append(input)
    }
    for (group, row) in groups.firstRows {
      let key = keys.map { $0[row] }
      var state = states.removeValue(forKey: key) ?? blank
      for (index, input) in taken.enumerated() {
        do throws(ArithmeticError) {
          try state[index].add(input, group: group)
        } catch {
          throw RunError.failed(.arithmetic(error, at: calls[index].span))
        }
      }
      states[key] = state
    }
    return .more
  }

  /// A share that is calculated is known only now.
  private func checkShare(
    _ call: Expression, _ state: AggregateState, _ input: AggregateInput
  ) throws(RunError) {
    guard state.aggregate == .percentile, case .rows(let columns, _) = input, let shares = columns[safe: 1],
      let place = call.children[safe: 1]
    else { return }
    for row in 0..<(shares.isConstant ? min(1, shares.count) : shares.count) {
      guard let share = shares[row].decimal else { continue }
      if share.isNegative || share > .one { throw .failed(.shareOutside(shares[row], at: place.span)) }
    }
  }

  private func newState(_ call: Expression) -> AggregateState {
    guard case .aggregate(let aggregate)? = evaluator.facts.calls[call.id] else {
      return AggregateState(.count, isCondition: false)
    }
    let type = call.children.first.flatMap { evaluator.facts.types[$0.id] }
    return AggregateState(aggregate, isCondition: type == .bool)
  }

  func finish() async throws {
    // With no groups there is one row, even of nothing.
    if groups.isEmpty, states.isEmpty { states[[]] = calls.map(newState) }
    let sorted = states.sorted { a, b in
      for (x, y) in zip(a.key, b.key) {
        let order = ValueOrder.sortOrder(x, y)
        if order != 0 { return order < 0 }
      }
      return false
    }
    var columns = groups.map { Column.empty(evaluator.facts.types[$0.value.id] ?? .null, scale: 5) }
    columns += values.map { Column.empty(evaluator.facts.types[$0.value.id] ?? .null, scale: 5) }
    for (key, state) in sorted {
      for (place, value) in key.enumerated() { columns[place].append(value) }
      for (place, value) in try results(key, state).enumerated() {
        columns[groups.count + place].append(value)
      }
    }
    states = [:]
    _ = try await next.push(RowBatch(computed: columns, count: sorted.count))
    try await next.finish()
  }

  /// The values of one group, worked out from its aggregates.
  private func results(_ key: [Value], _ state: [AggregateState]) throws(RunError) -> [Value] {
    var aggregates: [NodeID: Value] = [:]
    for (call, state) in zip(calls, state) {
      do throws(ArithmeticError) {
        aggregates[call.id] = try state.result()
      } catch {
        throw .failed(.arithmetic(error, at: call.span))
      }
    }
    var names: [String: Value] = [:]
    for (group, value) in zip(groups, key) { names[group.name.text.lowercased()] = value }
    return try values.mapThrowing { value throws(RunError) in
      try groupValue(value.value, aggregates, names)
    }
  }

  private func groupValue(
    _ expression: Expression, _ aggregates: [NodeID: Value], _ names: [String: Value]
  ) throws(RunError) -> Value {
    if let value = aggregates[expression.id] ?? evaluator.subqueries[expression.id] { return value }
    if let meant = evaluator.facts.standsFor(expression) { return try groupValue(meant, aggregates, names) }
    switch expression.kind {
    case .name(let name), .column(let name):
      if case .column? = evaluator.facts.names[expression.id] {
        return names[name.text.lowercased()] ?? .null
      }
      return try evaluator.value(expression)
    case .literal, .field: return try evaluator.value(expression)
    case .conditional(let condition, let yes, let no):
      let holds = try groupValue(condition, aggregates, names) == .bool(true)
      return try groupValue(holds ? yes : no, aggregates, names)
    default:
      let operands = try expression.children.mapThrowing { child throws(RunError) in
        try groupValue(child, aggregates, names)
      }
      return try evaluator.scalar(expression, operands)
    }
  }
}

/// `distinct`: each combination of values once, in the order of first appearance.
final class DistinctStep: Step {
  private let columns: (RowBatch) throws -> [Column]
  private let next: any Step
  private var seen: Set<[Value]> = []

  init(_ columns: @escaping (RowBatch) throws -> [Column], next: any Step) {
    self.columns = columns
    self.next = next
  }

  func push(_ batch: RowBatch) async throws -> ScanFlow {
    guard batch.count > 0 else { return .more }
    let columns = try columns(batch)
    var places: [Int32] = []
    for (_, row) in GroupCodes(columns, count: batch.count).firstRows
    where seen.insert(columns.map { $0[row] }).inserted {
      places.append(Int32(row))
    }
    return try await next.push(
      RowBatch(computed: columns.map { $0.gathered(places) }, count: places.count))
  }

  func finish() async throws { try await next.finish() }
}
