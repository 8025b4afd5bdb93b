import BulkEdit
import RateQL
import TestSupport
import Testing

/// Prices of one update or create; what is nil is not known.
private func rate(_ id: String?, _ prefix: String, _ values: [RateField: Value]) -> RateRecord {
  var record = RateRecord()
  record[.id] = id.map { .text($0) }
  record[.prefix] = .text(prefix)
  for (field, value) in values { record[field] = value }
  return record
}

private func number(_ text: String) -> Value { PlanSamples.number(text) }

private func update(_ id: String, _ before: Value?, _ after: Value?) -> Change {
  update(id, .priceN, before, after)
}

private func update(_ id: String, _ field: RateField, _ before: Value?, _ after: Value?) -> Change {
  Change(
    id: id, before: rate(id, "4\(id)", before.map { [field: $0] } ?? [:]),
    after: rate(id, "4\(id)", after.map { [field: $0] } ?? [:]), origins: [])
}

private func deletion(_ number: Int) -> Change {
  Change(id: "d\(number)", before: rate("d\(number)", "9\(number)", [:]), after: nil, origins: [])
}

private func creation(_ prefix: String, _ values: [RateField: Value]) -> Change {
  Change(id: nil, before: nil, after: rate(nil, prefix, values), origins: [])
}

private func texts(_ rails: GuardRails, _ changes: [Change]) -> String {
  rails.breaches(ChangePlan(changes: changes)).map { $0.text() }.joined(separator: "\n")
}

@Suite("Guard rails")
struct GuardRailsTests {
  private func fraction(_ text: String) -> ExactDecimal? { ExactDecimal(text) }

  @Test("the usual ones")
  func usual() {
    let rails = GuardRails()
    #expect(rails.maxChanges == 5_000)
    #expect(rails.maxDeletes == 100)
    #expect(rails.maxPriceChange == fraction("0.5"))
    #expect(!rails.allowsZeroPrice)
  }

  @Test("a surcharge moves a price by what it does to the whole call")
  func surcharge() {
    func change(_ before: String, _ after: String) -> [Change] {
      [
        update(
          "1", .postcallSurcharge, .percent(ExactDecimal(before) ?? .zero),
          .percent(ExactDecimal(after) ?? .zero))
      ]
    }
    #expect(texts(GuardRails(), change("0.01", "0.02")) == "")
    #expect(texts(GuardRails(), change("0", "0.5")) == "")
    #expect(
      texts(GuardRails(), change("0", "9"))
        == """
        the guard rail --max-price-change stops this: 1 price would change by more than 50%
          rate 41 (id 1): postcall_surcharge 0% → 900%, +900%
        to let it through: --max-price-change 900%
        """)
  }

  @Test("changes of every kind count, billing too; as many as are allowed pass")
  func changes() throws {
    var rails = GuardRails()
    rails.maxChanges = 3
    let three = [deletion(1), update("1", number("1"), number("1.1")), creation("5", [:])]
    let billing = BillingChange(
      before: BillingSettings(enabled: true, account: "USER", type: "ONLINE"),
      after: BillingSettings(enabled: false, account: "USER", type: "ONLINE"), origins: [])
    #expect(rails.breaches(ChangePlan(changes: three)).isEmpty)
    let breach = try #require(rails.breaches(ChangePlan(changes: three, billing: billing)).first)
    #expect(
      breach.text() == """
        the guard rail --max-changes stops this: 4 changes are planned, 3 are allowed
          rate 91 (id d1): delete
          rate 41 (id 1): update
          new rate 5: create
          … and 1 more
        to let it through: --max-changes 4
        """)
    rails.maxChanges = 4
    #expect(rails.breaches(ChangePlan(changes: three, billing: billing)).isEmpty)
    rails.maxChanges = nil
    #expect(rails.breaches(ChangePlan(changes: three, billing: billing)).isEmpty)
  }

  @Test("deletions")
  func deletes() {
    let changes = (1...132).map(deletion)
    #expect(
      texts(GuardRails(), changes) == """
        the guard rail --max-deletes stops this: 132 rates would be deleted, 100 are allowed
          rate 91 (id d1)
          rate 92 (id d2)
          rate 93 (id d3)
          rate 94 (id d4)
          rate 95 (id d5)
          rate 96 (id d6)
          rate 97 (id d7)
          rate 98 (id d8)
          rate 99 (id d9)
          rate 910 (id d10)
          … and 122 more
        to let it through: --max-deletes 132
        """)
    #expect(texts(GuardRails(maxDeletes: 132), changes) == "")
    #expect(texts(GuardRails(maxDeletes: nil), changes) == "")
    #expect(texts(GuardRails(), Array(changes.prefix(100))) == "")
    #expect(
      texts(GuardRails(maxDeletes: 0), [deletion(1)]) == """
        the guard rail --max-deletes stops this: 1 rate would be deleted, 0 are allowed
          rate 91 (id d1)
        to let it through: --max-deletes 1
        """)
  }

  @Test("prices that rise or fall too far, the farthest first")
  func prices() {
    let changes = [
      update("a", number("0.02"), number("0.03")),  // just +50 %
      update("b", number("0.02"), number("0.030001")),
      update("c", number("0.012"), number("0.05")),
      update("d", .connectFee, number("1"), number("0.2")),
      update("e", .price1, number("3"), number("1")),
      // No percent can be told of these.
      update("f", number("0"), number("9")), update("g", nil, number("9")),
      update("h", .null, number("9")), update("i", number("9"), nil), creation("7", [.priceN: number("9")]),
      // Not a price.
      update("j", .interval1, number("1"), number("60")),
    ]
    #expect(
      texts(GuardRails(), changes) == """
        the guard rail --max-price-change stops this: 4 prices would change by more than 50%
          rate 4c (id c): price_n 0.012 → 0.05, +316.67%
          rate 4d (id d): connect_fee 1 → 0.2, -80%
          rate 4e (id e): price_1 3 → 1, -66.67%
          rate 4b (id b): price_n 0.02 → 0.030001, +50.01%
        to let it through: --max-price-change 317%
        """)
    #expect(texts(GuardRails(maxPriceChange: fraction("3.17")), changes) == "")
    #expect(texts(GuardRails(maxPriceChange: fraction("3.16")), changes) != "")
    #expect(texts(GuardRails(maxPriceChange: nil), changes) == "")
  }

  @Test("what is too far to be worked out is stopped, and lifted by none alone")
  func beyond() {
    let huge = Value.number(ExactDecimal(significand: .max, scale: 0))
    let tiny = Value.number(ExactDecimal(significand: 1, scale: 30))
    #expect(
      texts(GuardRails(), [update("a", tiny, huge), update("b", number("1"), number("2"))]) == """
        the guard rail --max-price-change stops this: 2 prices would change by more than 50%
          rate 4a (id a): price_n 0.000000000000000000000000000001 → 170141183460469231731687303715884105727
          rate 4b (id b): price_n 1 → 2, +100%
        to let it through: --max-price-change none
        """)
    #expect(
      texts(
        GuardRails(maxPriceChange: .zero), [update("a", number("100000"), number("100000.00001"))]) == """
          the guard rail --max-price-change stops this: 1 price would change by more than 0%
            rate 4a (id a): price_n 100000 → 100000.00001, +<0.01%
          to let it through: --max-price-change 1%
          """)
  }

  @Test("prices that become 0, the dearest first; created ones too, and a fee may")
  func zero() {
    let rails = GuardRails(maxPriceChange: nil)
    let changes = [
      update("a", number("0.02"), number("0")), update("b", .price1, number("3"), number("0")),
      update("c", number("0"), number("0")), update("d", .connectFee, number("1"), number("0")),
      creation("5", [.priceN: number("0"), .price1: number("1")]), update("e", nil, number("0")),
    ]
    #expect(
      texts(rails, changes) == """
        the guard rail --allow-zero-price stops this: 4 prices would become 0
          rate 4b (id b): price_1 3 → 0
          rate 4a (id a): price_n 0.02 → 0
          new rate 5: price_n 0
          rate 4e (id e): price_n ? → 0
        to let it through: --allow-zero-price
        """)
    #expect(texts(GuardRails(maxPriceChange: nil, allowsZeroPrice: true), changes) == "")
  }

  @Test("each rail that trips is told, in the flags' order")
  func several() {
    let rails = GuardRails(maxChanges: 1, maxDeletes: 0)
    let plan = ChangePlan(changes: [deletion(1), update("a", number("1"), number("0"))])
    #expect(rails.breaches(plan).map(\.rail) == [.maxChanges, .maxDeletes, .maxPriceChange, .zeroPrice])
    #expect(GuardRails.none.breaches(plan).isEmpty)
    #expect(rails.breaches(ChangePlan()).isEmpty)
  }

  @Test(
    "the flag that is offered lets the plan through, and one less does not",
    arguments: 0..<300 as Range<UInt64>)
  func offered(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let changes = (0..<Int.random(in: 1...4, using: &random)).map { index in
      let before = Int64.random(in: 1...1_000_000, using: &random)
      let after = Int64.random(in: 0...(seed.isMultiple(of: 2) ? 10_000_000 : 3 * before), using: &random)
      return update(
        "\(index)", .number(ExactDecimal(fixed: before, scale: 5)),
        .number(ExactDecimal(fixed: after, scale: 5)))
    }
    let plan = ChangePlan(changes: changes)
    var rails = GuardRails(maxPriceChange: .zero, allowsZeroPrice: true)
    guard let breach = rails.breaches(plan).first else { return }
    let value = try #require(breach.flag.split(separator: " ").last).description
    let limit = try #require(try GuardRails.percent(value))
    rails.maxPriceChange = limit
    #expect(rails.breaches(plan).isEmpty, "seed \(seed): \(breach.text())")
    rails.maxPriceChange = try limit.subtracting(ExactDecimal(significand: 1, scale: 2))
    #expect(!rails.breaches(plan).isEmpty, "seed \(seed): \(breach.text())")
  }
}
