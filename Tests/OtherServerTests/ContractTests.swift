import OtherServer
import RateQL
import Testing

@Suite("The contract, without quirks")
struct ContractTests {
  static let newRate = """
    {"prefix": "999", "type": "MOBILE", "free_seconds": 0, "grace_period": 0, "interval_1": 60,
     "interval_n": 30, "connect_fee": 0.5, "postcall_surcharge": 1e-2, "price_1": 0.00001, "price_n": 2,
     "description": "A \\"new\\" one \\u00e9\\/"}
    """

  @Test(arguments: [
    ("prefix eq '44'", "a"), ("prefix ne '44'", "bcd"), ("interval_1 gt 10", "ad"),
    ("interval_1 ge 10", "acd"),
    ("interval_1 lt 10", "b"), ("interval_1 le 10", "bc"), ("price_n gt 9.9", "b"), ("prefix gt '5'", "b"),
    ("price_n eq 0.0200", "cd"), ("price_n eq 2e-2", "cd"), ("type eq 'MOBILE'", "ac"),
    ("connect_fee eq 0.05", "abcd"), ("postcall_surcharge eq 0.01", "abcd"),
    ("startswith(prefix,'44')", "ac"), ("endswith( prefix , '4' )", "a"),
    ("contains(description,'lpha')", "ac"),
    ("contains(description,'')", "acd"), ("startswith(description,'alpha')", "c"),
    ("description ne 'Alpha'", "cd"), ("not description eq 'Alpha'", "cd"), ("description eq null", "b"),
    ("description ne null", "acd"), ("description lt 'zzz' or prefix eq '7'", "abcd"),
    ("prefix eq '7' or prefix eq '44' and type eq 'LOCAL'", "b"),
    ("(prefix eq '7' or prefix eq '44') and type eq 'MOBILE'", "a"), ("description eq 'O''Higgins'", ""),
    ("id eq ''", ""), ("id eq 'c'", "c"),
  ])
  func filters(_ filter: String, _ ids: String) async throws {
    #expect(try await Visitor.visit { try await $0.ids(filter: filter) } == ids)
  }

  @Test(arguments: [
    "", "prefix", "prefix eq", "prefix eq 44", "interval_1 eq '60'", "nothing eq 1", "prefix like '4'",
    "prefix eq '44' and", "(prefix eq '44'", "prefix eq '44')", "startswith(prefix)",
    "contains(interval_1,'6')",
    "prefix eq '44", "interval_1 eq 1.2.3", "prefix = '44'", String(repeating: "(", count: 60),
  ])
  func brokenFilters(_ filter: String) async throws {
    try await Visitor.visit { visitor in
      let reply = try await visitor.list(["filter": filter])
      #expect(reply.status == 400 && reply.texts("code") == ["VALIDATE_FAILED"])
      #expect(reply.texts("detail") == ["filter"])
    }
  }

  @Test(arguments: [
    ("prefix", "dacb"), ("prefix asc", "dacb"), ("prefix desc", "bcad"), ("price_n,prefix", "dcab"),
    ("price_n desc , prefix", "badc"), ("description", "adcb"), ("description desc", "cdab"),
    ("type,id desc", "bcad"), ("nothing", "400"), ("prefix up", "400"), ("prefix,", "400"), ("", "400"),
  ])
  func orders(_ order: String, _ ids: String) async throws {
    #expect(try await Visitor.visit { try await $0.ids(order: order) } == ids)
  }

  @Test(arguments: [
    (["top": "2"], "ab", "4"), (["skip": "1", "top": "2"], "bc", "4"), (["skip": "4"], "", "4"),
    (["skip": "9"], "", "4"), (["top": "1", "filter": "type eq 'MOBILE'"], "a", "2"),
    (["search": "alpha"], "c", "1"), (["search": "44"], "ac", "2"),
    (["search": "44", "filter": "price_n gt 1", "orderby": "prefix"], "a", "1"),
  ])
  func pages(_ options: [String: String], _ ids: String, _ count: String) async throws {
    try await Visitor.visit { visitor in
      let reply = try await visitor.list(options)
      #expect(reply.texts("id").joined() == ids && reply.value("count") == count)
    }
  }

  @Test(arguments: [["top": "0"], ["top": "101"], ["top": "x"], ["skip": "-1"], ["skip": "4294967296"]])
  func pagesThatAreNone(_ options: [String: String]) async throws {
    #expect(try await Visitor.visit { try await $0.list(options) }.status == 400)
  }

  @Test func ratesAreReadAndWritten() async throws {
    try await Visitor.visit { visitor in
      let list = try await visitor.list(["filter": "id eq 'b'"])
      #expect(list.value("description") == "null" && list.value("connect_fee") == nil)
      #expect(list.value("price_n") == "10.50000" && list.value("interval_1") == "6")
      let one = try await visitor.get("/call_rates/b")
      #expect(one.status == 200 && one.value("connect_fee") == "0.05000")

      let created = try await visitor.post("/call_rates", ContractTests.newRate)
      #expect(created.status == 200)
      let rate = try #require(visitor.server.rates.last)
      #expect(
        rate[.description] == .text("A \"new\" one é/")
          && rate[.connectFee] == .number(ExactDecimal(fixed: 5, scale: 1)))
      #expect(rate[.postcallSurcharge] == .percent(ExactDecimal(fixed: 1, scale: 2)))
      let path = "/call_rates/" + ContractTests.path(try #require(rate.id))
      #expect(try await visitor.get(path).value("price_1") == "0.00001")
      #expect(try await visitor.post(path, #"{"price_n": 0.3, "description": ""}"#).status == 200)
      #expect(visitor.server.rates.last?[.priceN] == .number(ExactDecimal(fixed: 3, scale: 1)))
      #expect(visitor.server.rates.last?[.description] == .null)
      #expect(visitor.server.rates.last?[.type] == .symbol("MOBILE"))
      #expect(try await visitor.post(path + "/destroy").status == 204)
      #expect(try await visitor.get(path).status == 404)
      #expect(try await visitor.post(path + "/destroy").status == 404)
      #expect(visitor.server.rates.map(\.id) == ["a", "b", "c", "d"])
    }
  }

  private static func path(_ id: String) -> String {
    id.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  @Test(arguments: [
    "{}", "[]", "{", #"{"prefix": ""}"#, #"{"type": "FREE"}"#, #"{"interval_1": 0}"#, #"{"price_1": -1}"#,
    #"{"price_1": 0.000001}"#, #"{"price_1": "1"}"#, #"{"free_seconds": 2147483648}"#, #"{"prefix": 44}"#,
    #"{"prefix": null}"#, #"{"price_n": 01}"#,
  ])
  func writesAreChecked(_ body: String) async throws {
    try await Visitor.visit { (visitor) async throws in
      #expect(try await visitor.post("/call_rates", body).status == 400)
      if body != "{}" { #expect(try await visitor.post("/call_rates/a", body).status == 400) }
      #expect(visitor.server.rates == Visitor.rates)
    }
  }

  @Test func aPrefixIsTakenOnce() async throws {
    try await Visitor.visit { (visitor) async throws in
      #expect(try await visitor.post("/call_rates/a", #"{"prefix": "7"}"#).status == 409)
      #expect(try await visitor.post("/call_rates/a", #"{"prefix": "44"}"#).status == 200)
      let body = ContractTests.newRate.replacing("999", with: "33")
      #expect(try await visitor.post("/call_rates", body).status == 409)
    }
  }

  @Test func signIn() async throws {
    try await Visitor.visit { visitor in
      #expect(try await visitor.get("/call_rates", token: "").status == 401)
      #expect(try await visitor.get("/call_rates", token: "wrong").status == 401)
      #expect(try await visitor.signIn(password: "wrong").status == 401)
      let grant = try await visitor.signIn()
      #expect(grant.value("expires_in") == "1800" && grant.texts("token_type") == ["Bearer"])
      let token = try #require(grant.texts("access_token").first)
      #expect(try await visitor.get("/login", token: token).texts("role") == ["Admin"])
      let refresh = try #require(grant.texts("refresh_token").first)
      #expect(try await visitor.refresh(refresh).status == 200)
      // A refresh token is spent by its use.
      #expect(try await visitor.refresh(refresh).status == 401)
      #expect(try await visitor.post("/login/oauth/revoke", token: token).status == 200)
      #expect(try await visitor.get("/login", token: token).status == 401)
    }
  }

  @Test func billingAndExport() async throws {
    try await Visitor.visit { visitor in
      #expect(try await visitor.get("/tenant/billing").texts("account") == ["USER"])
      #expect(try await visitor.post("/tenant/billing", #"{"account": "TENANT"}"#).status == 200)
      #expect(visitor.server.billing == BillingSettings(enabled: true, account: "TENANT", type: "ONLINE"))
      #expect(try await visitor.post("/tenant/billing", #"{"type": "FREE"}"#).status == 400)
      let export = try await visitor.get("/call_rates/export")
      #expect(export.header("content-disposition") == "attachment; filename=\"call rates.csv\"")
      #expect(export.text.split(separator: "\r\n").count == 5)
      #expect(try await visitor.get("/nothing").status == 404)
    }
  }

  @Test func aRequestCanBeHeld() async throws {
    let (arrivals, feed) = AsyncStream.makeStream(of: SeenRequest.self)
    let (leaves, leave) = AsyncStream.makeStream(of: Void.self)
    try await Visitor.visit([]) { settings in
      settings.beforeAnswer = { request in
        feed.yield(request)
        for await _ in leaves { return }
      }
    } _: { (visitor) async throws in
      async let reply = visitor.list(["top": "1"])
      for await request in arrivals {
        #expect(request.path == "/api/call_rates" && request.query == ["top": "1"] && request.number == 1)
        break
      }
      leave.yield()
      #expect(try await reply.status == 200)
    }
  }
}
