extension ChangePlan {
  /// Everything in the plan that the API would refuse, or that no call could ever meet, by rate and field.
  /// Prefixes that the server has already are looked up apart from this.
  package func faults() -> [PlanFault] {
    var faults: [PlanFault] = []
    for change in changes {
      guard let after = change.after else { continue }
      let changed = change.kind == .create ? RateFieldSet.writable : change.changedFields
      for field in changed {
        let value = after[field] ?? .null
        if let problem = FieldValue.problem(value, of: field) {
          faults.append(PlanFault(rate: change.label, field: field, problem: problem))
        } else if let problem = FieldValue.uncalled(value, of: field) {
          let hint = "`normalize(…)` makes digits of it"
          faults.append(PlanFault(rate: change.label, field: field, problem: "\(problem); \(hint)"))
        }
      }
      // The whole record is written, so an unknown type would go along.
      if change.kind == .update, !changed.contains(.type), let type = after[.type],
        let problem = FieldValue.problem(type, of: .type)
      {
        faults.append(PlanFault(rate: change.label, field: .type, problem: problem))
      }
    }
    return faults + doubledPrefixes()
  }

  /// Planned rates that would share a prefix.
  private func doubledPrefixes() -> [PlanFault] {
    var first: [String: Change] = [:]
    first.reserveCapacity(changes.count)
    var faults: [PlanFault] = []
    for change in changes {
      guard let prefix = change.after?.prefix else { continue }
      if let other = first[prefix] {
        faults.append(
          PlanFault(
            rate: change.label, field: .prefix,
            problem: "\(other.label) would have the prefix \(prefix) too"))
      } else {
        first[prefix] = change
      }
    }
    return faults
  }

  /// Prefixes that planned rates take anew, which no other rate may have, and who takes each.
  package var takers: [String: Change] {
    Dictionary(
      changes.compactMap { change in change.takenPrefix.map { ($0, change) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// A stored rate that keeps a prefix which the plan gives to another; nil where that is not so.
  package func clash(with stored: RateRecord, _ takers: [String: Change]) -> PlanFault? {
    guard let id = stored.id, let prefix = stored.prefix else { return nil }
    if let planned = change(id) {
      guard planned.after?.prefix == prefix else { return nil }
    }
    guard let taker = takers[prefix], taker.id != id else { return nil }
    return PlanFault(
      rate: taker.label, field: .prefix, problem: "the prefix \(prefix) belongs to a rate already (id \(id))")
  }
}
