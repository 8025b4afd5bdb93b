import RateQL
import Testing

@testable import PBXClient

@Suite struct OperationTests {
  static let rate =
    #"{"id":"a/b","prefix":"44","type":"MOBILE","free_seconds":0,"grace_period":1,"interval_1":60,"#
    + #""interval_n":30,"connect_fee":0.05,"postcall_surcharge":0.01,"price_1":0.12,"price_n":0.06,"#
    + #""description":"x","zone":7}"#

  @Test func readsWritesAndDeletesARate() async throws {
    try await FakePBX.run { call in
      call.method == "GET" ? .json(OperationTests.rate) : Reply(status: 204)
    } with: { fake in
      try await fake.session { session in
        let record = try #require(try await session.rate(id: "a/b"))
        #expect(record[.connectFee] == .number(ExactDecimal(significand: 5, scale: 2)))
        try await session.update(id: "a/b", to: record)
        try await session.delete(id: "a/b")
        let calls = fake.calls
        #expect(
          calls.map(\.path) == [
            "/api/call_rates/a%2Fb", "/api/call_rates/a%2Fb", "/api/call_rates/a%2Fb/destroy",
          ])
        #expect(calls.map(\.method) == ["GET", "POST", "POST"])
        #expect(
          calls[1].body
            == #"{"prefix":"44","type":"MOBILE","free_seconds":0,"grace_period":1,"interval_1":60,"#
            + #""interval_n":30,"connect_fee":0.05,"postcall_surcharge":0.01,"price_1":0.12,"price_n":0.06,"#
            + #""description":"x","zone":7}"#)
        #expect(calls[2].body == "")
      }
    }
  }

  @Test func aRateThatIsNotThereIsNil() async throws {
    try await FakePBX.run { _ in
      .error(404, "NOT_FOUND", "no such rate")
    } with: { fake in
      try await fake.session { session in
        try await #expect(session.rate(id: "x") == nil)
        try await #expect(session.rate(id: "") == nil)
        #expect(fake.calls.count == 1)
        await #expect(throws: StoreError.self) { try await session.delete(id: "") }
        await #expect(throws: StoreError.self) { try await session.update(id: "", to: RateRecord()) }
        #expect(fake.calls.count == 1)
      }
    }
  }

  @Test func anotherRateThanAskedForIsNotTaken() async throws {
    try await FakePBX.run { _ in
      .json(OperationTests.rate)
    } with: { fake in
      try await fake.session { session in
        let error = await #expect(throws: StoreError.self) { try await session.rate(id: "other") }
        guard case .badAnswer = error else {
          Issue.record("\(String(describing: error))")
          return
        }
      }
    }
  }

  @Test(arguments: [
    (Reply.json(#"{"id":"new-1"}"#), "new-1"), (.json(#"{"id":17}"#), "17"), (Reply(status: 201), "id-44"),
    (.json("{}"), "id-44"),
  ])
  func createGivesTheNewId(_ reply: Reply, _ id: String) async throws {
    try await FakePBX.run { call in
      // The list ignores the filter: the new rate is still told from the others.
      call.method == "POST"
        ? reply : .json(#"{"count":2,"items":[{"id":"id-1","prefix":"1"},{"id":"id-44","prefix":"44"}]}"#)
    } with: { fake in
      try await fake.session { session in
        var record = RateRecord()
        record[.id] = .text("old")
        record[.prefix] = .text("44")
        try await #expect(session.create(record) == id)
        #expect(fake.calls.first?.body == #"{"prefix":"44"}"#)
        #expect(fake.calls.first?.path == "/api/call_rates")
      }
    }
  }

  @Test func readsAndWritesBilling() async throws {
    try await FakePBX.run { call in
      call.method == "GET" ? .json(#"{"enabled":false,"account":"USER","type":"ONLINE","x":1}"#) : .json("")
    } with: { fake in
      try await fake.session { session in
        let settings = try await session.billing()
        #expect(settings == BillingSettings(enabled: false, account: "USER", type: "ONLINE"))
        try await session.setBilling(settings)
        #expect(fake.calls[1].body == #"{"enabled":false,"account":"USER","type":"ONLINE"}"#)
        #expect(fake.calls[1].path == "/api/tenant/billing")
      }
    }
  }

  @Test func exportsWithASafeName() async throws {
    let file = String(repeating: "44,0.1\n", count: 20_000)
    try await FakePBX.run { call in
      call.path == "/api/call_rates/export"
        ? Reply(
          type: "application/octet-stream", body: file,
          disposition: #"attachment; filename="../rates.csv""#)
        : Reply(status: 500)
    } with: { fake in
      try await fake.session { session in
        let (name, bytes) = try await session.export { export in
          #expect(export.length == file.utf8.count)
          var bytes: [UInt8] = []
          try await export.forEachChunk { bytes += $0 }
          return (export.suggestedName, bytes)
        }
        #expect(name == "rates.csv")
        #expect(bytes == Array(file.utf8))
      }
    }
  }

  @Test(arguments: [
    Reply(type: "text/csv", body: "44,", breaksOff: true), .html(200, "<p>hi</p>"), .error(403, "X", "no"),
    .error(401, "X", "no"),
  ])
  func anExportThatFailsIsAnError(_ reply: Reply) async throws {
    try await FakePBX.run { _ in
      reply
    } with: { fake in
      try await fake.session { session in
        await #expect(throws: StoreError.self) {
          try await session.export { export in try await export.forEachChunk { _ in } }
        }
      }
    }
  }
}
