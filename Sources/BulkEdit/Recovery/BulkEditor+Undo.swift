package import RateQL

extension BulkEditor {
  /// Makes the plan that takes a run back, on the rates as they are now. Nothing is written.
  ///
  /// What is back already is counted, and what others have changed or taken is listed: neither keeps the rest
  /// from going on, so that an undo can be repeated until all is done.
  ///
  /// - Parameters:
  ///   - only: a condition in the language, on the rates as the run left them; nil for all.
  ///   - connectFee: given to rates whose own before the run is not known.
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
    var maker = UndoMaker(undo, fee: connectFee)
    let ids = try await journal.currentIDs(target)
    let current = try await EachAtOnce.map(applied, width: max(1, store.concurrency)) { entry in
      try await read(entry, ids)
    }
    var deleted: [(entry: JournalEntry, change: Change)] = []
    for (entry, now) in zip(applied, current) {
      switch entry.change {
      case .billing(let change): maker.takeBack(change, entry, try await store.billing())
      case .rate(let change):
        switch change.kind {
        case .create: maker.takeBackCreate(change, entry, now)
        case .update: maker.takeBackUpdate(change, entry, now)
        case .delete where now == nil: deleted.append((entry, change))
        case .delete: maker.compareRestored(change, entry, now)
        }
      }
    }
    let prefixes = deleted.compactMap { ($0.entry.read ?? $0.change.before)?.prefix }
    let holders = try await holders(of: Set(prefixes).union(maker.undo.plan.takers.keys))
    // Last, since only now is it known which prefixes the undo frees.
    for (entry, change) in deleted { maker.restore(change, entry, holders) }
    maker.leaveTakenPrefixes(holders)
    guard maker.withoutFee.isEmpty else { throw UndoError.connectFeeUnknown(run.id, maker.withoutFee) }
    return maker.undo
  }

  /// The rate that an entry changed, as it is now, under the id that it has now. A deleted one is looked for
  /// where it is known to have come back.
  private func read(_ entry: JournalEntry, _ ids: [String: String]) async throws -> RateRecord? {
    guard case .rate(let change) = entry.change, let id = entry.newID ?? change.id else { return nil }
    guard let current = ids[id] ?? (change.kind == .delete ? nil : id) else { return nil }
    return try await store.rate(id: current)
  }

  /// The rates that have the prefixes now.
  private func holders(of prefixes: Set<String>) async throws -> [String: [RateRecord]] {
    let look = PrefixLook(store: store, wanted: prefixes)
    let found = try await EachAtOnce.map(prefixes.sorted(), width: max(1, store.concurrency)) { prefix in
      (prefix, try await look.rates(prefix))
    }
    return Dictionary(uniqueKeysWithValues: found)
  }
}
