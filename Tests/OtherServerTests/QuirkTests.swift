import OtherServer
import Testing

@Suite("Each quirk shows, and only where it is asked for")
struct QuirkTests {
  /// Finds out, from outside, whether a server has the quirk.
  typealias Check = @Sendable (Visitor) async throws -> Bool

  static let checks: [Quirk: Check] =
    filterChecks.merging(orderChecks) { $1 }.merging(pageChecks) { $1 }.merging(textChecks) { $1 }
    .merging(writeChecks) { $1 }.merging(transportChecks) { $1 }.merging(faultChecks) { $1 }

  @Test("shows", arguments: Quirk.allCases)
  func shows(_ quirk: Quirk) async throws {
    let check = try #require(QuirkTests.checks[quirk], "\(quirk.rawValue) has no check")
    #expect(try await Visitor.visit([quirk]) { try await check($0) }, "with \(quirk.rawValue)")
    // That an answer is not late can't be told for sure.
    guard quirk != .slow else { return }
    #expect(try await !Visitor.visit { try await check($0) }, "without \(quirk.rawValue)")
  }

  @Test("two that go together both show")
  func combinations() async throws {
    for (first, second) in [
      (Quirk.gzip, Quirk.numbersAsText), (.filterAsText, .countMissing), (.chunked, .errorsAsHTML),
      (.orderUnstable, .countTooHigh),
    ] {
      #expect(first.goes(with: second) && second.goes(with: first))
      try await Visitor.visit([first, second]) { visitor in
        for quirk in [first, second] where quirk != .numbersAsText {
          let check = try #require(QuirkTests.checks[quirk])
          #expect(try await check(visitor), "\(quirk.rawValue)")
        }
      }
    }
    #expect(!Quirk.orderIgnored.goes(with: .orderRefused))
    #expect(!Quirk.ratesComeBetweenPages.goes(with: .countMissing))
  }

  /// One filter for each word of the language.
  private static let words = [
    "eq": "interval_1 eq 60", "ne": "interval_1 ne 60", "gt": "interval_1 gt 6", "ge": "interval_1 ge 6",
    "lt": "interval_1 lt 60", "le": "interval_1 le 60", "startswith": "startswith(prefix,'4')",
    "endswith": "endswith(prefix,'1')", "contains": "contains(prefix,'4')",
    "and": "interval_1 eq 60 and interval_1 eq 60", "or": "interval_1 eq 60 or interval_1 eq 60",
    "brackets": "(interval_1 eq 60)",
  ]

  private static func refusing(_ word: String) -> Check {
    { visitor in
      for (other, filter) in words where other == word || !filter.contains(word) {
        let isRefused = try await visitor.ids(filter: filter) == "400"
        guard isRefused == (other == word) else { return false }
      }
      return true
    }
  }

  private static let filterChecks: [Quirk: Check] = {
    var checks: [Quirk: Check] = [
      .filterIgnored: { try await $0.ids(filter: "prefix eq '7'") == "abcd" },
      .filterRefused: { try await $0.ids(filter: "prefix eq '7'") == "400" },
      .filterAsText: { try await $0.ids(filter: "price_n gt 9.9") == "" },
      .filterIgnoresCase: { try await $0.ids(filter: "startswith(description,'alpha')") == "ac" },
      .filterTakesNullAsLowest: { try await $0.ids(filter: "description lt 'B'") == "ab" },
      .filterReadsFirstOnly: { try await $0.ids(filter: "prefix eq '7' or prefix eq '33'") == "b" },
    ]
    for word in words.keys { Quirk(rawValue: "\(word)-refused").map { checks[$0] = refusing(word) } }
    return checks
  }()

  private static let orderChecks: [Quirk: Check] = [
    .orderIgnored: { try await $0.ids(order: "prefix") == "abcd" },
    .orderRefused: { try await $0.ids(order: "prefix") == "400" },
    .orderAsText: { try await $0.ids(order: "price_n, prefix asc") == "dcba" },
    .orderIgnoresCase: { try await $0.ids(order: "description") == "acdb" },
    .orderByFirstOnly: { try await $0.ids(order: "interval_1 desc,prefix") == "adcb" },
    .orderAscendingOnly: { try await $0.ids(order: "prefix desc") == "dacb" },
    .orderNullsLowest: { try await $0.ids(order: "description") == "badc" },
    .orderUnstable: { visitor in
      let (first, second) = (try await visitor.ids(), try await visitor.ids())
      let settled = try await visitor.ids(order: "prefix")
      return first != second && settled == "dacb"
    },
  ]

  private static let pageChecks: [Quirk: Check] = [
    .searchIgnored: { try await $0.ids(["search": "Beta"]) == "abcd" },
    .searchWholeWords: { try await $0.ids(["search": "alph"]) == "" },
    .pageCap: { try await $0.ids(["top": "3"]) == "ab" },
    .topRefused: { visitor in
      let (large, small) = (try await visitor.ids(["top": "3"]), try await visitor.ids(["top": "2"]))
      return large == "400" && small == "ab"
    },
    .countMissing: { try await $0.list().value("count") == nil },
    .countAsText: { try await $0.list().value("count") == "\"4\"" },
    .countOfPage: { try await $0.list(["top": "1"]).value("count") == "1" },
    .countOfTable: { try await $0.list(["filter": "prefix eq '7'"]).value("count") == "4" },
    .countTooHigh: { try await $0.list().value("count") == "7" },
    .countTooLow: { try await $0.list().value("count") == "1" },
    .ratesComeBetweenPages: { visitor in
      var pages: [String] = []
      for skip in ["0", "2", "2"] { pages.append(try await visitor.ids(["top": "2", "skip": skip])) }
      return pages == ["ab", "bc", "cd"]
    },
    .ratesGoBetweenPages: { visitor in
      var pages: [String] = []
      for skip in ["0", "2", "2"] { pages.append(try await visitor.ids(["top": "2", "skip": skip])) }
      return pages == ["ab", "d", "cd"]
    },
  ]

  private static let textChecks: [Quirk: Check] = [
    .numbersAsText: { visitor in
      let list = try await visitor.list()
      return list.value("price_n") == "\"9.50000\"" && list.value("interval_1") == "\"60\""
    },
    .numbersWithExponents: { visitor in
      let list = try await visitor.list(["orderby": "price_n"])
      return list.value("price_n") == "2e-02" && list.value("price_1") == "1E-1"
    },
    .numbersWithNoise: { visitor in
      let even = try await visitor.get("/call_rates/a").value("price_n")
      let odd = try await visitor.get("/call_rates/b").value("price_n")
      return even == "9.4999999999" && odd == "10.5000000001"
    },
    .nullsLeftOut: { try await $0.get("/call_rates/b").value("description") == nil },
    .listLeavesOutMore: { visitor in
      let whole = try await visitor.get("/call_rates/a")
      let isListed = try await visitor.list().value("free_seconds") != nil
      return !isListed && whole.value("free_seconds") == "0"
    },
    .unknownFields: { visitor in
      let body = #"{"prefix": "44", "carrier": {"name": "x"}}"#
      guard try await visitor.list().value("carrier") == "\"carrier" else { return false }
      _ = try await visitor.post("/call_rates/a", body)
      let kept = try await visitor.get("/call_rates/a").value("carrier")
      _ = try await visitor.post("/call_rates/a", #"{"prefix": "44"}"#)
      let lost = try await visitor.get("/call_rates/a").value("carrier")
      return kept == "{" && lost == nil
    },
    .unknownType: { try await $0.list().texts("type").contains("PREMIUM") },
    .feeHidden: { try await $0.get("/call_rates/a").value("connect_fee") == nil },
    .feeListed: { try await $0.list().value("connect_fee") == "0.05000" },
  ]

  private static let writeChecks: [Quirk: Check] = [
    .updateAnswersNothing: { visitor in
      let reply = try await visitor.post("/call_rates/a", #"{"price_n": 1}"#)
      return reply.status == 200 && reply.bytes.isEmpty && visitor.stored("a")?[.priceN] == .int(1)
    },
    .updateResetsMissing: { visitor in
      _ = try await visitor.post("/call_rates/a", #"{"price_n": 1}"#)
      return visitor.stored("a")?[.type] == .symbol("LOCAL")
    },
    .createAnswersNothing: { visitor in
      let reply = try await visitor.post("/call_rates", ContractTests.newRate)
      return reply.status == 200 && reply.bytes.isEmpty && visitor.server.rates.count == 5
    },
    .createAnswersCreated: { try await $0.post("/call_rates", ContractTests.newRate).status == 201 },
    .destroyAnswersOK: { try await $0.post("/call_rates/a/destroy").status == 200 },
    .writesForbidden: { visitor in
      let reply = try await visitor.post("/call_rates/a/destroy")
      return reply.status == 403 && reply.text.contains("Billing.FullAccess") && visitor.stored("a") != nil
    },
    .resetAfterWrite: { visitor in
      _ = try await visitor.post("/call_rates/a", #"{"price_n": 1}"#)
      let reply = try? await visitor.post("/call_rates/a", #"{"price_n": 2}"#)
      return reply == nil && visitor.stored("a")?[.priceN] == .int(2)
    },
  ]
}
