package import RateQL

/// The inverse of a run: of the fields that it changed, and only where they still are as it left them.
package struct UndoPlan: Sendable {
  package let run: JournalRun
  package internal(set) var plan = ChangePlan()
  /// What can't be taken back, since others have changed the rate or taken its prefix: it is left alone. A step
  /// is what the undo would do, from the rate as the run left it.
  package internal(set) var conflicts: [ApplyResult] = []
  /// How many changes are taken back already.
  package internal(set) var undone = 0
  /// How many changes the run has made.
  package internal(set) var applied = 0
  /// How many of those were chosen to be taken back.
  package internal(set) var chosen = 0
}

/// Why a run can't be undone.
package enum UndoError: Error, CustomStringConvertible {
  /// The rates whose connect fee before the run is not known.
  case connectFeeUnknown(Int64, [String])
  case unfinished(Int64)
  case nothingApplied(Int64)
  case condition(String)

  package var description: String {
    switch self {
    case .connectFeeUnknown(let run, let labels):
      let named = labels.prefix(5).joined(separator: ", ") + (labels.count > 5 ? ", …" : "")
      return
        "the connect_fee that \(labels.count) \(labels.count == 1 ? "rate" : "rates") had before run \(run) is "
        + "not known, as the server did not show it (\(named)); say it with `--connect-fee AMOUNT`"
    case .unfinished(let run):
      return "run \(run) has changes in doubt: `rateql resume \(run)` settles them, then it can be undone"
    case .nothingApplied(let run): return "run \(run) changed nothing, so there is nothing to take back"
    case .condition(let text): return text
    }
  }
}
