/// `NAME = VALUE` beside `VALUE = VALUE`: which of the two is meant must be plain.
extension Checker {
  /// A comparison behind the `=` that assigns, and a text where a name is due.
  ///
  /// - Returns: whether something was reported, so that the value is not looked at.
  mutating func refuseUnclear(_ item: SelectItem) -> Bool {
    refuseUnclear(item.name, item.value, isBracketed: item.isBracketed, isUnnamed: item.isUnnamed)
  }

  mutating func refuseUnclear(_ assignment: Assignment) -> Bool {
    refuseUnclear(
      assignment.target, assignment.value, isBracketed: assignment.isBracketed,
      isUnnamed: assignment.isUnnamed)
  }

  private mutating func refuseUnclear(
    _ name: Name, _ value: Expression, isBracketed: Bool, isUnnamed: Bool
  ) -> Bool {
    guard !isBracketed, case .binary(.equal, let left, let right) = value.kind else { return false }
    if isUnnamed {
      guard case .literal(.text(let quoted)) = left.kind else { return false }
      report(.nameInQuotes(quoted, mayCompare: true, at: left.span))
      return true
    }
    // `==` can't be taken for an assignment.
    guard sources.text(Span(left.span.end, right.span.start)).filter({ $0 == "=" }).count == 1 else {
      return false
    }
    report(
      .openComparison(name.text, hint: clearHint(name, value, left, text(right)), at: value.span))
    return true
  }

  private func clearHint(_ name: Name, _ value: Expression, _ left: Expression, _ right: String) -> String {
    if case .name(let other) = left.kind {
      if Words.areSame(other.text, name.text) { return "write `\(name.text) = \(right)`" }
      if RateField(name: name.text) != nil, RateField(name: other.text) != nil {
        return "to give both the value, write `\(name.text) = \(right), \(other.text) = \(right)`"
      }
    }
    return "write `\(name.text) = (\(text(value)))`"
  }
}
