import RateQL
import Testing

@testable import PBXClient

@Suite struct ListQueryTests {
  @Test(
    arguments: [
      (.compare(.type, .equal, .symbol("MOBILE")), "type eq 'MOBILE'"),
      (.compare(.prefix, .notEqual, .text("O'Neill")), "prefix ne 'O''Neill'"),
      (
        .compare(.postcallSurcharge, .greater, .percent(ExactDecimal(significand: 1, scale: 2))),
        "postcall_surcharge gt 0.01"
      ),
      (
        .compare(.price1, .lessOrEqual, .number(ExactDecimal(significand: 10, scale: 5))), "price_1 le 0.0001"
      ),
      (.text(.description, .contains, "a%b"), "contains(description,'a%b')"),
      (
        .and([.text(.prefix, .startsWith, "44"), .compare(.interval1, .less, .int(60))]),
        "startswith(prefix,'44') and interval_1 lt 60"
      ),
      (
        .and([
          .or([.text(.prefix, .endsWith, "1"), .text(.prefix, .endsWith, "2")]),
          .and([.compare(.price1, .greaterOrEqual, .int(1)), .compare(.price1, .less, .int(2))]),
        ]),
        "(endswith(prefix,'1') or endswith(prefix,'2')) and price_1 ge 1 and price_1 lt 2"
      ),
      (
        .or([
          .and([.compare(.price1, .less, .int(1)), .compare(.priceN, .less, .int(1))]),
          .text(.id, .contains, "x"),
        ]),
        "(price_1 lt 1 and price_n lt 1) or contains(id,'x')"
      ),
      // A single part takes the joint of what is in it.
      (
        .and([
          .compare(.price1, .less, .int(1)),
          .or([.or([.compare(.price1, .equal, .int(2)), .compare(.price1, .equal, .int(3))])]),
        ]),
        "price_1 lt 1 and (price_1 eq 2 or price_1 eq 3)"
      ),
      (.or([]), "id eq ''"),
    ] as [(StorePredicate, String)])
  func rendersConditions(_ predicate: StorePredicate, _ text: String) throws {
    #expect(try ODataFilter.text(predicate) == text)
  }

  @Test func leavesOutWhatIsAlwaysTrue() throws {
    #expect(try ODataFilter.text(.and([])) == nil)
    #expect(try ODataFilter.text(.or([.and([]), .compare(.price1, .less, .int(1))])) == nil)
  }

  @Test func refusesWhatNoFilterCanSay() {
    #expect(throws: StoreError.self) { try ODataFilter.text(.compare(.price1, .equal, .null)) }
  }

  @Test func encodesTheWholeQuery() throws {
    let query = try ListQuery(
      predicate: .text(.prefix, .startsWith, "+4&4 é'"),
      order: [StoreOrder(.priceN, descending: true), StoreOrder(.prefix)])
    #expect(
      query.path(skip: 40, top: 20)
        == "/call_rates?filter=startswith%28prefix%2C%27%2B4%264%20%C3%A9%27%27%27%29"
        + "&orderby=price_n%20desc%2Cprefix%20asc&skip=40&top=20")
    #expect(try ListQuery(predicate: nil, order: []).path(skip: 0, top: 100) == "/call_rates?top=100")
  }

  @Test(arguments: [
    ("a", "/call_rates/a"), ("a/b?c#d", "/call_rates/a%2Fb%3Fc%23d"), (".", "/call_rates/%2E"),
    ("..", "/call_rates/%2E%2E"), ("é %", "/call_rates/%C3%A9%20%25"),
  ])
  func encodesIds(_ id: String, _ path: String) {
    #expect(PBXSession.path(id) == path)
  }
}
