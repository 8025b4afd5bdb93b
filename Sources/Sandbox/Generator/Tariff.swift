import RateQL

/// Prices, intervals and fees that a carrier might ask, in whole steps of 0.00001.
struct Tariff {
  private var random: SplitMix64
  private let landlines: [Int64]
  private let mobiles: [Int64]
  private let intervals: [(first: Int64, next: Int64)]
  private let plan: NumberingPlan

  init(random: SplitMix64, plan: NumberingPlan) {
    self.random = random
    self.plan = plan
    var landlines: [Int64] = []
    var mobiles: [Int64] = []
    var intervals: [(Int64, Int64)] = []
    for country in plan.countries {
      let range = Tariff.prices(of: country.tier)
      let landline = Int64(range.lowerBound + self.random.below(range.count))
      landlines.append(landline)
      mobiles.append(landline * Int64(110 + self.random.below(340)) / 100)
      intervals.append(Tariff.interval(&self.random))
    }
    (self.landlines, self.mobiles, self.intervals) = (landlines, mobiles, intervals)
  }

  mutating func rate(for node: PrefixTree.Node) -> RateFields {
    let isMobile = node.kind == .mobile
    let base = isMobile ? mobiles[node.country] : landlines[node.country]
    // The deeper, the further from the country's price; a few exchanges are far dearer.
    var price = base * Int64(1000 + random.below(60 + 120 * node.depth) - (30 + 60 * node.depth)) / 1000
    if node.depth > 0, random.chance(perMille: 15) { price *= Int64(2 + random.below(4)) }
    if random.chance(perMille: 350) { price -= price % 10 }
    if random.chance(perMille: 150) { price -= price % 100 }
    price = max(price, 10)
    let first = random.chance(perMille: 850) ? price : price * Int64(105 + random.below(45)) / 100
    let interval = random.chance(perMille: 900) ? intervals[node.country] : Tariff.interval(&random)

    var rate = RateFields()
    rate[.prefix] = .text(String(decoding: node.prefix, as: UTF8.self))
    rate[.type] = .text(type(of: node))
    rate[.freeSeconds] = .integer(sometimes(perMille: 20, [5, 10, 30]))
    rate[.gracePeriod] = .integer(sometimes(perMille: 40, [1, 2, 3, 5]))
    rate[.interval1] = .integer(interval.first)
    rate[.intervalN] = .integer(interval.next)
    rate[.connectFee] = .integer(sometimes(perMille: 120, [500, 1000, 1250, 2000, 3500, 5000, 10_000]))
    rate[.postcallSurcharge] = .integer(sometimes(perMille: 80, [1000, 2000, 2500, 5000, 10_000]))
    rate[.price1] = .integer(first)
    rate[.priceN] = .integer(price)
    rate[.description] = random.chance(perMille: 12) ? .null : .text(node.description)
    return rate
  }

  private func type(of node: PrefixTree.Node) -> String {
    switch node.kind {
    case .mobile: "MOBILE"
    case .local: "LOCAL"
    case .area, .country: plan.countries[node.country].code == "44" ? "NATIONAL" : "INTERNATIONAL"
    }
  }

  private mutating func sometimes(perMille: Int, _ values: [Int64]) -> Int64 {
    random.chance(perMille: perMille) ? random.pick(values) ?? 0 : 0
  }

  private static func interval(_ random: inout SplitMix64) -> (first: Int64, next: Int64) {
    switch random.below(100) {
    case ..<45: (60, 60)
    case ..<70: (1, 1)
    case ..<88: (30, 6)
    default: (60, 1)
    }
  }

  /// Landline prices in steps of 0.00001.
  private static func prices(of tier: NumberingPlan.Tier) -> Range<Int> {
    switch tier {
    case .near: 400..<2_500
    case .middle: 1_500..<9_000
    case .far: 7_000..<28_000
    case .remote: 22_000..<95_000
    case .satellite: 180_000..<850_000
    }
  }
}
