import RateQL

extension ApplyReport {
  /// The report for a person: what was done, then each rate that was tried and not written, and why, then the
  /// prefixes of those that were not begun.
  package func text() -> String {
    var lines = [summary]
    var notBegun: [(reason: String, prefixes: [String])] = []
    for result in problems {
      guard case .notTried(let reason) = result.outcome else {
        lines.append("  " + line(result))
        continue
      }
      if let place = notBegun.firstIndex(where: { $0.reason == reason }) {
        notBegun[place].prefixes.append(result.change.prefixes)
      } else {
        notBegun.append((reason, [result.change.prefixes]))
      }
    }
    for (reason, prefixes) in notBegun {
      let more = prefixes.count - ApplyReport.namedPrefixes
      lines.append(
        "  \(prefixes.count) not begun (\(reason)): "
          + prefixes.prefix(ApplyReport.namedPrefixes).joined(separator: ", ")
          + (more > 0 ? " … and \(more) more" : ""))
    }
    switch billing {
    case nil, .applied: break
    case .drifted: lines.append("  billing: changed by someone else since it was read; left alone")
    case .failed(let error): lines.append("  billing: \(error)")
    case .notTried(let reason): lines.append("  billing: not begun: \(reason)")
    }
    return lines.joined(separator: "\n")
  }

  /// How many of the rates that were not begun are named.
  private static let namedPrefixes = 2_000

  private var summary: String {
    var parts: [String] = []
    for (kind, word) in [(Change.Kind.create, "created"), (.update, "updated"), (.delete, "deleted")] {
      let count = results.count { result in
        if case .applied = result.outcome { return result.change.kind == kind }
        return false
      }
      if count > 0 { parts.append("\(count) \(word)") }
    }
    if billing == .applied { parts.append("billing settings changed") }
    var text = parts.isEmpty ? "Nothing was changed" : "Applied: " + parts.joined(separator: ", ")
    let left = problems.count + (billing == nil || billing == .applied ? 0 : 1)
    if left > 0 { text += "; \(left) not applied:" } else { text += "." }
    return wasInterrupted ? "Interrupted. " + text : text
  }

  private func line(_ result: ChangeResult) -> String {
    "\(result.change.label): \(reason(result))"
  }

  private func reason(_ result: ChangeResult) -> String {
    switch result.outcome {
    case .applied: return "done"
    case .gone: return "the rate is not there any more"
    case .failed(let error): return "\(error)"
    case .uncertain(let text):
      return "not known whether it was written (\(text)); look at the rate before trying again"
    case .notTried(let text): return "not begun: \(text)"
    case .drifted(let current, let fields):
      let details = fields.map { field in
        let planned = result.change.before?[field]?.description ?? "?"
        return "\(field.name) was \(planned), is now \(current[field]?.description ?? "?")"
      }
      return "changed by someone else since it was read; left alone (\(details.joined(separator: "; ")))"
    }
  }
}

extension Change {
  /// The prefix by which a person finds the rate.
  fileprivate var prefixes: String { (before ?? after)?.prefix ?? "?" }
}
