package import RateQL

/// The small table that tests run on; `grammar/corpus/README.md` shows it.
package enum SampleRates {
  package static let all: [RateRecord] = [
    rate("a01", "1", "NATIONAL", price1: "0.02", priceN: "0.01", fee: "0", "United States"),
    rate("a02", "1212", "LOCAL", price1: "0.008", priceN: "0.008", fee: "0", "New York"),
    rate("b01", "44", "INTERNATIONAL", price1: "0.012", priceN: "0.012", fee: "0.05", "United Kingdom"),
    rate("b02", "447", "MOBILE", price1: "0.09", priceN: "0.08", fee: "0.05", "United Kingdom Mobile"),
    rate(
      "b03", "44791", "MOBILE", price1: "0.12", priceN: "0.06", fee: "0.05", surcharge: "0.01",
      "United Kingdom Mobile O2"),
    rate(
      "b04", "4470", "INTERNATIONAL", price1: "0.35", priceN: "0.35", fee: "0.1", intervals: (30, 6),
      "United Kingdom Personal"),
    rate("c01", "49", "INTERNATIONAL", price1: "0.015", priceN: "0.0125", fee: "0", "Germany"),
    rate("c02", "4915", "MOBILE", price1: "0.11", priceN: "0.1", fee: "0", free: 10, "Germany Mobile"),
    rate(
      "d01", "881", "INTERNATIONAL", price1: "4.5", priceN: "4.5", fee: "1", grace: 3,
      "Global Mobile Satellite"),
    rate("e01", "999", "LOCAL", price1: "0", priceN: "0", fee: "0", nil),
  ]

  package static func store() -> InMemoryRateStore { InMemoryRateStore(name: "sample", records: all) }

  package static func rate(
    _ id: String?, _ prefix: String, _ type: String, price1: String, priceN: String, fee: String?,
    surcharge: String = "0", intervals: (first: Int, next: Int) = (60, 60), free: Int = 0, grace: Int = 0,
    _ description: String?
  ) -> RateRecord {
    func number(_ text: String) -> ExactDecimal { ExactDecimal(text) ?? .zero }
    var record = RateRecord()
    record[.id] = id.map { .text($0) }
    record[.prefix] = .text(prefix)
    record[.type] = .symbol(type)
    record[.freeSeconds] = .int(free)
    record[.gracePeriod] = .int(grace)
    record[.interval1] = .int(intervals.first)
    record[.intervalN] = .int(intervals.next)
    record[.connectFee] = fee.map { .number(number($0)) }
    record[.postcallSurcharge] = .percent(number(surcharge))
    record[.price1] = .number(number(price1))
    record[.priceN] = .number(number(priceN))
    record[.description] = description.map { .text($0) } ?? .null
    return record
  }
}
