import Testing

@testable import Sandbox

@Suite struct FilterTests {
  static let rates = [
    TestPBX.rate("44", "NATIONAL", priceN: "0.0125", "United Kingdom"),
    TestPBX.rate("447", "MOBILE", priceN: "0.12", "United Kingdom Mobile"),
    TestPBX.rate("33", "INTERNATIONAL", priceN: "0.02", nil),
    TestPBX.rate("336", "MOBILE", priceN: "0.12", "L'été 100%"),
  ]

  @Test(arguments: [
    ("prefix eq '44'", ["44"]), ("prefix ne '44'", ["447", "33", "336"]), ("prefix lt '44'", ["33", "336"]),
    ("prefix le '44'", ["44", "33", "336"]), ("prefix gt '44'", ["447"]), ("prefix ge '44'", ["44", "447"]),
    ("'44' lt prefix", ["447"]), ("type eq 'MOBILE'", ["447", "336"]), ("type eq 'mobile'", []),
    ("price_n eq 0.12", ["447", "336"]), ("price_n eq 0.120", ["447", "336"]),
    ("price_n eq 12e-2", ["447", "336"]),
    ("price_n gt 0.0125", ["447", "33", "336"]), ("price_n ge 0.0125", ["44", "447", "33", "336"]),
    ("price_n lt 0.012500001", ["44"]), ("price_n le 0.012499999", []), ("price_n eq 0.012500001", []),
    ("price_n ne 0.012500001", ["44", "447", "33", "336"]), ("0.02 ge price_n", ["44", "33"]),
    ("price_n gt -0.000001", ["44", "447", "33", "336"]), ("price_n lt -0.000001", []),
    ("price_n lt 1e300", ["44", "447", "33", "336"]), ("price_n gt -1e300", ["44", "447", "33", "336"]),
    ("price_n eq 1e300", []), ("interval_1 gt interval_n", ["44", "447", "33", "336"]),
    ("price_1 lt price_n", []), ("interval_n gt price_n", ["44", "447", "33", "336"]),
    ("connect_fee eq 0.05", ["44", "447", "33", "336"]), ("interval_1 eq 60.0", ["44", "447", "33", "336"]),
    ("description eq null", ["33"]), ("description ne null", ["44", "447", "336"]),
    ("description lt null", []),
    ("not (description eq 'x')", ["44", "447", "336"]), ("description ne 'x'", ["44", "447", "336"]),
    ("description eq 'L''été 100%'", ["336"]), ("contains(description,'''')", ["336"]),
    ("startswith(prefix,'44')", ["44", "447"]), ("startswith(prefix,'')", ["44", "447", "33", "336"]),
    ("startswith(description,'')", ["44", "447", "336"]), ("endswith(description,'Mobile')", ["447"]),
    ("endswith(description,'')", ["44", "447", "336"]), ("contains(description,'king')", []),
    ("contains(description,'King')", ["44", "447"]), ("contains(description,'%')", ["336"]),
    ("endswith(prefix,'447447')", []), ("startswith('4479',prefix)", ["44", "447"]),
    ("startswith(prefix,'44') eq false", ["33", "336"]), ("not startswith(prefix,'44')", ["33", "336"]),
    ("not not startswith(prefix,'33')", ["33", "336"]),
    ("type eq 'MOBILE' or prefix eq '44' and price_n gt 1", ["447", "336"]),
    ("(type eq 'MOBILE' or prefix eq '44') and price_n lt 0.1", ["44"]),
    ("price_n gt 1 or (type eq 'MOBILE' and ( prefix eq '336' ) )", ["336"]),
    ("true and prefix eq '44'", ["44"]), ("prefix eq '44' or false", ["44"]), ("prefix eq '44' and null", []),
    ("  prefix   eq '33'  ", ["33"]), ("id eq ''", []), ("", ["44", "447", "33", "336"]),
  ])
  func filterSelects(_ filter: String, _ prefixes: [String]) async throws {
    try await TestPBX.run(deck: FilterTests.rates) { pbx async throws in
      let answer = try await pbx.list(["filter": filter])
      #expect(answer.status == 200, "\(answer.body)")
      #expect(answer.prefixes == prefixes)
    }
  }

  @Test(arguments: [
    ("prefix", 1), ("prefix eq", 10), ("prefix eq 44", 8), ("prefix eq \"44\"", 11), ("prefix eq '44", 11),
    ("price_n eq '1'", 9), ("price_n gt 1.", 12), ("price_n gt 01", 12), ("prefix = '44'", 8),
    ("prefix eq '4' and", 18), ("prefix eq '4' prefix", 15), ("(prefix eq '4'", 15), ("prefix eq '4')", 14),
    ("nosuch eq 1", 1), ("type eq MOBILE", 9), ("startswith(prefix)", 18), ("startswith(price_n,'1')", 12),
    ("startswith(prefix,'4'", 22), ("substr(prefix,'4')", 1), ("not prefix", 5), ("prefix EQ '4'", 8),
    ("1 eq 1", 3), ("prefix eq '4' eq true eq true", 15), ("true", 1), ("null", 1), ("()", 2),
    ("prefix eq '4' or price_n", 18), ("startswith('4','4')", 1), ("(price_n gt 1) lt (price_1 gt 1)", 16),
    ("é eq 1", 1), ("prefix eq '4';drop table rates", 14), (String(repeating: "(", count: 60) + "x", 51),
    (String(repeating: "not ", count: 60) + "prefix eq '4'", 201),
  ])
  func garbageIsRefusedWithItsPlace(_ filter: String, _ position: Int) async throws {
    try await TestPBX.run { pbx async throws in
      let answer = try await pbx.list(["filter": filter])
      #expect(answer.status == 400 && answer.code == "VALIDATE_FAILED")
      #expect(answer.body.contains("(at character \(position))"), "\(answer.body)")
    }
  }

  @Test func aThousandTermsAreTaken() async throws {
    try await TestPBX.run { pbx async throws in
      let many =
        Array(repeating: "price_n gt 9", count: 1000).joined(separator: " or ") + " or prefix eq '44'"
      #expect(try await pbx.list(["filter": many]).prefixes == ["44"])
      #expect(try await pbx.list(["filter": many + many]).status == 400)
    }
  }

  @Test(arguments: [
    ("price_n", ["44", "33", "336", "447"]), ("price_n desc", ["336", "447", "33", "44"]),
    ("price_n desc, prefix desc", ["447", "336", "33", "44"]), ("prefix", ["33", "336", "44", "447"]),
    ("type asc,price_n", ["33", "336", "447", "44"]), ("description", ["33", "336", "44", "447"]),
    ("description desc", ["447", "44", "336", "33"]), ("price_n,price_n desc", ["44", "33", "336", "447"]),
  ])
  func orderIsTotal(_ order: String, _ prefixes: [String]) async throws {
    try await TestPBX.run(deck: FilterTests.rates) { pbx async throws in
      #expect(try await pbx.list(["orderby": order]).prefixes == prefixes)
      #expect(
        try await pbx.list(["orderby": order, "skip": "1", "top": "2"]).prefixes == Array(prefixes[1...2]))
    }
  }

  @Test(arguments: [
    "nosuch", "prefix up", "prefix,", ",", "prefix asc desc", "1", "prefix; drop", "price_n DESC",
  ])
  func aWrongOrderIsRefused(_ order: String) async throws {
    try await TestPBX.run { pbx async throws in
      let answer = try await pbx.list(["orderby": order])
      #expect(answer.status == 400 && answer.body.contains("orderby: "))
    }
  }

  @Test(arguments: [
    ("kingdom", ["44", "447"]), ("MOBILE", ["447"]), ("47", ["447"]), ("ÉTÉ", ["336"]), ("%", ["336"]),
    ("_", []),
    ("", ["44", "447", "33", "336"]), ("nothing", []),
  ])
  func searchFindsParts(_ text: String, _ prefixes: [String]) async throws {
    try await TestPBX.run(deck: FilterTests.rates) { pbx async throws in
      #expect(try await pbx.list(["search": text]).prefixes == prefixes)
      let both = try await pbx.list(["search": text, "filter": "prefix ge '44'", "orderby": "prefix desc"])
      #expect(both.prefixes == prefixes.filter { $0 >= "44" }.reversed())
    }
  }

  @Test func aWriteIsSeenByTheNextQuestion() async throws {
    try await TestPBX.run { pbx async throws in
      let mobile: KeyValuePairs = ["filter": "type eq 'MOBILE'", "orderby": "price_n desc"]
      #expect(try await pbx.list(mobile).prefixes == ["447"])
      #expect(
        try await pbx.post("/call_rates", rateJSON(["type": "\"MOBILE\"", "price_n": "9"])).status == 200)
      let answer = try await pbx.list(mobile)
      #expect(answer.prefixes == ["49", "447"])
      let update = "{\"type\":\"MOBILE\",\"price_n\":0.01}"
      #expect(try await pbx.post("/call_rates/\(answer.ids[0])", update).status == 200)
      #expect(try await pbx.list(mobile).prefixes == ["447", "49"])
      #expect(try await pbx.send(.post, "/call_rates/\(answer.ids[0])/destroy").status == 204)
      #expect(try await pbx.list(mobile).prefixes == ["447"])
    }
  }

  @Test func textsThatLookAlikeAreDifferentQuestions() async throws {
    try await TestPBX.run(deck: [
      TestPBX.rate("1", "LOCAL", priceN: "1", "\u{E9}"),
      TestPBX.rate("2", "LOCAL", priceN: "1", "e\u{301}"),
    ]) { pbx async throws in
      #expect(try await pbx.list(["filter": "description eq '\u{E9}'"]).prefixes == ["1"])
      #expect(try await pbx.list(["filter": "description eq 'e\u{301}'"]).prefixes == ["2"])
    }
  }
}
