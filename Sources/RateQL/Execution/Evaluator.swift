/// Works expressions out, a column at a time.
package struct Evaluator {
  package let facts: CheckFacts
  package var variables: [String: Value]
  /// What the queries inside expressions gave.
  package var subqueries: [NodeID: Value] = [:]
  package var rounding: RoundingRule = .halfAwayFromZero
  /// The value goes into a rate: a null inside a text is an error there, not the word "null".
  package var isEditing = false
  let budget: RunBudget

  package init(facts: CheckFacts, variables: [String: Value] = [:], budget: RunBudget = RunBudget()) {
    self.facts = facts
    self.variables = variables
    self.budget = budget
  }

  /// The value of an expression for each row of the batch.
  package func column(_ expression: Expression, _ batch: RowBatch) throws(RunError) -> Column {
    if let known = subqueries[expression.id] { return .constant(known, count: batch.count) }
    if let meant = facts.standsFor(expression) { return try column(meant, batch) }
    // For no rows nothing is worked out: a branch that no row takes can't fail.
    if batch.count == 0 { return .empty(facts.types[expression.id] ?? .null, scale: 5) }
    if expression.isOperation { try budget.spend(batch.count) }
    switch expression.kind {
    case .name, .column, .field:
      if case .column(let origin)? = facts.names[expression.id] { return batch.column(origin) }
      return .constant(try value(expression), count: batch.count)
    case .literal:
      return .constant(try value(expression), count: batch.count)
    case .binary(.and, let left, let right):
      return Truth.and(try column(left, batch), try column(right, batch))
    case .binary(.or, let left, let right):
      return Truth.or(try column(left, batch), try column(right, batch))
    case .not(let operand):
      return Truth.not(try column(operand, batch))
    case .binary(let operation, let left, let right):
      return try binary(operation, left, right, batch, at: expression.span)
    case .conditional(let condition, let yes, let no):
      return try conditional(condition, yes, no, batch, type: facts.types[expression.id] ?? .null)
    case .membership(let operand, let list, let negated):
      let (values, wanted) = (try column(operand, batch), try column(list, batch))
      if case .constant(let list, _) = wanted {
        return MembershipSet(list).test(values, negated: negated)
      }
      return .truth(
        TruthColumn(
          codes: (0..<batch.count).map { row in
            Truth.code(MembershipSet(wanted[row]).test(values[row], negated: negated))
          }))
    case .call:
      if case .cost(let columns)? = facts.calls[expression.id] { return try cost(expression, columns, batch) }
      return try rowByRow(expression, batch)
    default: return try rowByRow(expression, batch)
    }
  }

  private func rowByRow(_ expression: Expression, _ batch: RowBatch) throws(RunError) -> Column {
    let operands = try expression.children.mapThrowing { child throws(RunError) in try column(child, batch)
    }
    if operands.allSatisfy(\.isConstant) {
      let values = operands.map { $0.count > 0 ? $0[0] : constantValue($0) }
      return .constant(try scalar(expression, values), count: batch.count)
    }
    var result = Column.empty(facts.types[expression.id] ?? .null, scale: 5)
    for row in 0..<batch.count {
      try budget.pass(row)
      result.append(try scalar(expression, operands.map { $0[row] }))
    }
    return result
  }

  /// The value of an expression that names no column.
  package func value(_ expression: Expression) throws(RunError) -> Value {
    if let known = subqueries[expression.id] { return known }
    if let meant = facts.standsFor(expression) { return try value(meant) }
    if expression.isOperation { try budget.spend(1) }
    switch expression.kind {
    case .literal(let literal): return Evaluator.value(of: literal)
    case .name(let name), .column(let name), .field(let name, _):
      switch facts.names[expression.id] {
      case .variable(let name): return variables[name] ?? .null
      case .symbol(let symbol): return .symbol(symbol)
      default:
        throw .failed(.internalGap("`\(name.text)` has no value", at: expression.span))
      }
    case .conditional(let condition, let yes, let no):
      return try value(condition) == .bool(true) ? try value(yes) : try value(no)
    case .binary(.and, let left, let right):
      let first = try value(left)
      return first == .bool(false) ? first : Truth.and(first, try value(right))
    case .binary(.or, let left, let right):
      let first = try value(left)
      return first == .bool(true) ? first : Truth.or(first, try value(right))
    default:
      return try scalar(
        expression, try expression.children.mapThrowing { child throws(RunError) in try value(child) })
    }
  }

  /// Whether the expression gives the same value for every row.
  package func isConstant(_ expression: Expression) -> Bool {
    !facts.dependsOnRow(expression)
  }

  private func constantValue(_ column: Column) -> Value {
    if case .constant(let value, _) = column { return value }
    return .null
  }

  static func value(of literal: Literal) -> Value {
    switch literal {
    case .null: .null
    case .bool(let value): .bool(value)
    case .number(let value): .number(value)
    case .percent(let value): .percent(value)
    case .duration(let value): .duration(value)
    case .date(let value): .date(value)
    case .text(let value), .regex(let value): .text(value)
    }
  }

  private func binary(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression, _ batch: RowBatch, at span: Span
  ) throws(RunError) -> Column {
    let (a, b) = (try column(left, batch), try column(right, batch))
    if operation == .covers, case .constant(.text(let text), _) = b, PhoneNumber.normalized(text) == nil {
      throw .failed(.noNumber(text, at: right.span))
    }
    if a.isConstant, b.isConstant, batch.count > 0 {
      return .constant(try Operation.apply(operation, a[0], b[0], at: span), count: batch.count)
    }
    if operation == .matches || operation == .matchesNot {
      return try Kernel.matches(a, b, negated: operation == .matchesNot, at: span)
    }
    if let quick = Kernel.apply(operation, a, b) { return quick }
    var result = Column.empty(
      Checker.arithmetic(operation, facts.types[left.id] ?? .null, facts.types[right.id] ?? .null) ?? .bool,
      scale: 5)
    for row in 0..<batch.count {
      try budget.pass(row)
      result.append(try Operation.apply(operation, a[row], b[row], at: span))
    }
    return result
  }

  /// Each way is worked out only for the rows that take it, so that neither fails for the other's.
  private func conditional(
    _ condition: Expression, _ yes: Expression, _ no: Expression, _ batch: RowBatch, type: ValueType
  ) throws(RunError) -> Column {
    let truth = try column(condition, batch)
    var (chosen, rest): ([Int32], [Int32]) = ([], [])
    for row in 0..<batch.count {
      if truth[row] == .bool(true) { chosen.append(Int32(row)) } else { rest.append(Int32(row)) }
    }
    let yesColumn = try column(yes, batch.choosing(chosen))
    let noColumn = try column(no, batch.choosing(rest))
    var result = Column.empty(type, scale: 5)
    var (nextYes, nextNo) = (0, 0)
    for row in 0..<batch.count {
      if nextYes < chosen.count, Int(chosen[nextYes]) == row {
        result.append(yesColumn[nextYes])
        nextYes += 1
      } else {
        result.append(noColumn[nextNo])
        nextNo += 1
      }
    }
    return result
  }
}

extension Array {
  /// `map` that keeps the type of what it throws.
  func mapThrowing<T, E: Error>(_ body: (Element) throws(E) -> T) throws(E) -> [T] {
    var result: [T] = []
    result.reserveCapacity(count)
    for element in self { result.append(try body(element)) }
    return result
  }
}

extension Column {
  var isConstant: Bool {
    if case .constant = self { return true }
    return false
  }
}
