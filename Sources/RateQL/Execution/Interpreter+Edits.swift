extension Interpreter {
  /// `set` and `delete`: all rows are chosen before the first is changed.
  func runEdit(_ query: Query, _ edit: Stage) async throws {
    if query.takesEveryRate { changes.editsEveryRate = true }
    switch edit.kind {
    case .insert, .upsert, .sync: return try await runRowEdit(query, edit)
    default: break
    }
    for expression in edit.kind.expressions { try await runSubqueries(in: expression) }
    var chosen: [RowBatch] = []
    try await run(query) { batch in
      chosen.append(batch)
      return .more
    }
    let origin = origin(edit.span)
    evaluator.isEditing = true
    defer { evaluator.isEditing = false }
    // Only a `join` can bring a rate up twice.
    let joins = evaluator.facts.stages(of: query).contains { if case .join = $0.kind { true } else { false } }
    var given: [String: [Value]]? = joins ? [:] : nil
    for batch in chosen {
      try Task.checkCancellation()
      switch edit.kind {
      case .set(let assignments): try set(assignments, batch, origin, &given)
      default: try delete(batch, origin)
      }
    }
  }

  private func delete(_ batch: RowBatch, _ origin: ChangeOrigin) throws {
    for row in 0..<batch.count {
      guard let record = batch.record(row), let id = record.id else { throw gap() }
      changes.delete(id: id, current: known(record, id), origin: origin)
    }
  }

  /// A row as the plan or the store has it; what lists leave out is known only where the plan set it.
  func known(_ record: RateRecord, _ id: String) -> RateRecord {
    if let planned = changes.current(id) { return planned }
    var record = record
    if record[.connectFee] == .null { record[.connectFee] = nil }
    return record
  }

  /// - Parameter given: what this edit has given each rate so far, where one may come up twice.
  private func set(
    _ assignments: [Assignment], _ batch: RowBatch, _ origin: ChangeOrigin, _ given: inout [String: [Value]]?
  ) throws {
    let fields = try assignments.map { assignment in
      guard let field = RateField(name: assignment.target.text) else { throw gap() }
      return field
    }
    // Every right side is worked out on the row as it was, then all are set together.
    let values = try zip(assignments, fields).map { assignment, field in
      try result(assignment, field, batch)
    }
    let set = RateFieldSet(fields)
    for row in 0..<batch.count {
      if row % 1_000 == 999 { try Task.checkCancellation() }
      guard let read = batch.record(row), let id = read.id else { throw gap() }
      let current = known(read, id)
      var after = current
      var rounded: RateFieldSet = []
      for (place, field) in fields.enumerated() {
        after[field] = try fitted(values[place][row], field, current, assignments[place], &rounded)
      }
      if given != nil {
        let new = fields.map { after[$0] ?? .null }
        if let old = given?.updateValue(new, forKey: id) {
          guard let place = fields.indices.first(where: { old[$0] != new[$0] }) else { continue }
          throw RunError.failed(
            .twoValues(
              "rate \(current.prefix ?? "?") (id \(id))", fields[place].name, old[place], new[place],
              at: assignments[place].value.span))
        }
      }
      changes.update(id: id, current: current, to: after, set: set, rounded: rounded, origin: origin)
    }
  }

  private func result(_ assignment: Assignment, _ field: RateField, _ batch: RowBatch) throws -> Column {
    let right = try evaluator.column(assignment.value, batch)
    guard let operation = assignment.operation else { return right }
    let left = batch.column(.field(field))
    var result: [Value] = []
    result.reserveCapacity(batch.count)
    for row in 0..<batch.count {
      result.append(try Operation.apply(operation, left[row], right[row], at: assignment.value.span))
    }
    return .values(result)
  }

  /// The value in the field's form; a field that loses digits is noted.
  private func fitted(
    _ value: Value, _ field: RateField, _ rate: RateRecord, _ assignment: Assignment,
    _ roundedFields: inout RateFieldSet
  ) throws -> Value {
    if value.isNull, field != .description {
      let label = "rate \(rate.prefix ?? "?")" + (rate.id.map { " (id \($0))" } ?? "")
      throw RunError.failed(.nullResult(field.name, of: label, at: assignment.value.span))
    }
    do throws(ArithmeticError) {
      let (fitted, rounded) = try FieldValue.fitted(value, to: field, rounding: evaluator.rounding)
      if rounded {
        roundedFields.insert(field)
        changes.roundingRules.insert(evaluator.rounding)
      }
      return fitted
    } catch {
      throw RunError.failed(.arithmetic(error, at: assignment.value.span))
    }
  }

  func runCreate(_ assignments: [Assignment], at span: Span) async throws {
    var record = RateRecord()
    record[.description] = .null
    var rounded: RateFieldSet = []
    evaluator.isEditing = true
    defer { evaluator.isEditing = false }
    for assignment in assignments {
      guard let field = RateField(name: assignment.target.text) else { throw gap() }
      let value = try await value(assignment.value)
      record[field] = try fitted(value, field, record, assignment, &rounded)
    }
    try await learnDetails(of: record.prefix)
    changes.create(record, rounded: rounded, origin: origin(span))
  }

  /// A rate that this plan deletes and creates again is updated: what its lists left out is read, so that the
  /// preview shows what would change.
  func learnDetails(of prefix: String?) async throws {
    guard let prefix, let (id, record) = changes.deleted(prefix: prefix), record[.connectFee] == nil else {
      return
    }
    do {
      if let fee = try await reader.store.rate(id: id)?[.connectFee] {
        changes.learn(.connectFee, fee, of: id)
      }
    } catch let error as StoreError {
      throw RunError.store(error)
    }
  }

  func runBillingSet(_ assignments: [Assignment], at span: Span) async throws {
    let before = try await currentBilling()
    var after = before
    for assignment in assignments {
      guard
        let field = BillingField.allCases.first(where: { $0.name == assignment.target.text.lowercased() })
      else { throw gap() }
      let value = try await value(assignment.value)
      guard !value.isNull else {
        throw RunError.failed(.nullParameter("`\(field.name)`", at: assignment.value.span))
      }
      after[field] = value
    }
    changes.setBilling(before: before, after: after, origin: origin(span))
  }

  private func gap() -> RunError {
    .failed(.internalGap("a rate came without its id", at: Span(0, 0)))
  }
}
