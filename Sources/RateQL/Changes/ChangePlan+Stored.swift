extension ChangePlan {
  /// The plan of changes that were folded before, as a plan file or a journal keeps them, in their order.
  /// What is edited on top of it folds as if the plan had never been away.
  ///
  /// A create is known by the id of the rate it makes, `(new 3)`; one that has none is given the next. Of
  /// two changes of one rate the later is taken.
  ///
  /// - Parameters:
  ///   - unchanged: how many rates the edits chose and left as they were.
  ///   - roundingRules: the rules by which values lost digits.
  package init(
    changes: [Change], billing: BillingChange? = nil, unchanged: Int = 0,
    roundingRules: Set<RoundingRule> = []
  ) {
    self.init()
    self.billing = billing
    self.roundingRules = roundingRules
    storedUnchanged = max(unchanged, 0)
    createdCount = changes.compactMap(\.plannedNumber).max() ?? 0
    reserve(changes.count)
    for change in changes {
      var change = change
      let key: Key
      if let id = change.id {
        key = .existing(id)
        untouched.insert(id)
      } else if change.after != nil {
        key = newKey(change)
        if case .new(let number) = key { change.after?[.id] = .text(ChangePlan.newID(number)) }
      } else {
        continue
      }
      self[key] = change
      if let prefix = change.before?.prefix, change.kind == .delete { deletedByPrefix[prefix] = key }
    }
  }

  /// The number that the change has already, or the next.
  private mutating func newKey(_ change: Change) -> Key {
    if let number = change.plannedNumber, self[.new(number)] == nil { return .new(number) }
    createdCount += 1
    return .new(createdCount)
  }
}

extension Change {
  /// Far more than a plan holds, and far from where counting on would overflow.
  private static let largestNumber = 1_000_000_000

  /// The number of a planned rate: 3 of `(new 3)`. Nil for a stored rate, and for one that has none yet.
  package var plannedNumber: Int? {
    guard id == nil, let text = after?.id, let number = ChangePlan.newNumber(text) else { return nil }
    return (1...Change.largestNumber).contains(number) && ChangePlan.newID(number) == text ? number : nil
  }
}
