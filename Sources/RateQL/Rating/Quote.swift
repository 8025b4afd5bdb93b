/// What one call would cost: the rate that bills it, the shorter prefixes that this one shadows, and the
/// charge.
package struct Quote: Sendable, Hashable {
  /// In international form, digits only.
  package let number: String
  /// In seconds.
  package let duration: ExactDecimal
  package let rounding: RoundingRule
  /// The rate with the longest prefix that starts the number; nil where no prefix does.
  package let winner: RateRecord?
  /// The rates with a shorter prefix that starts it too, longest first.
  package let shadowed: [RateRecord]
  /// Nil without a winner, and where the winner lacks one of ``missing``.
  package let charge: CallCharge?
  /// Fields of the winner that have no value and without which nothing of the cost is known.
  package let missing: [RateField]

  /// - Parameters:
  ///   - number: as ``PhoneNumber/normalized(_:)`` gives it.
  ///   - duration: in seconds.
  ///   - candidates: the rates that may bill it, the winner's connect fee among its fields where it is
  ///     known. Those whose prefix does not start the number are left out, the rest are sorted.
  package init(
    number: String, duration: ExactDecimal, candidates: [RateRecord],
    rounding: RoundingRule = .halfAwayFromZero
  ) throws(ChargeError) {
    if duration.isNegative { throw .negativeDuration }
    self.number = number
    self.duration = duration
    self.rounding = rounding
    let index = PrefixIndex(candidates.map { $0.prefix ?? "" })
    let matching = index.matches(number).map { candidates[$0] }
    winner = matching.first
    shadowed = Array(matching.dropFirst())
    missing = winner.map(RateTerms.missing) ?? []
    if let terms = winner.flatMap({ RateTerms($0) }) {
      charge = try CallCharge(terms, duration: duration, rounding: rounding)
    } else {
      charge = nil
    }
  }
}

extension Quote {
  /// The columns of the quote's one row, for CSV and JSON.
  package static let columns: [ResultColumn] = [
    ResultColumn(name: "number", type: .text),
    ResultColumn(name: "duration", type: .duration),
    ResultColumn(name: "prefix", type: .text),
    ResultColumn(name: "description", type: .text),
    ResultColumn(name: "shadowed", type: .list(.text)),
    ResultColumn(name: "within_grace", type: .bool),
    ResultColumn(name: "connect_fee", type: .decimal, mayBeUnknown: true),
    ResultColumn(name: "first_interval", type: .decimal),
    ResultColumn(name: "free_seconds", type: .decimal),
    ResultColumn(name: "further_count", type: .int),
    ResultColumn(name: "further_intervals", type: .decimal),
    ResultColumn(name: "surcharge", type: .decimal, mayBeUnknown: true),
    ResultColumn(name: "exact_cost", type: .decimal, mayBeUnknown: true),
    ResultColumn(name: "cost", type: .decimal, mayBeUnknown: true),
  ]

  /// One value for each of ``columns``; null where it is not known, or no rate bills the call.
  package var values: [Value] {
    let head: [Value] = [
      .text(number), .duration(duration), winner?[.prefix] ?? .null, winner?[.description] ?? .null,
      .list(shadowed.compactMap { $0[.prefix] }),
    ]
    guard let charge else {
      return head + Array(repeating: .null, count: Quote.columns.count - head.count)
    }
    return head + [
      .bool(charge.isWithinGrace),
      charge.connectFee.map { .number($0) } ?? .null,
      .exact(charge.firstInterval),
      .number(charge.freeSeconds),
      .number(charge.furtherCount),
      .exact(charge.further),
      charge.surcharge.map { .exact($0) } ?? .null,
      charge.total.map { .exact($0) } ?? .null,
      charge.rounded.map { .number($0) } ?? .null,
    ]
  }
}
