/// `quote`, `explain` and `rounding`.
extension Checker {
  mutating func checkQuote(_ number: Expression, _ duration: Expression) {
    expect(.text, of: number, in: .noRow, "the number of `quote`")
    refuseNoNumber(number)
    let found = checkType(duration, in: .noRow)
    guard found != .duration, found != .invalid else { return refuseNegativeCall(duration) }
    report(
      .wrongType(
        "the length of the call", wanted: ValueType.duration.description, found: found, at: duration.span,
        hint: found == .int ? "write it with its unit: `\(text(duration))s`" : "write it as `90s` or `2m30s`")
    )
  }

  /// What is explained is checked as if it ran, and changes nothing.
  mutating func checkExplained(_ statement: Statement) {
    switch statement.kind {
    case .query(let query):
      let before = edits
      checkStatementQuery(query)
      edits = edits.rewound(to: before)
    case .quote(let number, let duration): checkQuote(number, duration)
    default: report(.notExplained(at: statement.span))
    }
  }

  mutating func checkRounding(_ name: Name) {
    let rules = RoundingRule.allCases.map(\.rawValue)
    guard RoundingRule(rawValue: name.text.lowercased()) == nil else { return }
    report(.unknownRounding(name.text, rules, at: name.span))
  }
}
