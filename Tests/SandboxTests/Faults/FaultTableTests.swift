import RateQL
import Testing

@testable import Sandbox

/// The table past the API: what a test changes is what a client reads, and the other way round.
@Suite struct FaultTableTests {
  @Test("a rate is changed behind the client's back, at an exact request")
  func behindTheBack() async throws {
    let faults = ScriptedFaults(before: { request, table in
      guard let id = request.rateID, request.isWrite else { return }
      try? await table.set(id: id) { $0[.priceN] = .number(ExactDecimal("9.5") ?? .zero) }
    })
    try await FaultTests.run(faults) { bench async throws -> Void in
      let id = try #require(try await bench.table.records().first?.id)
      #expect(await bench.send("GET", "/call_rates/\(id)").body.contains("\"price_n\":0.0125,"))
      #expect(await bench.send("POST", "/call_rates/\(id)", "{\"price_1\":7}").status == 200)
      let body = await bench.send("GET", "/call_rates/\(id)").body
      #expect(body.contains("\"price_1\":7,") && body.contains("\"price_n\":9.5,"))
    }
  }

  @Test("records come back as they were put in, under ids of their own")
  func roundTrip() async throws {
    try await FaultTests.run(ScriptedFaults()) { bench async throws -> Void in
      var records = try await bench.table.records()
      for index in records.indices { records[index][.id] = nil }
      var given = TestPBX.rates
      for index in given.indices { given[index][.id] = nil }
      #expect(records == given)
      let id = try await bench.table.create(TestPBX.rate("39", "MOBILE", priceN: "1.00001", "Italy"))
      let record = try #require(try await bench.table.record(id: id))
      #expect(record.id == id && record[.connectFee] == .number(ExactDecimal("0.05") ?? .zero))
      #expect(await bench.send("GET", "/call_rates/\(id)").body.contains("\"price_n\":1.00001,"))
      try await bench.table.delete(id: id)
      #expect(await bench.send("GET", "/call_rates/\(id)").status == 404)
      #expect(try await bench.table.record(id: id) == nil)
      // The list's count and pages know of all of it.
      #expect(await bench.send("GET", "/call_rates").body.hasPrefix("{\"count\":3,"))
    }
  }

  @Test("what the table can't do is told")
  func refusals() async throws {
    try await FaultTests.run(ScriptedFaults()) { bench async throws -> Void in
      let id = try #require(try await bench.table.records().first?.id)
      await #expect(throws: SandboxError.table("there is no call rate with the id 'none'")) {
        try await bench.table.delete(id: "none")
      }
      await #expect(throws: SandboxError.table("there is no call rate with the id 'none'")) {
        try await bench.table.set(id: "none") { _ in }
      }
      let taken = SandboxError.table("another call rate has the prefix '33'; prefixes are unique")
      await #expect(throws: taken) { try await bench.table.set(id: id) { $0[.prefix] = .text("33") } }
      await #expect(throws: taken) { try await bench.table.create(TestPBX.rates[2]) }
      await #expect(throws: SandboxError.self) { try await bench.table.set(id: id) { $0[.prefix] = nil } }
      #expect(try await bench.prefixes() == FaultTests.base)
    }
  }

  @Test("billing is read and set")
  func billing() async throws {
    try await FaultTests.run(ScriptedFaults()) { bench async throws -> Void in
      let settings = BillingSettings(enabled: true, account: "USER", type: "ONLINE")
      try await bench.table.setBilling(settings)
      #expect(try await bench.table.billing() == settings)
      #expect(
        await bench.send("GET", "/tenant/billing").body
          == "{\"enabled\":true,\"account\":\"USER\",\"type\":\"ONLINE\"}")
    }
  }
}
