import RateQL
import TestSupport
import Testing

@Suite("Values on their way into a field")
struct FieldValueTests {
  private func problem(_ text: String, _ field: RateField) throws -> String? {
    let number = try #require(ExactDecimal(text))
    return FieldValue.problem(field.type == .percent ? .percent(number) : .number(number), of: field)
  }

  @Test(
    "digits that the API has no place for are a problem",
    arguments: [
      ("0.123456", .connectFee, "it would be 0.123456, the API keeps 5 digits after the point"),
      ("0.000001", .priceN, "it would be 0.000001, the API keeps 5 digits after the point"),
      ("0.012345678", .postcallSurcharge, "it would be 1.2345678%, the API keeps 5 digits of its fraction"),
      ("1.5", .interval1, "it would be 1.5, the API takes whole numbers"),
      ("0.123450", .connectFee, nil), ("0.00001", .price1, nil), ("0.01234", .postcallSurcharge, nil),
      ("60.0", .intervalN, nil), ("0", .connectFee, nil),
      ("-0.000001", .priceN, "it would be -0.000001, the API takes no less than 0"),
    ] as [(String, RateField, String?)])
  func digits(_ text: String, _ field: RateField, _ wanted: String?) throws {
    #expect(try problem(text, field) == wanted)
  }

  @Test("a plan with such values has faults, of what it changes alone")
  func faults() throws {
    var before = SampleRates.all[2]
    before[.price1] = .number(try #require(ExactDecimal("0.1000001")))
    var after = before
    after[.priceN] = .number(try #require(ExactDecimal("0.1234567")))
    var new = SampleRates.all[3]
    new[.id] = nil
    new[.prefix] = .text("33")
    new[.connectFee] = .number(try #require(ExactDecimal("0.123456")))
    let plan = ChangePlan(changes: [
      Change(stored: "b01", before: before, after: after, rounded: [], origins: []),
      Change(stored: nil, before: nil, after: new, rounded: [], origins: []),
    ])
    #expect(
      plan.faults().map(\.description) == [
        "rate 44 (id b01): price_n: it would be 0.1234567, the API keeps 5 digits after the point",
        "new rate 33: connect_fee: it would be 0.123456, the API keeps 5 digits after the point",
      ])
  }

  @Test("an edit's own values are rounded, and that is no fault", arguments: ["0.123456", "1 / 3"])
  func rounded(_ value: String) async throws {
    let session = Session(store: SampleRates.store())
    let text = "rates | where prefix = \"44\" | set price_n = \(value)"
    let plan = try await session.run(
      session.check(session.parse(Source(name: "test", text: text))), sink: SilentSink())
    #expect(plan.roundedCount == 1 && plan.faults().isEmpty)
  }
}
