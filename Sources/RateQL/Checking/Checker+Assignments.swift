extension Checker {
  /// `FIELD = …` of a `set` (with the rows it may name) or a `create` (with none).
  ///
  /// - Parameter opens: the fields have no value yet that `+=` could start from.
  mutating func checkFieldAssignments(_ assignments: [Assignment], rows: RowShape?, opens: Bool = false) {
    var given: RateFieldSet = []
    for assignment in assignments {
      let target = assignment.target
      if let joined = joinedAssignments(assignment.value) {
        report(joined)
        continue
      }
      if refuseUnclear(assignment) { continue }
      let wanted = RateField(name: target.text)?.type
      let found = checkType(assignment.value, in: Context(rows: rows, wanted: wanted))
      guard let field = RateField(name: target.text) else {
        let names = RateField.writable.map(\.name)
        let nearest = Suggestion.nearest(to: target.text, among: names)
        report(.unknownField(target.text, at: target.span, fields: names, nearest: nearest))
        continue
      }
      guard field.isWritable else {
        report(.notWritable(field.name, at: target.span))
        continue
      }
      if !given.insert(field).inserted { report(.assignedTwice(field.name, at: target.span)) }
      checkValue(assignment, field: field, found: found, hasRow: rows != nil && !opens)
    }
  }

  /// A value that is written out can be held against the API's rules at once.
  private mutating func checkWrittenValue(_ assignment: Assignment, _ field: RateField) {
    guard assignment.operation == nil, let value = facts.writtenValue(assignment.value) else { return }
    if let problem = FieldValue.limitProblem(value, of: field) {
      report(.refusedValue(field.name, problem, at: assignment.value.span))
    } else if let problem = FieldValue.uncalled(value, of: field) {
      report(.uncalledPrefix(problem, at: assignment.value.span))
    }
  }

  private mutating func checkValue(
    _ assignment: Assignment, field: RateField, found: ValueType, hasRow: Bool
  ) {
    var result = found
    if let operation = assignment.operation {
      guard hasRow else {
        return report(.opensToOperation(operation.rawValue, at: assignment.target.span))
      }
      result = resultType(
        of: operation, field.type, found, at: assignment.value.span,
        hint: mixHint(
          operation, left: field.type, right: found, value: assignment.value, leftText: "{\(field.name)}"))
      refuseZero(operation, assignment.value)
      if field.type.isNumber, operation == .add || operation == .subtract {
        refuseScaledPercent(assignment.value)
      }
    }
    switch (field.type, result) {
    case (_, .invalid): return
    case (_, .null):
      if field != .description { report(.nullAssigned(field.name, at: assignment.value.span)) }
    case (.decimal, .int): checkWrittenValue(assignment, field)
    default:
      guard field.type != result else { return checkWrittenValue(assignment, field) }
      report(
        .wrongType(
          "`\(field.name)`", wanted: field.type.description, found: result, at: assignment.value.span,
          hint: assignmentHint(field, result, assignment)))
    }
  }

  private func assignmentHint(
    _ field: RateField, _ found: ValueType, _ assignment: Assignment
  ) -> String? {
    let value = text(assignment.value)
    switch (field.type, found) {
    case (.int, .decimal):
      guard let operation = assignment.operation?.rawValue else { return "round it: `round(\(value))`" }
      return "round it: `\(field.name) = round(\(field.name) \(operation) \(value))`"
    case (.decimal, .percent), (.int, .percent):
      return "to raise it by that, write `\(field.name) += \(value)`"
    case (.percent, .int), (.percent, .decimal): return percentHint(assignment.value)
    case (.int, .duration):
      return
        "\(field.name) counts seconds: write \(secondsText(assignment.value) ?? "them as a plain number")"
    case (.decimal, .text), (.int, .text):
      guard case .literal(.text(let digits)) = assignment.value.kind, ExactDecimal(digits) != nil else {
        return nil
      }
      return "write the number without quotes: \(digits)"
    case (.text, .int): return "a \(field.name) is a text: write \"\(value)\""
    case (_, .bool):
      if case .binary(.equal, _, _) = assignment.value.kind { return "each field gets a value of its own" }
      return nil
    case (.symbol, _):
      return symbolText(field.type, assignment.value).map { "write it without quotes: \($0)" }
        ?? symbolHint(field.type)
    default: return nil
    }
  }
}
