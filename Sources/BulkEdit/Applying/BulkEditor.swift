package import RateQL

/// Carries plans out against one server, with the journal: apply, resume, undo.
package struct BulkEditor: Sendable {
  package let store: any RateStore
  package let journal: Journal
  package let target: RunTarget
  /// The folder of the run locks; nil where no other program can know of the server.
  package let locks: String?
  package var policy: ApplyPolicy
  /// How long a write whose answer was lost may still land.
  package var lateWrites: Duration

  package init(
    store: any RateStore, journal: Journal, target: RunTarget, locks: String?,
    policy: ApplyPolicy = ApplyPolicy(), lateWrites: Duration = .seconds(65)
  ) {
    self.store = store
    self.journal = journal
    self.target = target
    self.locks = locks
    self.policy = policy
    self.lateWrites = lateWrites
  }

  /// A run of the journal and what it did.
  package struct Run: Sendable {
    package let id: Int64
    package let report: ApplyReport
  }

  /// Where a plan comes from.
  package struct Origin: Sendable {
    package var script: String
    package var note: String?
    package var digest: String?
    /// The run that the plan takes back.
    package var undoes: Int64?

    package init(script: String, note: String? = nil, digest: String? = nil, undoes: Int64? = nil) {
      self.script = script
      self.note = note
      self.digest = digest
      self.undoes = undoes
    }
  }

  /// Carries a plan out: the journal has all of it on disk before the first request.
  ///
  /// - Throws: ``RunLockError`` where another run is at work, ``JournalError``, ``RunError`` where the changes
  ///   can't be ordered; nothing was written then.
  package func apply(
    _ plan: ChangePlan, from origin: Origin, observer: any ApplyObserver = ObserverList([])
  ) async throws -> Run {
    let lock = try lock(for: origin.script)
    defer { lock?.release() }
    let steps = ApplyStep.all(of: plan)
    // A ring of prefixes is told before there is a run.
    let order = try WriteOrder(steps)
    let run = try await journal.begin(
      NewRun(
        kind: origin.undoes == nil ? .apply : .undo, target: target, script: origin.script, note: origin.note,
        undoes: origin.undoes, planDigest: origin.digest),
      steps.map(\.entry))
    var report = await carryOut(order, run, observer)
    await end(run, BulkEditor.state(report), &report)
    // What is old is of no use to this run: it can wait for the next.
    _ = try? await journal.prune()
    return Run(id: run, report: report)
  }

  /// Ends a run in the journal. What was written was written: where the journal can't take it, the report says
  /// so.
  func end(_ run: Int64, _ state: RunState, _ report: inout ApplyReport) async {
    do {
      try await journal.finish(run, state)
    } catch {
      report.journalFailure = "\(error)"
    }
  }

  /// Runs steps that the journal knows.
  func carryOut(_ order: WriteOrder, _ run: Int64, _ observer: any ApplyObserver) async -> ApplyReport {
    let keeper = JournalKeeper(journal: journal, run: run)
    return await Applier(store: store, policy: policy, observer: ObserverList([keeper, observer]))
      .apply(order)
  }

  /// Whether another run is being applied to the server now.
  package var isAtWork: Bool {
    locks.flatMap { RunLock.holder(folder: $0, target: target) } != nil
  }

  func lock(for purpose: String) throws(RunLockError) -> RunLock? {
    guard let locks else { return nil }
    return try RunLock.acquire(folder: locks, target: target, purpose: purpose)
  }

  static func state(_ report: ApplyReport) -> RunState {
    if report.isComplete { return .done }
    if report.wasInterrupted { return .interrupted }
    return report.appliedCount > 0 ? .partial : .stopped
  }
}

extension ApplyStep {
  var entry: EntryChange {
    switch kind {
    case .rate(let change): .rate(change)
    case .billing(let change): .billing(change)
    }
  }

  init(_ entry: JournalEntry) {
    let kind: Kind =
      switch entry.change {
      case .rate(let change): .rate(change)
      case .billing(let change): .billing(change)
      }
    self.init(
      sequence: entry.sequence, kind: kind, wasSent: entry.intended != nil && entry.state != .failed)
  }
}
