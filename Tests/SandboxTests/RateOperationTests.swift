import Testing

@testable import Sandbox

@Suite struct RateOperationTests {
  @Test func listShowsASummaryInTheContractsOrder() async throws {
    try await TestPBX.run { pbx async throws in
      let answer = try await pbx.get("/call_rates?top=1")
      #expect(answer.status == 200)
      #expect(answer.headers[.contentType]?.hasPrefix("application/json") == true)
      let id = try #require(answer.ids.first)
      #expect(
        answer.body == """
          {"count":3,"items":[{"id":"\(id)","prefix":"44","type":"NATIONAL","free_seconds":0,"grace_period":0,\
          "interval_1":60,"interval_n":6,"postcall_surcharge":0.01,"price_1":0.0125,"price_n":0.0125,\
          "description":"United Kingdom"}]}
          """)
    }
  }

  @Test func aSingleRateHasItsConnectFeeAndNullForBlank() async throws {
    try await TestPBX.run { pbx async throws in
      let ids = try await pbx.get("/call_rates").ids
      let answer = try await pbx.get("/call_rates/\(ids[2])")
      #expect(answer.status == 200)
      #expect(answer.json?["connect_fee"] == .number(try #require(DecimalText(utf8: "0.05".utf8))))
      #expect(answer.json?["description"] == .null)
      #expect(try await pbx.get("/call_rates/none").status == 404)
      #expect(try await pbx.get("/call_rates/%FF").status == 404)
    }
  }

  @Test func skipAndTopCutPages() async throws {
    try await TestPBX.run { pbx async throws in
      #expect(try await pbx.get("/call_rates?skip=1&top=1").prefixes == ["447"])
      let past = try await pbx.get("/call_rates?skip=2147483647")
      #expect(past.body == "{\"count\":3,\"items\":[]}")
      for bad in [
        "top=0", "top=101", "top=-1", "top=x", "top=", "skip=-1", "skip=2147483648", "skip=1.0",
        "top=1&top=2",
      ] {
        let answer = try await pbx.get("/call_rates?\(bad)")
        #expect(answer.status == 400 && answer.code == "VALIDATE_FAILED", "\(bad)")
      }
    }
  }

  @Test func creationOrderIsKeptOverDeletesAndInserts() async throws {
    try await TestPBX.run { pbx async throws in
      let ids = try await pbx.get("/call_rates").ids
      #expect(try await pbx.send(.post, "/call_rates/\(ids[1])/destroy").status == 204)
      #expect(try await pbx.send(.post, "/call_rates/\(ids[1])/destroy").status == 404)
      #expect(try await pbx.post("/call_rates", rateJSON()).status == 200)
      let answer = try await pbx.get("/call_rates")
      #expect(answer.prefixes == ["44", "33", "49"])
      #expect(answer.json?["count"] == .number(try #require(DecimalText(utf8: "3".utf8))))
      #expect(try await pbx.get("/call_rates?skip=1&top=1").prefixes == ["33"])
      #expect(!ids.contains(answer.ids[2]))
    }
  }

  @Test func createAnswersTheIdAndKeepsEverything() async throws {
    try await TestPBX.run { pbx async throws in
      let body = rateJSON([
        "connect_fee": "0.5", "price_1": "1e-05", "price_n": "123456789.12345",
        "description": "\"Ω\\u0000\\n\"",
        "id": "\"mine\"", "unknown": "[{}]",
      ])
      let answer = try await pbx.post("/call_rates", body)
      guard case .string(let id)? = answer.json?["id"] else {
        Issue.record("no id in \(answer.body)")
        return
      }
      #expect(answer.body == "{\"id\":\"\(id)\"}" && id != "mine")
      #expect(
        try await pbx.get("/call_rates/\(id)").body == """
          {"id":"\(id)","prefix":"49","type":"INTERNATIONAL","free_seconds":0,"grace_period":0,"interval_1":60,\
          "interval_n":60,"connect_fee":0.5,"postcall_surcharge":0,"price_1":0.00001,\
          "price_n":123456789.12345,"description":"Ω\\u0000\\n"}
          """)
    }
  }

  @Test func prefixesAreUnique() async throws {
    try await TestPBX.run { pbx async throws in
      let again = try await pbx.post("/call_rates", rateJSON(["prefix": "\"44\""]))
      #expect(again.status == 409 && again.code == "ALREADY_EXISTS")
      let ids = try await pbx.get("/call_rates").ids
      #expect(try await pbx.post("/call_rates/\(ids[1])", "{\"prefix\":\"44\"}").status == 409)
      #expect(try await pbx.post("/call_rates/\(ids[0])", "{\"prefix\":\"44\"}").status == 200)
      #expect(try await pbx.get("/call_rates").prefixes == ["44", "447", "33"])
    }
  }

  @Test func updateReplacesWhatIsSentAndDefaultsTheType() async throws {
    try await TestPBX.run { pbx async throws in
      let id = try await pbx.get("/call_rates").ids[1]
      let answer = try await pbx.post("/call_rates/\(id)", "{\"price_n\":0.5,\"description\":\"\"}")
      #expect(answer.status == 200 && answer.body.isEmpty)
      #expect(
        try await pbx.get("/call_rates/\(id)").body == """
          {"id":"\(id)","prefix":"447","type":"LOCAL","free_seconds":0,"grace_period":0,"interval_1":60,\
          "interval_n":6,"connect_fee":0.05,"postcall_surcharge":0.01,"price_1":0.12,"price_n":0.5,\
          "description":null}
          """)
      #expect(try await pbx.post("/call_rates/none", "{}").status == 404)
      #expect(try await pbx.send(.post, "/call_rates/none").status == 404)
      #expect(try await pbx.send(.post, "/call_rates/\(id)").status == 200)
    }
  }

  @Test func exportIsAnAttachment() async throws {
    try await TestPBX.run { pbx async throws in
      _ = try await pbx.post("/call_rates", rateJSON(["description": "\"a, \\\"b\\\"\""]))
      let answer = try await pbx.get("/call_rates/export")
      #expect(answer.status == 200)
      #expect(answer.headers[.contentDisposition] == "attachment; filename=\"call_rates.csv\"")
      #expect(answer.headers[.contentType] == "application/octet-stream")
      let lines = answer.body.split(separator: "\r\n", omittingEmptySubsequences: false)
      #expect(
        lines == [
          "prefix,type,free_seconds,grace_period,interval_1,interval_n,connect_fee,postcall_surcharge,"
            + "price_1,price_n,description",
          "44,NATIONAL,0,0,60,6,0.05,0.01,0.0125,0.0125,United Kingdom",
          "447,MOBILE,0,0,60,6,0.05,0.01,0.12,0.12,United Kingdom Mobile",
          "33,INTERNATIONAL,0,0,60,6,0.05,0.01,0.02,0.02,",
          "49,INTERNATIONAL,0,0,60,60,0,0,0.1,0.1,\"a, \"\"b\"\"\"", "",
        ])
    }
  }
}
