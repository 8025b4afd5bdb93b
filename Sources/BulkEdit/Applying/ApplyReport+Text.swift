import RateQL

extension ApplyReport {
  /// The report for a person: what was done, then each rate that was tried and not written, and why, then the
  /// prefixes of those that were not begun, then what can be done next.
  ///
  /// - Parameter run: the run's number in the journal; nil where none is kept for later.
  package func text(run: Int64? = nil) -> String {
    var lines = [summary(run)]
    var notBegun: [(reason: String, names: [String])] = []
    for result in problems {
      guard case .notTried(let reason) = result.outcome else {
        lines.append("  \(result.step.label): \(ApplyReport.reason(result))")
        continue
      }
      if let place = notBegun.firstIndex(where: { $0.reason == reason }) {
        notBegun[place].names.append(result.step.name)
      } else {
        notBegun.append((reason, [result.step.name]))
      }
    }
    for (reason, names) in notBegun {
      // The journal has them all; without one this list is the only record.
      let named = run == nil ? ApplyReport.namedPrefixes : 10
      let more = names.count - named
      lines.append(
        "  \(names.count) not begun (\(reason)): " + names.prefix(named).joined(separator: ", ")
          + (more > 0 ? " … and \(more) more" : ""))
    }
    return (lines + next(run)).joined(separator: "\n")
  }

  /// How many of the changes that were not begun are named.
  private static let namedPrefixes = 2_000

  private func summary(_ run: Int64?) -> String {
    var applied: [Change.Kind?: Int] = [:]
    for result in results where result.outcome.isApplied {
      applied[result.step.change?.kind, default: 0] += 1
    }
    var parts: [String] = []
    for (kind, word) in [(Change.Kind.create, "created"), (.update, "updated"), (.delete, "deleted")] {
      if let count = applied[kind] { parts.append("\(count) \(word)") }
    }
    if applied[nil] != nil { parts.append("billing settings changed") }
    let nothing = isInDoubt ? "Nothing is known to be changed" : "Nothing was changed"
    var text = parts.isEmpty ? nothing : "Applied: " + parts.joined(separator: ", ")
    let left = problems.count
    if left > 0 { text += "; \(left) not applied" }
    if let run, !parts.isEmpty || isInDoubt { text += " (run \(run))" }
    text += left > 0 ? ":" : "."
    return wasInterrupted ? "Interrupted. " + text : text
  }

  /// What to do about what is left.
  private func next(_ run: Int64?) -> [String] {
    var lines: [String] = []
    if let journalFailure { lines.append("The journal could not be kept to the end: \(journalFailure).") }
    guard let run else { return lines }
    let waiting = problems.contains { result in
      switch result.outcome {
      case .notTried, .uncertain, .failed: true
      case .applied, .drifted, .taken, .billingDrifted, .gone: false
      }
    }
    if journalFailure != nil {
      lines.append(
        "Don't run the edit again: `rateql resume \(run)` finds out what was written, `--apply` finishes the rest."
      )
    } else if waiting {
      lines.append("`rateql resume \(run)` shows what is left, `--apply` finishes it.")
    }
    if conflicts.contains(where: { !$0.isMadeAlready }) {
      lines.append("What others changed was left as it is: look at it again, and edit it anew.")
    }
    if appliedCount > 0, !isComplete { lines.append("`rateql undo \(run)` takes back what was applied.") }
    return lines
  }

  /// Why a change was not applied.
  package static func reason(_ result: ApplyResult) -> String {
    switch result.outcome {
    case .applied: return "done"
    case .gone: return "the rate is not there any more"
    case .failed(let error): return "\(error)"
    case .uncertain(let text): return "not known whether it was written (\(text))"
    case .notTried(let text): return "not begun: \(text)"
    case .drifted where result.isMadeAlready:
      return "it is as planned already; nothing was written"
    case .drifted(let current, let fields):
      let before = result.step.change?.before
      let details = fields.map { field in
        "\(field.name) was \(before?[field]?.description ?? "?"), "
          + "is now \(current[field]?.description ?? "?")"
      }
      return "changed by someone else since it was read; left alone (\(details.joined(separator: "; ")))"
    case .taken(let holder):
      let planned = result.step.change?.after
      let details = (planned?.differences(from: holder) ?? []).map { field in
        "\(field.name) is \(holder[field]?.description ?? "?"), "
          + "was to be \(planned?[field]?.description ?? "?")"
      }
      return "another rate has the prefix by now (id \(holder.id ?? "?")); left alone "
        + "(\(details.isEmpty ? "it is the same in every field" : details.joined(separator: "; ")))"
    case .billingDrifted(let current):
      return "changed by someone else since they were read; left alone (they are now \(current))"
    }
  }
}

extension ApplyStep {
  /// The prefix by which a person finds the rate.
  fileprivate var name: String {
    guard let change else { return "billing" }
    return (change.before ?? change.after)?.prefix ?? "?"
  }
}

extension ApplyResult {
  /// Whether somebody else has made of the rate what an update would.
  fileprivate var isMadeAlready: Bool {
    guard case .drifted(let current, _) = outcome, let change = step.change, change.kind == .update,
      let after = change.after, !change.changedFields.isEmpty
    else { return false }
    return ReadBack.has(current, after, change.changedFields)
  }
}
