extension BulkEditor {
  /// The run that is meant: the one by that number, or the last one on this server that can be resumed, or
  /// undone.
  ///
  /// - Throws: ``RunChoiceError``, ``JournalError``.
  package func run(_ number: Int64?, to purpose: RunPurpose) async throws -> JournalRun {
    guard let number else {
      guard let last = try await journal.last(purpose, target) else {
        if let near = try await runBeside(purpose) { throw RunChoiceError.elsewhere(near, here: target) }
        throw RunChoiceError.none(purpose, target)
      }
      return last
    }
    guard let run = try await journal.run(number) else { throw RunChoiceError.unknown(number) }
    guard run.target == target else { throw RunChoiceError.elsewhere(run, here: target) }
    return run
  }

  /// The last run that would be meant if one of the two targets had not kept its tenant to itself.
  private func runBeside(_ purpose: RunPurpose) async throws -> JournalRun? {
    try await journal.runs(target: nil, limit: 200).first { run in
      guard run.target.isUnnamedBeside(target) else { return false }
      return switch purpose {
      case .resume: run.isUnfinished
      case .undo: run.count(.applied) > 0
      }
    }
  }
}

/// What a run is looked for to do with it.
package enum RunPurpose: Sendable, Hashable {
  /// It is open, or has changes that were not made and was not given up.
  case resume
  /// Some of its changes were made.
  case undo
}

/// Why there is no run to go on with.
package enum RunChoiceError: Error, Sendable, Hashable {
  case unknown(Int64)
  case elsewhere(JournalRun, here: RunTarget)
  case none(RunPurpose, RunTarget)

  /// - Parameter list: the command that lists runs where this is read.
  package func text(list: String) -> String {
    switch self {
    case .unknown(let number): "there is no run \(number) in the journal; `\(list)` lists them"
    case .elsewhere(let run, let here):
      "run \(run.id) was on \(run.target.difference(from: here))"
    case .none(.resume, let here): "every run on \(here.label) was ended; there is nothing to resume"
    case .none(.undo, let here): "nothing was applied to \(here.label) yet; there is nothing to take back"
    }
  }
}
