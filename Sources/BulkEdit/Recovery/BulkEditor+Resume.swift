import RateQL

extension BulkEditor {
  /// The server's run lock, held: what a settlement found stays true until the run is finished.
  package struct Hold: Sendable {
    fileprivate let lock: RunLock?
  }

  /// Runs `body` while no other run can be at work on the server.
  ///
  /// - Throws: ``RunLockError`` where one is.
  package func holding<Result>(
    _ purpose: String, _ body: (Hold) async throws -> Result
  ) async throws -> Result {
    let hold = Hold(lock: try lock(for: purpose))
    defer { hold.lock?.release() }
    return try await body(hold)
  }

  /// Finds out by reading what became of each change of a run, and puts it into the journal.
  ///
  /// What was sent without an answer and is not there is looked at twice: a write may land late, so the second
  /// look waits until ``lateWrites`` have passed since it was sent.
  ///
  /// - Parameter waiting: told once, before it waits, for how long.
  /// - Throws: ``JournalError``, `StoreError`, `CancellationError`: what was found so far is kept.
  package func settle(
    _ run: JournalRun, under hold: Hold,
    waiting: @escaping @Sendable (Duration) async -> Void = { _ in }
  ) async throws -> Settlement {
    let entries = try await journal.entries(run.id)
    var settlement = Settlement(run: run)
    var doubtful: [JournalEntry] = []
    for entry in entries {
      let step = ApplyStep(entry)
      switch entry.state {
      case .applied: settlement.done.append(step)
      case .planned, .notTried, .failed: settlement.left.append(step)
      case .intended, .uncertain: doubtful.append(entry)
      case .drifted, .gone:
        settlement.conflicts.append(ApplyResult(step: step, outcome: BulkEditor.conflict(entry)))
      }
    }
    var untouched = try await look(at: doubtful, &settlement)
    if let wait = untouched.compactMap(remainingWait).max(), wait > .zero {
      await waiting(wait)
      try await Task.sleep(for: wait)
      untouched = try await look(at: untouched, &settlement)
    }
    for entry in untouched {
      try await journal.outcome(
        run.id, entry.sequence, .notTried, newID: nil, detail: "it was sent and not done")
      settlement.left.append(ApplyStep(entry))
    }
    settlement.left.sort { $0.sequence < $1.sequence }
    // Ends the run with what is known now; finishing it opens it again.
    try await journal.finish(run.id, settlement.state)
    return settlement
  }

  /// Carries out what a settlement found to be left.
  ///
  /// - Throws: as ``apply(_:from:observer:)``.
  package func finish(
    _ settlement: Settlement, under hold: Hold, observer: any ApplyObserver = ObserverList([])
  ) async throws -> Run {
    let id = settlement.run.id
    let order = try WriteOrder(settlement.left, leavesRatesOut: !settlement.conflicts.isEmpty)
    try await journal.reopen(id)
    var report = await carryOut(order, id, observer)
    report.results = settlement.conflicts + report.results
    let state = BulkEditor.state(report)
    await end(id, state == .stopped && !settlement.done.isEmpty ? .partial : state, &report)
    return Run(id: id, report: report)
  }

  /// Gives a run up: nothing more of it is done, and nothing speaks of it as unfinished.
  package func abandon(_ settlement: Settlement, under hold: Hold) async throws {
    try await journal.finish(settlement.run.id, .abandoned)
  }

  /// What the journal knows of a change that somebody else was in the way of.
  private static func conflict(_ entry: JournalEntry) -> ChangeOutcome {
    guard case .rate(let change) = entry.change, entry.state == .drifted, let other = entry.read else {
      return entry.state == .gone ? .gone : .notTried(entry.detail ?? "changed by someone else")
    }
    let fields = change.drift(from: other)
    // Where nothing drifted, it was the prefix.
    return fields.isEmpty || change.kind == .create
      ? .taken(by: other) : .drifted(current: other, fields: fields)
  }

  /// The longest that a request leaves after the journal was told of it: a session waits up to 200 s for its turn,
  /// and up to 85 s for a connection.
  private static let longestSending = Duration.seconds(300)

  /// How much longer a write may still land. Its sender died before now, so it is never more than
  /// ``lateWrites``.
  private func remainingWait(_ entry: JournalEntry) -> Duration? {
    guard let sent = entry.intended else { return lateWrites }
    let passed = UnixTime.now.since(sent)
    return min(max(lateWrites + BulkEditor.longestSending - passed, .zero), lateWrites)
  }

  /// Reads each rate back, several at a time.
  ///
  /// - Returns: the entries whose rates are as they were.
  private func look(at entries: [JournalEntry], _ settlement: inout Settlement) async throws -> [JournalEntry]
  {
    let findings = try await EachAtOnce.map(entries, width: max(1, store.concurrency)) { entry in
      try await find(entry)
    }
    let keeper = JournalKeeper(journal: journal, run: settlement.run.id)
    var untouched: [JournalEntry] = []
    for (entry, finding) in zip(entries, findings) {
      let step = ApplyStep(entry)
      let result: ApplyResult
      switch finding {
      case .untouched:
        untouched.append(entry)
        continue
      case .done(let id):
        settlement.done.append(step)
        settlement.foundDone += 1
        result = ApplyResult(step: step, outcome: .applied(id: id))
      case .different(let holder?) where step.change?.kind == .create:
        result = ApplyResult(step: step, outcome: .taken(by: holder))
        settlement.conflicts.append(result)
      case .different(let current?):
        let fields = (step.change?.before ?? step.change?.after)?.differences(from: current) ?? []
        result = ApplyResult(step: step, outcome: .drifted(current: current, fields: fields))
        settlement.conflicts.append(result)
      case .different(nil):
        result = ApplyResult(step: step, outcome: .gone)
        settlement.conflicts.append(result)
      case .billingDifferent(let current):
        result = ApplyResult(step: step, outcome: .billingDrifted(current: current))
        settlement.conflicts.append(result)
      }
      await keeper.didFinish(result)
    }
    return untouched
  }

  private func find(_ entry: JournalEntry) async throws -> ReadBack.Finding {
    let back = ReadBack(store: store)
    switch entry.change {
    case .billing(let change): return try await back.billing(change)
    case .rate(let change):
      guard let id = change.id, change.kind != .create else {
        return try await back.created(entry.written ?? change.after ?? RateRecord())
      }
      guard let written = entry.written else {
        return try await back.deleted(id, from: entry.read ?? change.before)
      }
      return try await back.updated(id, from: entry.read ?? change.before, to: written)
    }
  }
}

extension Settlement {
  /// What the run is called until it is finished or given up.
  var state: RunState {
    if left.isEmpty { return conflicts.isEmpty ? .done : .partial }
    return .interrupted
  }
}
