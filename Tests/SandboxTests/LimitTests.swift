import Testing

@testable import Sandbox

@Suite struct LimitTests {
  static let long = "\"" + String(repeating: "1", count: 65) + "\""

  @Test(
    arguments: [
      ("prefix", nil), ("prefix", "\"\""), ("prefix", long), ("prefix", "44"), ("prefix", "null"),
      ("type", nil), ("type", "\"mobile\""), ("type", "null"), ("type", "1"),
      ("free_seconds", "-1"), ("free_seconds", "1.5"), ("free_seconds", "2147483648"),
      ("free_seconds", "\"1\""),
      ("grace_period", nil), ("grace_period", "-1"), ("grace_period", "true"),
      ("interval_1", "0"), ("interval_1", "1e300"), ("interval_n", "0"), ("interval_n", nil),
      ("connect_fee", nil), ("connect_fee", "-0.00001"), ("connect_fee", "\"0.1\""), ("connect_fee", "null"),
      ("postcall_surcharge", "-1e-300"), ("postcall_surcharge", nil),
      ("price_1", "1e300"), ("price_1", "92233720368547.00001"), ("price_1", nil), ("price_1", "[]"),
      ("price_n", "-1"), ("price_n", "{}"), ("price_n", nil),
      ("description", "1"), ("description", "null"),
      ("description", "\"" + String(repeating: "x", count: 1025) + "\""),
    ] as [(String, String?)])
  func aFieldOutOfItsRangeIsRefusedByName(_ field: String, _ value: String?) async throws {
    try await TestPBX.run { pbx async throws in
      let created = try await pbx.post("/call_rates", rateJSON([field: value]))
      #expect(created.status == 400 && created.code == "VALIDATE_FAILED")
      #expect(created.body.contains(field))
      guard let value else { return }
      let id = try await pbx.get("/call_rates").ids[0]
      let updated = try await pbx.post("/call_rates/\(id)", "{\"\(field)\":\(value)}")
      #expect(updated.status == 400 && updated.code == "VALIDATE_FAILED")
      #expect(try await pbx.get("/call_rates").prefixes == ["44", "447", "33"])
    }
  }

  @Test(arguments: [
    ("prefix", "\"" + String(repeating: "é", count: 64) + "\""), ("prefix", "\"'\\u0000%_\""),
    ("free_seconds", "2147483647"), ("grace_period", "6e1"), ("interval_1", "1.0"), ("interval_n", "1"),
    ("connect_fee", "-0"), ("connect_fee", "92233720368547"), ("postcall_surcharge", "1e-300"),
    ("price_1", "0.1000000000000000055511151231257827021181583404541015625"),
    ("description", "\"" + String(repeating: "😀", count: 1024) + "\""), ("type", "\"LOCAL\""),
  ])
  func aFieldAtItsLimitIsTaken(_ field: String, _ value: String) async throws {
    try await TestPBX.run { pbx async throws in
      #expect(try await pbx.post("/call_rates", rateJSON([field: value])).status == 200)
    }
  }

  @Test(arguments: [
    ("0.01250", "0.0125"), ("1e-05", "0.00001"), ("0.000005", "0.00001"), ("0.0000049999999", "0"),
    ("0.1000000001", "0.1"), ("2.999995", "3"), ("12E1", "120"), ("0.99999", "0.99999"),
    ("92233720368547", "92233720368547"), ("0.00000000000000000000000000000000000000000000001e44", "0.001"),
  ])
  func pricesAreExactToFiveDigits(_ written: String, _ read: String) async throws {
    try await TestPBX.run { pbx async throws in
      for field in ["price_1", "price_n", "connect_fee", "postcall_surcharge"] {
        let id = try await pbx.get("/call_rates").ids[0]
        #expect(try await pbx.post("/call_rates/\(id)", "{\"\(field)\":\(written)}").status == 200)
        #expect(try await pbx.get("/call_rates/\(id)").body.contains("\"\(field)\":\(read),"))
      }
    }
  }

  @Test func allProblemsAreToldAtOnce() async throws {
    try await TestPBX.run { pbx async throws in
      let answer = try await pbx.post("/call_rates", "{\"price_1\":-1,\"type\":\"X\"}")
      guard case .array(let errors)? = answer.json?["errors"] else {
        Issue.record("no errors in \(answer.body)")
        return
      }
      #expect(errors.count == 10)
    }
  }

  @Test(arguments: [
    "", "{", "[]", "null", "1", "\"x\"", "{\"a\":1}x", "{'a':1}", "{\"price_1\":01}", "{\"price_1\":1.}",
    "{\"price_1\":NaN}", "{\"prefix\":\"\\ud800\"}", "{\"prefix\":\"\u{01}\"}", "{\"prefix\":1,\"prefix\":2}",
    "{\"a\":" + String(repeating: "[", count: 10_000),
  ])
  func whatIsNoRecordIsRefused(_ body: String) async throws {
    try await TestPBX.run { pbx async throws in
      let answer = try await pbx.post("/call_rates", body)
      #expect(answer.status == 400 && answer.code == "VALIDATE_FAILED")
    }
  }

  @Test func bodiesAreBoundedAndTyped() async throws {
    try await TestPBX.run { pbx async throws in
      let big = "{\"description\":\"" + String(repeating: "x", count: 70_000) + "\"}"
      #expect(try await pbx.post("/call_rates", big).status == 413)
      let form = try await pbx.send(
        .post, "/call_rates", body: "a=1", type: "application/x-www-form-urlencoded")
      #expect(form.status == 415)
      let charset = try await pbx.send(
        .post, "/call_rates", body: rateJSON(), type: "Application/JSON; charset=utf-8")
      #expect(charset.status == 200)
    }
  }
}
