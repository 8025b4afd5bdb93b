package import RateQL

/// The inverse of a run: of the fields that it changed, and only where they still are as it left them.
package struct UndoPlan: Sendable {
  package let run: JournalRun
  package internal(set) var plan = ChangePlan()
  /// Rates that were changed since: they are left alone.
  package internal(set) var conflicts: [ApplyResult] = []
  /// Rates that are back already.
  package internal(set) var undone = 0
  /// Deleted rates whose connect fee nobody knows; they can't come back without one.
  package internal(set) var withoutFee: [String] = []
  /// Changes of the run that were chosen to be taken back.
  package internal(set) var chosen = 0
}

/// Why a run can't be undone.
package enum UndoError: Error, CustomStringConvertible {
  /// The deleted rates whose connect fee is not known.
  case connectFeeUnknown([String])
  case unfinished(Int64)
  case nothingApplied(Int64)
  case condition(String)

  package var description: String {
    switch self {
    case .connectFeeUnknown(let labels):
      let named = labels.prefix(5).joined(separator: ", ") + (labels.count > 5 ? ", …" : "")
      return
        "the connect_fee of \(labels.count) deleted \(labels.count == 1 ? "rate" : "rates") is not known, as "
        + "the server did not show it (\(named)); say it with `--connect-fee AMOUNT`"
    case .unfinished(let run):
      return "run \(run) has changes in doubt: `rateql resume \(run)` settles them, then it can be undone"
    case .nothingApplied(let run): return "run \(run) changed nothing, so there is nothing to take back"
    case .condition(let text): return text
    }
  }
}
