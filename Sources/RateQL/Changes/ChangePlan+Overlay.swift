extension ChangePlan {
  /// The rates that the plan creates or changes, as they would be.
  package func plannedRates() -> RateBatch {
    var batch = RateBatch()
    for change in changes {
      if let after = change.after { batch.append(after) }
    }
    return batch
  }

  /// Whether the server has a rate by that id, planned ones aside.
  package func isStored(_ id: String) -> Bool {
    if case .existing = key(id) { return true }
    return false
  }

  /// The rate as the plan leaves it, where it has a part in it.
  package func current(_ id: String) -> RateRecord? { change(id)?.after }
}
