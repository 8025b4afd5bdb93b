import RateQL
import TestSupport
import Testing

@Suite("The cost of a call")
struct CallChargeTests {
  private func decimal(_ text: String) -> ExactDecimal { ExactDecimal(text) ?? .zero }

  private func terms(
    grace: Int = 0, intervals: (Int, Int) = (60, 60), free: Int = 0, price1: String = "0.12",
    priceN: String = "0.06", fee: String? = "0.05", surcharge: String = "0"
  ) throws -> RateTerms {
    try #require(
      RateTerms(
        SampleRates.rate(
          "x", "1", "LOCAL", price1: price1, priceN: priceN, fee: fee, surcharge: surcharge,
          intervals: (first: intervals.0, next: intervals.1), free: free, grace: grace, nil)))
  }

  @Test("the figure that is worked by hand, part by part")
  func worked() throws {
    let charge = try CallCharge(terms(surcharge: "0.01"), duration: ExactDecimal(125))
    #expect(!charge.isWithinGrace)
    #expect(charge.connectFee == decimal("0.05"))
    #expect(charge.firstInterval.decimal == decimal("0.12"))
    #expect(charge.freeSeconds == .zero)
    #expect(charge.secondsLeft == ExactDecimal(65))
    #expect(charge.furtherCount == ExactDecimal(2))
    #expect(charge.further.decimal == decimal("0.12"))
    #expect(charge.surcharge?.decimal == decimal("0.0029"))
    #expect(charge.total?.decimal == decimal("0.2929"))
    #expect(charge.rounded == decimal("0.2929"))
  }

  @Test(
    "each rule at its edge",
    arguments: [
      // Grace 3 s, intervals 30/6, 10 free seconds: 0.12 a minute, then 0.06, fee 0.05.
      ("0", "0"), ("2.999", "0"), ("3", "0.11"), ("30", "0.11"), ("40", "0.11"), ("40.5", "0.116"),
      ("41", "0.116"), ("46", "0.116"), ("46.001", "0.122"), ("52", "0.122"), ("53", "0.128"),
    ])
  func edges(_ seconds: String, _ expected: String) throws {
    let terms = try terms(grace: 3, intervals: (30, 6), free: 10)
    let charge = try CallCharge(terms, duration: decimal(seconds))
    #expect(charge.total?.decimal == decimal(expected))
    #expect(try CallCharge.total(terms, duration: decimal(seconds))?.decimal == decimal(expected))
  }

  @Test("an unknown connect fee is not 0: the total is unknown, what is known is told")
  func unknownFee() throws {
    let terms = try terms(grace: 5, fee: nil, surcharge: "0.1")
    let charge = try CallCharge(terms, duration: ExactDecimal(60))
    #expect(charge.total == nil)
    #expect(charge.rounded == nil)
    #expect(charge.surcharge == nil)
    #expect(charge.connectFee == nil)
    #expect(charge.known.decimal == decimal("0.132"))
    #expect(try CallCharge.total(terms, duration: ExactDecimal(60)) == nil)
    // Below the grace period not even the fee is charged.
    #expect(try CallCharge(terms, duration: ExactDecimal(4)).total?.isZero == true)
    #expect(try CallCharge.total(terms, duration: ExactDecimal(4))?.isZero == true)
  }

  @Test("rounded once, by the rule in force")
  func rounding() throws {
    // 1 s at 0.0003 a minute and then 1 s at 0.0006: 0.000005 and 0.00001.
    let terms = try terms(intervals: (1, 1), price1: "0.0003", priceN: "0.0006", fee: "0")
    let one = try CallCharge(terms, duration: .one, rounding: .halfEven)
    #expect(one.rounded == .zero)
    #expect(try CallCharge(terms, duration: .one).rounded == decimal("0.00001"))
    #expect(try CallCharge(terms, duration: ExactDecimal(2)).rounded == decimal("0.00002"))
  }

  @Test("what can't be counted is an error")
  func faults() throws {
    #expect(throws: ChargeError.negativeDuration) {
      try CallCharge(terms(), duration: ExactDecimal(-1))
    }
    #expect(throws: ChargeError.term(.intervalN)) {
      try CallCharge(terms(intervals: (60, 0)), duration: .one)
    }
    #expect(throws: ChargeError.arithmetic(.overflow)) {
      try CallCharge(terms(), duration: ExactDecimal(significand: .max, scale: 0))
    }
    #expect(RateTerms(RateRecord()) == nil)
  }

  @Test("the parts and the quick total agree")
  func property() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    func price() -> String {
      ExactDecimal(fixed: Int64.random(in: 0...500_000, using: &random), scale: 5).description
    }
    for step in 0..<3_000 {
      let intervals = (Int.random(in: 1...90, using: &random), Int.random(in: 1...90, using: &random))
      let terms = try terms(
        grace: .random(in: 0...5, using: &random), intervals: intervals,
        free: .random(in: 0...30, using: &random), price1: price(), priceN: price(), fee: price(),
        surcharge: price())
      let duration = ExactDecimal(fixed: .random(in: 0...4_000, using: &random), scale: 1)
      let charge = try CallCharge(terms, duration: duration)
      let note: Comment = "seed \(seed), step \(step): \(terms) for \(duration) s"
      #expect(try CallCharge.total(terms, duration: duration) == charge.total, note)
      let sum = try ExactFraction(charge.connectFee ?? .zero).adding(charge.firstInterval)
        .adding(charge.further).adding(#require(charge.surcharge))
      #expect(sum == charge.total, note)
      // Every second is paid for, is free, or lies in the first interval; none is paid for twice.
      if !charge.isWithinGrace {
        let billed = try charge.furtherCount.multiplied(by: terms.intervalN)
        #expect(billed >= charge.secondsLeft, note)
        #expect(try billed.subtracting(terms.intervalN) < charge.secondsLeft || billed.isZero, note)
      }
    }
  }

  @Test(
    "the calls of the shared deck cost what is expected there",
    .enabled(if: SharedDecks.file("calls-5k.csv") != nil, "the shared decks are not here"))
  func deck() throws {
    let deck = try SharedDecks.rows(#require(SharedDecks.file("world-20k.csv")))
    let rates = deck.map { cells in
      SampleRates.rate(
        nil, cells[0], "LOCAL", price1: cells[2], priceN: cells[2], fee: cells[3],
        intervals: (first: Int(cells[4]) ?? 0, next: Int(cells[5]) ?? 0), cells[1])
    }
    let index = PrefixIndex(deck.map { $0[0] })
    var checked = 0
    for call in try SharedDecks.rows(#require(SharedDecks.file("calls-5k.csv"))) {
      guard call[2] == "OUTBOUND_CALL", call[5] == "1" else { continue }
      var callee = call[4]
      if callee.hasPrefix("sip:") { callee = String(callee.dropFirst(4).prefix { $0 != "@" }) }
      var number = try #require(PhoneNumber.normalized(callee), "\(call)")
      if number.hasPrefix("011") { number.removeFirst(3) }
      let candidates = index.matches(number).map { rates[$0] }
      let quote = try Quote(
        number: number, duration: decimal(call[6]), candidates: candidates, rounding: .halfEven)
      #expect(quote.winner?.prefix == call[7], "\(call)")
      #expect(quote.charge?.rounded == decimal(call[8]), "\(call)")
      checked += 1
    }
    #expect(checked == 3_765)
  }
}
