package import RateQL

/// Rates that are made up, the same for the same number of them: some whose order as text, without case, with
/// nulls or by a first field alone is another than their order.
package enum MadeRates {
  package static func rates(_ count: Int) -> [RateRecord] { (0..<max(0, count)).map(rate) }

  private static let names = [
    "Österreich", "österreich Mobil", "O'Higgins", "100% Mobile", "germany", "Germany", "GERMANY",
    "中国 \"移动\"", "a/b\\c", "Zimbabwe",
  ]
  private static let types = ["LOCAL", "NATIONAL", "INTERNATIONAL", "MOBILE"]
  private static let seconds = [60, 6, 1, 30, 100, 9, 10]
  /// At five digits.
  private static let prices: [Int64] = [
    950_000, 1_050_000, 1, 100_000, 0, 12_345, 9, 10_000_000, 2_000_000, 99_999, 60_000,
  ]

  private static func rate(_ number: Int) -> RateRecord {
    func price(_ step: Int) -> Value {
      .number(ExactDecimal(fixed: prices[(number * step + number / 7) % prices.count], scale: 5))
    }
    func length(_ step: Int) -> Value { .int(seconds[number * step % seconds.count]) }
    var rate = RateRecord()
    // Spread so that neither the order of creation nor that of numbers is the order of prefixes.
    rate[.prefix] = .text(String(200 + number * 7 % 10) + String(number * 13 % 1_000) + String(number))
    rate[.type] = .symbol(types[number * 3 % types.count])
    rate[.freeSeconds] = .int([0, 0, 9, 10][number % 4])
    rate[.gracePeriod] = .int([0, 3, 0, 12, 0][number % 5])
    rate[.interval1] = length(1)
    rate[.intervalN] = length(2)
    rate[.connectFee] = price(5)
    rate[.postcallSurcharge] = .percent(ExactDecimal(fixed: Int64(number % 3) * 500, scale: 5))
    rate[.price1] = price(3)
    rate[.priceN] = price(2)
    rate[.description] =
      number % 6 == 5 ? .null : .text(names[number % names.count] + (number < 10 ? "" : " \(number)"))
    return rate
  }
}
