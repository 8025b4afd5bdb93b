extension RailBreach {
  /// For a person: what stops the plan, the rates it is about, and what lets it through.
  package func text() -> String {
    var lines = ["the guard rail \(rail.flag) stops this: \(problem)"] + rows.map { "  \($0)" }
    if count > rows.count, !rows.isEmpty { lines.append("  … and \(count - rows.count) more") }
    lines.append("to let it through: \(flag)")
    return lines.joined(separator: "\n")
  }

  /// `132 rates would be deleted, 100 are allowed`.
  package var problem: String {
    let allowed = limit ?? ""
    let are = allowed == "1" ? "is" : "are"
    switch rail {
    case .maxChanges:
      return "\(count) \(count == 1 ? "change is" : "changes are") planned, \(allowed) \(are) allowed"
    case .maxDeletes:
      return "\(count) \(count == 1 ? "rate" : "rates") would be deleted, \(allowed) \(are) allowed"
    case .maxPriceChange:
      return "\(count) \(count == 1 ? "price" : "prices") would change by more than \(allowed)"
    case .zeroPrice:
      return "\(count) \(count == 1 ? "price" : "prices") would become 0"
    }
  }
}
