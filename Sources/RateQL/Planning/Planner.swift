/// Turns a checked query into a plan.
package struct Planner {
  let facts: CheckFacts
  let capabilities: StoreCapabilities
  /// The value of an expression that depends on no row; nil where it depends on one.
  let constant: (Expression) throws(RunError) -> Value?
  /// The ids that `pin` stages have fixed, by stage.
  let pins: [NodeID: Set<String>]
  /// The `snapshot` stages whose rows are fixed.
  let snapshots: Set<NodeID>
  /// Planned edits lie over the stored rates, so the store can't choose or order the rows.
  let hasOverlay: Bool

  package init(
    facts: CheckFacts, capabilities: StoreCapabilities, pins: [NodeID: Set<String>] = [:],
    snapshots: Set<NodeID> = [], hasOverlay: Bool, constant: @escaping (Expression) throws(RunError) -> Value?
  ) {
    self.facts = facts
    self.capabilities = capabilities
    self.pins = pins
    self.snapshots = snapshots
    self.hasOverlay = hasOverlay
    self.constant = constant
  }

  /// - Parameter shape: what is shown of the rows, where that is not what the query as a whole shows.
  package func plan(_ query: Query, shape: RowShape? = nil) throws(RunError) -> QueryPlan {
    var stages = facts.stages(of: query)[...]
    var plan = QueryPlan(
      request: ScanRequest(), pushed: [], pushedSort: [], steps: [], detailsBefore: nil,
      shape: shape ?? facts.shapes[query.id] ?? .rates,
      edit: query.edit)
    var input = RowShape.rates
    if let table = facts.loaded(by: query) {
      plan.base = .file(table)
      input = .table(table.columns.map { ($0.name, $0.type) })
    }
    // What stands before a fixed snapshot is not done again.
    if let place = stages.lastIndex(where: { snapshots.contains($0.id) }) {
      plan.base = .snapshot(stages[place].id)
      input = facts.shapes[stages[place].id] ?? input
      stages = stages[(place + 1)...]
    }
    for stage in stages where !stage.kind.isEdit {
      try add(stage, input, to: &plan)
      input = facts.shapes[stage.id] ?? input
    }
    guard case .store = plan.base else { return plan }
    plan.detailsBefore = detailsPlace(plan)
    try push(&plan)
    plan.request.readsAll =
      plan.request.limit == nil
      && !plan.steps.contains { if case .take = $0 { true } else { false } }
    return plan
  }

  /// The rates whose prefix starts the number, longest first.
  package func plan(matching digits: String) throws(RunError) -> QueryPlan {
    var plan = QueryPlan(
      request: ScanRequest(), pushed: [], pushedSort: [], steps: [.match(digits)], detailsBefore: nil,
      shape: .rates, edit: nil)
    try push(&plan)
    return plan
  }

  private func add(_ stage: Stage, _ input: RowShape, to plan: inout QueryPlan) throws(RunError) {
    switch stage.kind {
    case .filter(let condition): plan.steps.append(.filter(condition))
    case .search(let text): plan.steps.append(.search(text, in: input.searched))
    case .sort(let keys): plan.steps.append(.sort(keys))
    case .take(let count):
      let count = try self.count(count, stage)
      if case .sort(let keys)? = plan.steps.last {
        plan.steps[plan.steps.count - 1] = .top(keys, count: count)
      } else {
        plan.steps.append(.take(count))
      }
    case .skip(let count): plan.steps.append(.skip(try self.count(count, stage)))
    case .select(let items):
      let shape = facts.shapes[stage.id] ?? input
      let computed = items.filter { item in
        shape.columns.contains { column in
          guard case .computed(let place) = column.origin else { return false }
          return column.name == item.name.text && place >= input.computedCount
        }
      }
      if !computed.isEmpty { plan.steps.append(.compute(computed.map(\.value))) }
    case .extend(let assignments):
      plan.steps.append(.compute(assignments.map(\.value)))
    case .summarize(let values, let groups):
      plan.steps.append(.summarize(values, by: groups))
    case .distinct(let items): plan.steps.append(.distinct(items, input))
    case .match(let number): plan.steps.append(.match(try digits(number)))
    case .pin:
      // What chose them does not choose again.
      guard let ids = pins[stage.id] else { return }
      plan.steps = plan.steps.filter { if case .compute = $0 { true } else { false } }
      plan.steps.insert(.pinned(ids), at: 0)
    case .join:
      guard let match = facts.joins[stage.id] else { return }
      plan.steps.append(.join(match, stage: stage.id))
    case .diff:
      guard let match = facts.diffs[stage.id] else { return }
      plan.steps.append(.diff(match, from: input, stage: stage.id))
    case .snapshot: plan.steps.append(.project(input))
    case .save, .set, .delete, .insert, .upsert, .sync: break
    }
  }

  private func count(_ expression: Expression, _ stage: Stage) throws(RunError) -> Int {
    let value = try constant(expression)
    guard case .number(let number)? = value, let whole = number.integer, whole >= 0,
      let count = Int(exactly: whole)
    else {
      throw .failed(.countOutside(stage.keyword.text, value, at: expression.span))
    }
    return count
  }

  private func digits(_ number: Expression) throws(RunError) -> String {
    let value = try constant(number) ?? .null
    guard let text = value.string, let digits = PhoneNumber.normalized(text) else {
      throw .failed(.noNumber("\(value)", at: number.span))
    }
    return digits
  }

  /// The first step that uses a field which lists leave out; the end, where only the result or the edit
  /// does.
  private func detailsPlace(_ plan: QueryPlan) -> Int? {
    for (index, step) in plan.steps.enumerated() {
      if step.expressions.contains(where: usesDetails) { return index }
      switch step {
      case .distinct(let items, let input) where items.isEmpty && showsDetails(input): return index
      case .diff(_, from: let input, _) where showsDetails(input): return index
      case .project(let input) where showsDetails(input): return index
      default: break
      }
    }
    let edits = plan.edit?.kind.expressions.contains(where: usesDetails) ?? false
    let operates = editReadsDetails(plan.edit)
    return edits || operates || showsDetails(plan.shape) ? plan.steps.count : nil
  }

  private func showsDetails(_ shape: RowShape) -> Bool {
    shape.columns.contains { column in
      if case .field(let field) = column.origin { return !field.isListed }
      return false
    }
  }

  private func usesDetails(_ expression: Expression) -> Bool {
    var found = false
    facts.walk(expression) { node in
      if facts.fieldsRead(at: node).contains(where: { !$0.isListed }) { found = true }
    }
    return found
  }

  /// What an edit sets has to be known before, so that its change can be shown and a drift seen.
  private func editReadsDetails(_ edit: Stage?) -> Bool {
    guard case .set(let assignments)? = edit?.kind else { return false }
    return assignments.contains { assignment in
      RateField(name: assignment.target.text)?.isListed == false
    }
  }
}

extension PlanStep {
  package var expressions: [Expression] {
    switch self {
    case .filter(let a), .search(let a, _): [a]
    case .sort(let keys), .top(let keys, _): keys.map(\.expression)
    case .take, .skip, .match, .pinned, .join, .diff, .project: []
    case .compute(let expressions): expressions
    case .summarize(let values, let groups): values.map(\.value) + groups.map(\.value)
    case .distinct(let items, _): items.map(\.value)
    }
  }
}
