package import RateQL

extension BulkEditor {
  /// Makes the plan that takes a run back, on the rates as they are now. Nothing is written.
  ///
  /// - Parameters:
  ///   - only: a condition in the language, on the rates as the run left them; nil for all.
  ///   - connectFee: given to deleted rates whose own is not known.
  /// - Throws: ``UndoError``, ``JournalError``, `StoreError`.
  package func undoPlan(
    of run: JournalRun, only condition: String? = nil, connectFee: ExactDecimal? = nil
  ) async throws -> UndoPlan {
    let entries = try await journal.entries(run.id)
    guard !entries.contains(where: { $0.state == .intended || $0.state == .uncertain }) else {
      throw UndoError.unfinished(run.id)
    }
    var applied = entries.filter { $0.state == .applied }
    guard !applied.isEmpty else { throw UndoError.nothingApplied(run.id) }
    var undo = UndoPlan(run: run)
    undo.applied = applied.count
    if let condition { applied = try await UndoChoice(condition).entries(applied) }
    undo.chosen = applied.count
    let origin = ChangeOrigin(source: "undo of run \(run.id)", line: 1, statement: run.script)
    let ids = try await journal.currentIDs(target)
    let current = try await EachAtOnce.map(applied, width: max(1, store.concurrency)) { entry in
      try await read(entry, ids)
    }
    for (entry, now) in zip(applied, current) {
      switch entry.change {
      case .billing(let change):
        try await takeBack(change, entry, origin, &undo)
      case .rate(let change):
        takeBack(change, entry, now, connectFee, origin, &undo)
      }
    }
    guard undo.withoutFee.isEmpty else { throw UndoError.connectFeeUnknown(run.id, undo.withoutFee) }
    return undo
  }

  /// The rate that an entry changed, as it is now, under the id that it has now.
  private func read(_ entry: JournalEntry, _ ids: [String: String]) async throws -> RateRecord? {
    guard case .rate(let change) = entry.change, change.kind != .delete, let id = entry.newID ?? change.id
    else { return nil }
    return try await store.rate(id: ids[id] ?? id)
  }

  private func takeBack(
    _ change: Change, _ entry: JournalEntry, _ now: RateRecord?, _ fee: ExactDecimal?,
    _ origin: ChangeOrigin, _ undo: inout UndoPlan
  ) {
    let step = ApplyStep(entry)
    switch change.kind {
    case .delete:
      guard var record = entry.read ?? change.before else { return }
      if record[.connectFee] == nil || record[.connectFee] == .null {
        guard let fee else {
          undo.withoutFee.append(change.label)
          return
        }
        record[.connectFee] = .number(fee)
      }
      record[.id] = nil
      undo.plan.create(record, origin: origin)
    case .create:
      guard let now else {
        undo.undone += 1
        return
      }
      let differing = (entry.written ?? change.after)?.differences(from: now) ?? []
      guard differing.isEmpty, let id = now.id else {
        undo.conflicts.append(ApplyResult(step: step, outcome: .drifted(current: now, fields: differing)))
        return
      }
      undo.plan.delete(id: id, current: now, origin: origin)
    case .update:
      guard let now, let id = now.id else {
        undo.conflicts.append(ApplyResult(step: step, outcome: .gone))
        return
      }
      guard let before = entry.read ?? change.before, let written = entry.written ?? change.after else {
        return
      }
      let fields = change.changedFields
      var after = now
      for field in fields { after[field] = before[field] }
      guard !after.differences(from: now).isEmpty else {
        undo.undone += 1
        return
      }
      let differing = written.differences(from: now).filter(fields.contains)
      guard differing.isEmpty else {
        undo.conflicts.append(ApplyResult(step: step, outcome: .drifted(current: now, fields: differing)))
        return
      }
      undo.plan.update(id: id, current: now, to: after, set: Set(fields), origin: origin)
    }
  }

  private func takeBack(
    _ change: BillingChange, _ entry: JournalEntry, _ origin: ChangeOrigin, _ undo: inout UndoPlan
  ) async throws {
    let now = try await store.billing()
    if now == change.before {
      undo.undone += 1
    } else if now == change.after {
      undo.plan.setBilling(before: now, after: change.before, origin: origin)
    } else {
      undo.conflicts.append(ApplyResult(step: ApplyStep(entry), outcome: .billingDrifted(current: now)))
    }
  }
}
