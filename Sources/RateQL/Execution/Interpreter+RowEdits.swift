/// `insert`, `upsert` and `sync`: rows become rates.
extension Interpreter {
  func runRowEdit(_ query: Query, _ edit: Stage) async throws {
    guard let form = evaluator.facts.rowEdits[edit.id] else { return }
    for expression in edit.kind.expressions { try await runSubqueries(in: expression) }
    let rows = try await incomingRates(query, edit, form)
    if !form.ignored.isEmpty {
      await sink.notice("not fields of a rate, and left out: \(form.ignored.joined(separator: ", "))")
    }
    switch edit.kind {
    case .insert:
      try await create(rows, edit, form)
    case .upsert:
      try await upsert(rows, try await currentRates(of: rows, form), edit, form)
    case .sync(let scope, _, _):
      try await sync(rows, scope, edit, form)
    default: break
    }
  }

  /// A row on its way into a rate.
  struct IncomingRate {
    /// The fields that the row has, in their own form.
    var values: RateRecord
    /// What a new rate gets besides.
    var defaults: RateRecord
    var rounded: RateFieldSet
    var line: Int?
    var key: [Value]
  }

  // MARK: The rows

  /// Every row of the query, brought into form; a key that stands twice is an error.
  private func incomingRates(_ query: Query, _ edit: Stage, _ form: RowEdit) async throws -> [IncomingRate] {
    var batches: [RowBatch] = []
    try await run(query) { batch in
      batches.append(batch)
      return .more
    }
    evaluator.isEditing = true
    defer { evaluator.isEditing = false }
    var rows: [IncomingRate] = []
    var faults: [PlanFault] = []
    var firstOfKey: [[Value]: Int] = [:]
    for batch in batches {
      try Task.checkCancellation()
      for row in try incomingRates(batch, edit, form) {
        let label = self.label(row)
        if row.key.contains(.null) {
          faults.append(PlanFault(rate: label, field: form.keys.first?.field, problem: "it has no value"))
        } else if !form.keys.isEmpty, let first = firstOfKey.updateValue(rows.count, forKey: row.key),
          rows[first].values != row.values
        {
          let other = rows[first].line.map { "line \($0)" } ?? "another row"
          faults.append(
            PlanFault(
              rate: label, field: form.keys.first?.field,
              problem: "\(other) says otherwise of \(row.key.map(\.description).joined(separator: ", "))"))
        }
        rows.append(row)
      }
    }
    guard faults.isEmpty else { throw RunError.failed(.refusedRows(faults, at: edit.span)) }
    return rows
  }

  private func incomingRates(
    _ batch: RowBatch, _ edit: Stage, _ form: RowEdit
  ) throws -> [IncomingRate] {
    let columns = form.fields.map { (field: $0.field, column: batch.column($0.from)) }
    let keys = form.keys.map { batch.column($0.from) }
    let lines = form.lines.map { batch.column($0) }
    let defaults = try edit.kind.defaults.map { assignment in
      guard let field = RateField(name: assignment.target.text) else {
        throw RunError.failed(.internalGap("a default has no field", at: assignment.target.span))
      }
      return (field: field, column: try evaluator.column(assignment.value, batch), assignment: assignment)
    }
    return try (0..<batch.count).map { row in
      var incoming = IncomingRate(
        values: RateRecord(), defaults: RateRecord(), rounded: [],
        line: lines?[row].decimal?.integer.map { Int($0) }, key: keys.map { $0[row] })
      for (field, column) in columns {
        let value = column[row]
        guard !value.isNull else { continue }
        incoming.values[field] = try fitted(value, field, &incoming.rounded, at: edit.span)
      }
      for (field, column, assignment) in defaults {
        let value = column[row]
        guard !value.isNull || field == .description else { continue }
        incoming.defaults[field] = try fitted(value, field, &incoming.rounded, at: assignment.value.span)
      }
      return incoming
    }
  }

  private func fitted(
    _ value: Value, _ field: RateField, _ rounded: inout RateFieldSet, at span: Span
  ) throws(RunError) -> Value {
    do throws(ArithmeticError) {
      let (fitted, lost) = try FieldValue.fitted(value, to: field, rounding: evaluator.rounding)
      if lost {
        rounded.insert(field)
        changes.roundingRules.insert(evaluator.rounding)
      }
      return fitted
    } catch {
      throw .failed(.arithmetic(error, at: span))
    }
  }

  /// How messages name a row: by its line where it has one, and its prefix.
  private func label(_ row: IncomingRate) -> String {
    let prefix = row.values.prefix.map { "rate \($0)" } ?? "a row without a prefix"
    return row.line.map { "line \($0) (\(prefix))" } ?? prefix
  }

  // MARK: The rates that are there

  /// The rates, as planned so far, that the rows may belong to, by their key.
  private func currentRates(
    of rows: [IncomingRate], _ form: RowEdit
  ) async throws -> [[Value]: [RateRecord]] {
    let wanted = Set(rows.map(\.key))
    var found: [[Value]: [RateRecord]] = [:]
    var seen: Set<String> = []
    let changes = changes
    func take(_ batch: RateBatch, planned: Bool) {
      for row in 0..<batch.count {
        let key = form.keys.map { batch.value($0.field, row) ?? .null }
        guard wanted.contains(key), let id = batch.value(.id, row)?.string,
          planned || changes.change(id) == nil, seen.insert(id).inserted
        else { continue }
        found[key, default: []].append(batch.record(row))
      }
    }
    let prefixes = form.keys.map(\.field) == [.prefix] ? Set(wanted.compactMap { $0[0].string }) : nil
    if let prefixes {
      try await RateLookup(reader: reader).rates(prefixes: prefixes) { take($0, planned: false) }
    } else {
      try await reader.rates(nil) { take($0, planned: false) }
    }
    if changes.touchesRates { take(changes.plannedRates(), planned: true) }
    return found
  }

  // MARK: The changes

  private func upsert(
    _ rows: [IncomingRate], _ current: [[Value]: [RateRecord]], _ edit: Stage, _ form: RowEdit
  ) async throws {
    let ambiguous = rows.filter { (current[$0.key]?.count ?? 0) > 1 }
    guard ambiguous.isEmpty else {
      let faults = ambiguous.map {
        PlanFault(
          rate: label($0), field: form.keys.first?.field,
          problem: "it belongs to \(current[$0.key]?.count ?? 0) rates; name a key that one rate alone has")
      }
      throw RunError.failed(.refusedRows(faults, at: edit.span))
    }
    let fees = try await knownFees(rows, current, form)
    var new: [IncomingRate] = []
    for (place, row) in rows.enumerated() {
      if place % 1_000 == 999 { try Task.checkCancellation() }
      guard let record = current[row.key]?.first, let id = record.id else {
        new.append(row)
        continue
      }
      var before = known(record, id)
      if before[.connectFee] == nil, let fee = fees[id] { before[.connectFee] = fee }
      var after = before
      for (field, _) in form.fields {
        if let value = row.values[field] { after[field] = value }
      }
      changes.update(
        id: id, current: before, to: after, set: RateFieldSet(form.fields.map(\.field)), rounded: row.rounded,
        origin: origin(edit.span))
    }
    try await create(new, edit, form)
  }

  /// The connect fees that would be overwritten, read by id: a change is shown with what it changes.
  private func knownFees(
    _ rows: [IncomingRate], _ current: [[Value]: [RateRecord]], _ form: RowEdit
  ) async throws -> [String: Value] {
    guard form.fields.contains(where: { $0.field == .connectFee }) else { return [:] }
    var batch = RateBatch()
    for row in rows where row.values[.connectFee] != nil {
      if let record = current[row.key]?.first { batch.append(record) }
    }
    let rates = RowBatch(batch)
    let column = try await reader.details(rates, through: changes)
    var fees: [String: Value] = [:]
    for row in 0..<rates.count {
      if let id = rates.value(.id, row)?.string, !column[row].isNull { fees[id] = column[row] }
    }
    return fees
  }

  private func create(_ rows: [IncomingRate], _ edit: Stage, _ form: RowEdit) async throws {
    var faults: [PlanFault] = []
    for row in rows {
      var record = RateRecord()
      record[.description] = .null
      for field in RateField.writable {
        if let value = row.values[field] ?? row.defaults[field] { record[field] = value }
      }
      let missing = RateField.allCases.filter { $0.isRequired && record[$0] == nil }
      faults += missing.map { field in
        PlanFault(
          rate: label(row), field: field,
          problem: "a new rate needs it: give it to all of them with `default \(field.name) = …`")
      }
      guard missing.isEmpty else { continue }
      try await learnDetails(of: record.prefix)
      changes.create(record, rounded: row.rounded, origin: origin(edit.span))
    }
    guard faults.isEmpty else { throw RunError.failed(.refusedRows(faults, at: edit.span)) }
  }

  /// As `upsert`, then deletes what the scope has and the rows have not.
  private func sync(_ rows: [IncomingRate], _ scope: Query, _ edit: Stage, _ form: RowEdit) async throws {
    guard !rows.isEmpty else { throw RunError.failed(.emptySync(at: edit.span)) }
    let wanted = Set(rows.map(\.key))
    var gone: [RateRecord] = []
    try await run(scope) { batch in
      for row in 0..<batch.count {
        let key = form.keys.map { batch.value($0.field, row) ?? .null }
        if !wanted.contains(key), let record = batch.record(row) { gone.append(record) }
      }
      return .more
    }
    try await upsert(rows, try await currentRates(of: rows, form), edit, form)
    for record in gone {
      guard let id = record.id else { continue }
      changes.delete(id: id, current: known(record, id), origin: origin(edit.span))
    }
    try await refuseOutsiders(rows, scope, edit, form)
  }

  /// Every row has to lie in the scope afterwards: what is outside would never be deleted again.
  private func refuseOutsiders(
    _ rows: [IncomingRate], _ scope: Query, _ edit: Stage, _ form: RowEdit
  ) async throws {
    var inside: Set<[Value]> = []
    try await run(scope) { batch in
      for row in 0..<batch.count { inside.insert(form.keys.map { batch.value($0.field, row) ?? .null }) }
      return .more
    }
    let faults = rows.filter { !inside.contains($0.key) }.map { row in
      PlanFault(
        rate: label(row), field: nil,
        problem: "it lies outside the scope `\(sources.text(scope.span))`; widen the scope, or leave it out")
    }
    guard faults.isEmpty else { throw RunError.failed(.refusedRows(faults, at: edit.span)) }
  }
}

extension StageKind {
  /// What new rates get where their row has nothing.
  fileprivate var defaults: [Assignment] {
    switch self {
    case .insert(let defaults), .upsert(_, let defaults), .sync(_, _, let defaults): defaults
    default: []
    }
  }
}
