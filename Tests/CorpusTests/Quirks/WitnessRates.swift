import RateQL
import TestSupport

/// The corpus' own rates, and among them some that show up a server which compares or orders as text, without
/// case, with nulls first or last, or by a first field alone.
enum WitnessRates {
  static let all: [RateRecord] = {
    var rates = witnesses
    // Created in no order that any query asks for.
    for (place, rate) in SampleRates.all.enumerated() {
      rates.insert(rate, at: (place * 5 + 2) % rates.count)
    }
    return rates
  }()

  private static let witnesses: [RateRecord] = [
    rate("w1", "9", "LOCAL", "9.5", "10.5", fee: "0.3", "Zeta"),
    rate("w2", "10", "MOBILE", "10.5", "9.5", fee: "0", intervals: (10, 9), "germany"),
    rate(
      "w3", "4479", "MOBILE", "0.00001", "0.00001", fee: "0.05", intervals: (9, 100), "united kingdom mobile"),
    rate("w4", "447911", "NATIONAL", "0.1", "0.07", fee: "2.5", "UNITED KINGDOM"),
    rate("w5", "210", "LOCAL", "12", "2", fee: "0", surcharge: "0.1", intervals: (100, 60), nil),
    rate("w6", "21", "INTERNATIONAL", "2", "12", fee: "0.05", surcharge: "0.02", "O'Higgins, 100% \"Ñandú\""),
    rate("w7", "49151", "MOBILE", "0.11", "0.1", fee: "0", free: 9, "Germany mobile"),
    rate("w8", "500", "INTERNATIONAL", "0.0125", "0.0125", fee: "0", grace: 12, nil),
    rate("w9", "1213", "NATIONAL", "100.00001", "99.99999", fee: "0", free: 120, grace: 10, "中国 Mobile"),
  ]

  private static func rate(
    _ id: String, _ prefix: String, _ type: String, _ price1: String, _ priceN: String, fee: String,
    surcharge: String = "0", intervals: (first: Int, next: Int) = (60, 60), free: Int = 0, grace: Int = 0,
    _ description: String?
  ) -> RateRecord {
    SampleRates.rate(
      id, prefix, type, price1: price1, priceN: priceN, fee: fee, surcharge: surcharge, intervals: intervals,
      free: free, grace: grace, description)
  }
}
