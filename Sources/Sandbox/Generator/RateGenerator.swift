import RateQL

/// Makes up a rate table that looks like a carrier's: every country, its mobile ranges and its areas, then
/// deeper and deeper prefixes as more are wanted. The same seed and count give the same table.
///
/// The PBX stands in London: calls there are LOCAL, those to the rest of the United Kingdom NATIONAL.
struct RateGenerator {
  private let seed: UInt64
  private let plan: NumberingPlan

  init(seed: UInt64, plan: NumberingPlan = .world) {
    self.seed = seed
    self.plan = plan
  }

  /// `count` rates with different prefixes, by prefix.
  func rates(count: Int) -> [RateFields] {
    var tree = PrefixTree(plan: plan, random: SplitMix64(seed: seed))
    var nodes = tree.nodes(count: max(0, count))
    nodes.sort { $0.prefix.lexicographicallyPrecedes($1.prefix) }
    var tariff = Tariff(random: SplitMix64(seed: SplitMix64.mix(seed)), plan: plan)
    return nodes.map { tariff.rate(for: $0) }
  }
}
