package import RateQL

/// A guard rail that a plan runs against.
package struct RailBreach: Sendable, Hashable {
  package var rail: GuardRails.Rail
  /// What there is of it in the plan: changes, deletions, or prices.
  package var count: Int
  /// What is allowed, as the flag's value has it: `100`, `50%`; nil for a rail that has no number.
  package var limit: String?
  /// The rates it speaks of, the most extreme first; at most ``namedRows``.
  package var rows: [String]
  /// What lets just this plan through: `--max-price-change 317%`.
  package var flag: String

  /// How many rows are named.
  package static let namedRows = 10
}

extension GuardRails {
  /// The rails that stop the plan, which is folded already.
  package func breaches(_ plan: ChangePlan) -> [RailBreach] {
    breaches(plan.changes, billing: plan.billing)
  }

  package func breaches(_ changes: [Change], billing: BillingChange? = nil) -> [RailBreach] {
    [
      tooManyChanges(changes, billing), tooManyDeletes(changes), tooLargePriceChanges(changes),
      zeroPrices(changes),
    ].compactMap(\.self)
  }

  private func tooManyChanges(_ changes: [Change], _ billing: BillingChange?) -> RailBreach? {
    let count = changes.count + (billing == nil ? 0 : 1)
    guard let maxChanges, count > maxChanges else { return nil }
    let rows = changes.prefix(RailBreach.namedRows).map { "\($0.label): \($0.kind.rawValue)" }
    return RailBreach(
      rail: .maxChanges, count: count, limit: "\(maxChanges)", rows: rows,
      flag: "\(Rail.maxChanges.flag) \(count)")
  }

  private func tooManyDeletes(_ changes: [Change]) -> RailBreach? {
    let deletes = changes.filter { $0.kind == .delete }
    guard let maxDeletes, deletes.count > maxDeletes else { return nil }
    return RailBreach(
      rail: .maxDeletes, count: deletes.count, limit: "\(maxDeletes)",
      rows: deletes.prefix(RailBreach.namedRows).map(\.label),
      flag: "\(Rail.maxDeletes.flag) \(deletes.count)")
  }

  private func tooLargePriceChanges(_ changes: [Change]) -> RailBreach? {
    guard let maxPriceChange else { return nil }
    let moves = changes.flatMap(PriceMove.moves).filter { $0.exceeds(maxPriceChange) }
    guard !moves.isEmpty else { return nil }
    // The sort is stable: equals keep the plan's order. A change beyond measure comes first.
    let sorted = moves.sorted { a, b in
      guard let a = a.distance else { return b.distance != nil }
      return b.distance.map { a > $0 } ?? false
    }
    return RailBreach(
      rail: .maxPriceChange, count: moves.count, limit: Percent.text(maxPriceChange),
      rows: sorted.prefix(RailBreach.namedRows).map(\.text),
      flag: "\(Rail.maxPriceChange.flag) \(PriceMove.limit(for: moves).map { "\($0)%" } ?? "none")")
  }

  private func zeroPrices(_ changes: [Change]) -> RailBreach? {
    guard !allowsZeroPrice else { return nil }
    var rows: [(row: String, before: ExactDecimal)] = []
    for change in changes {
      for field in [RateField.price1, .priceN] {
        guard let after = change.after?[field]?.decimal, after.isZero else { continue }
        let before = change.before?[field]?.decimal
        guard before?.isZero != true else { continue }
        let old = change.before.map { "\($0[field]?.description ?? "?") → " } ?? ""
        rows.append(("\(change.label): \(field.name) \(old)0", before ?? .zero))
      }
    }
    guard !rows.isEmpty else { return nil }
    let sorted = rows.sorted { $0.before > $1.before }
    return RailBreach(
      rail: .zeroPrice, count: rows.count, limit: nil,
      rows: sorted.prefix(RailBreach.namedRows).map(\.row), flag: Rail.zeroPrice.flag)
  }
}
