import RateQL

/// Writes an application into the journal: intents before their requests leave, outcomes after their answers.
struct JournalKeeper: ApplyObserver {
  let journal: Journal
  let run: Int64
  let target: RunTarget
  /// The ids of deleted rates that this run brings back, by prefix: they come back under new ids.
  var recreated: [String: String] = [:]

  func willWrite(_ step: ApplyStep, read: RateRecord?, written: RateRecord?) async throws {
    try await journal.intend(run, step.sequence, read: read, written: written, planned: step.change)
  }

  func didFinish(_ result: ApplyResult) async {
    let (state, newID, detail) = JournalKeeper.entry(result)
    // What can't be written stays queued, and ending the run says so.
    try? await journal.outcome(
      run, result.step.sequence, state, newID: newID, detail: detail, read: result.outcome.otherVersion)
    if let newID, let prefix = result.step.change?.after?.prefix, let old = recreated[prefix] {
      try? await journal.replaced(old, by: newID, target, run: run)
    }
  }

  static func entry(_ result: ApplyResult) -> (EntryState, newID: String?, detail: String?) {
    let reason = ApplyReport.reason(result)
    switch result.outcome {
    case .applied(let id):
      let isNew = result.step.change?.kind == .create
      return (.applied, isNew ? id : nil, nil)
    case .drifted, .taken, .billingDrifted: return (.drifted, nil, reason)
    case .gone: return (.gone, nil, reason)
    // It was looked for and not there; still, it had been sent.
    case .failed(.busy): return (.uncertain, nil, reason)
    case .failed: return (.failed, nil, reason)
    case .uncertain: return (.uncertain, nil, reason)
    case .notTried(let why): return (.notTried, nil, why)
    }
  }
}
