import RateQL

/// Writes an application into the journal: intents before their requests leave, outcomes after their answers.
struct JournalKeeper: ApplyObserver {
  let journal: Journal
  let run: Int64

  func willWrite(_ step: ApplyStep, read: RateRecord?, written: RateRecord?) async throws {
    try await journal.intend(run, step.sequence, read: read, written: written, planned: step.change)
  }

  func didFinish(_ result: ApplyResult) async {
    let (state, newID, detail) = JournalKeeper.entry(result)
    // What can't be written stays queued, and ending the run says so.
    try? await journal.outcome(
      run, result.step.sequence, state, newID: newID, detail: detail, read: result.outcome.otherVersion,
      replacement: JournalKeeper.replacement(result))
  }

  /// The id that a rate had before it was deleted, and the one that it is back under.
  private static func replacement(_ result: ApplyResult) -> (old: String, new: String)? {
    guard case .applied(let id) = result.outcome, let old = result.step.change?.formerID else { return nil }
    return (old, id)
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
