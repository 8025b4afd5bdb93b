import RateQL
import TestSupport
import Testing

@Suite("Quotes")
struct QuoteTests {
  private func quote(
    _ number: String, _ seconds: Int, without fields: [RateField] = [],
    rounding: RoundingRule = .halfAwayFromZero
  ) throws -> Quote {
    let candidates = SampleRates.all.map { rate in
      var rate = rate
      for field in fields { rate[field] = nil }
      return rate
    }
    return try Quote(
      number: number, duration: ExactDecimal(seconds), candidates: candidates, rounding: rounding)
  }

  @Test("the winner, what it shadows, and every part")
  func whole() throws {
    let quote = try quote("447911123456", 125)
    #expect(quote.winner?.prefix == "44791")
    #expect(quote.shadowed.map(\.prefix) == ["447", "44"])
    #expect(
      quote.sentences == [
        "447911123456 is billed by the rate 44791 (United Kingdom Mobile O2), "
          + "the longest prefix that starts it.",
        "It shadows 447 (United Kingdom Mobile), 44 (United Kingdom).",
        "Connect fee: 0.05.",
        "First interval: 60 s at 0.12 a minute = 0.12.",
        "Further intervals: 1m5s left, rounded up to 2 × 60 s at 0.06 a minute = 0.12.",
        "Surcharge: 1% of that = 0.0029.",
        "Cost: 0.2929, exact.",
      ])
    #expect(Quote.columns.count == quote.values.count)
    #expect(value("cost", of: quote) == .number(ExactDecimal("0.2929") ?? .zero))
    #expect(value("shadowed", of: quote) == .list([.text("447"), .text("44")]))
    #expect(value("further_count", of: quote) == .int(2))
  }

  private func value(_ name: String, of quote: Quote) -> Value? {
    zip(Quote.columns, quote.values).first { $0.0.name == name }?.1
  }

  @Test("an unknown connect fee is told, and the cost is unknown")
  func unknownFee() throws {
    let quote = try quote("447911123456", 125, without: [.connectFee])
    #expect(quote.sentences.contains("Connect fee: not known."))
    #expect(quote.sentences.contains("Surcharge: 1% of that, of the connect fee too."))
    #expect(
      quote.sentences.last?.hasPrefix("Cost: 0.2424, plus an unknown connect fee") == true,
      "\(quote.sentences)")
    #expect(value("cost", of: quote) == .null)
    #expect(value("exact_cost", of: quote) == .null)
    #expect(value("further_intervals", of: quote) != .null)
    #expect(Quote.columns.first { $0.name == "cost" }?.mayBeUnknown == true)
  }

  @Test("free seconds, a call inside the first interval, and a grace period")
  func others() throws {
    let free = try quote("491512345", 65)
    #expect(free.sentences.contains("Free seconds: 5 of 10 used."))
    #expect(free.sentences.contains("Further intervals: none is begun."))
    let short = try quote("8811", 10)
    #expect(short.sentences.contains("Grace period: 3s, and the call is not shorter."))
    #expect(
      short.sentences.contains(
        "First interval: 60 s at 4.5 a minute, in full though the call is shorter = 4.5."))
    let grace = try quote("8811", 2)
    #expect(grace.sentences.suffix(2).last == "Cost: 0.")
    #expect(value("cost", of: grace) == .number(.zero))
    #expect(value("within_grace", of: grace) == .bool(true))
    #expect(try quote("8811", 10).sentences.contains("No shorter prefix starts it too."))
  }

  @Test("a sum without an end is told cut, and rounded by the rule in force")
  func rounding() throws {
    var rate = try #require(SampleRates.all.first)
    rate[.interval1] = .int(1)
    rate[.intervalN] = .int(1)
    let quote = try Quote(number: "12", duration: .one, candidates: [rate])
    #expect(
      quote.sentences.suffix(2) == [
        "Exact sum: 0.0003333333….", "Cost: 0.00033, rounded to five digits, half away from zero.",
      ])
    let even = try Quote(number: "12", duration: .one, candidates: [rate], rounding: .halfEven)
    #expect(even.sentences.last == "Cost: 0.00033, rounded to five digits, half to even.")
  }

  @Test("no rate, or one that lacks a price")
  func nothing() throws {
    let none = try quote("77", 60)
    #expect(none.winner == nil)
    #expect(none.sentences.count == 1)
    #expect(none.values.count == Quote.columns.count)
    let broken = try quote("44", 60, without: [.price1, .intervalN])
    #expect(broken.charge == nil)
    #expect(broken.missing == [.intervalN, .price1])
    #expect(broken.sentences.last?.contains("interval_n, price_1") == true)
    #expect(throws: ChargeError.negativeDuration) { try quote("44", -1) }
  }
}
