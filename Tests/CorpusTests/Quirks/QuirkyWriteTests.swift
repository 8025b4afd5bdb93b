import OtherServer
import PBXClient
import RateQL
import TestSupport
import Testing

@Suite("Writes on servers that differ")
struct QuirkyWriteTests {
  /// Servers on which a write of this client is carried out and known to be.
  private static let willing: [Quirk] = [
    .updateAnswersNothing, .updateResetsMissing, .createAnswersNothing, .createAnswersCreated,
    .destroyAnswersOK,
    .unknownFields, .numbersAsText, .numbersWithExponents, .numbersWithNoise, .gzip, .chunked,
    .connectionClose,
    .tokenRunsOut, .refreshRefused, .expiresAt, .feeListed, .nullsLeftOut,
  ]

  @Test("a rate is created, changed and deleted", arguments: willing)
  func roundTrip(_ quirk: Quirk) async throws {
    try await QuirkyServer.session([quirk]) { session, server in
      let made = SampleRates.rate(
        nil, "8888", "MOBILE", price1: "0.00001", priceN: "12.5", fee: "0.07", surcharge: "0.015", "Ñ \"x\"")
      let id = try await session.create(made)
      var expected = made
      expected[.id] = .text(id)
      #expect(QuirkyWriteTests.stored(id, server)?.differences(from: expected) == [])

      var read = try #require(try await session.rate(id: id))
      #expect(read.differences(from: expected) == [])
      read[.priceN] = .number(ExactDecimal(fixed: 3, scale: 1))
      expected[.priceN] = read[.priceN]
      try await session.update(id: id, to: read)
      #expect(QuirkyWriteTests.stored(id, server)?.differences(from: expected) == [])

      try await session.delete(id: id)
      #expect(QuirkyWriteTests.stored(id, server) == nil)
      #expect(try await session.rate(id: id) == nil)
      #expect(server.rates.count == WitnessRates.all.count)
    }
  }

  @Test("fields that the client does not know go back as they came")
  func unknownFields() async throws {
    try await QuirkyServer.session([.unknownFields]) { session, server in
      let before = try #require(QuirkyWriteTests.stored("b01", server))
      var read = try #require(try await session.rate(id: "b01"))
      read[.priceN] = .number(.one)
      try await session.update(id: "b01", to: read)
      let after = try #require(QuirkyWriteTests.stored("b01", server))
      #expect(before.extras.count == 2)
      func plain(_ rate: RateRecord) -> [String] {
        rate.extras.map { "\($0.name) \($0.json.filter { !$0.isWhitespace })" }.sorted()
      }
      #expect(plain(after) == plain(before))
    }
  }

  @Test("a fee that is not shown is unknown, and not sent")
  func hiddenFee() async throws {
    try await QuirkyServer.session([.feeHidden]) { session, server in
      let read = try #require(try await session.rate(id: "d01"))
      #expect(read[.connectFee] == nil)
      try await session.update(id: "d01", to: read)
      #expect(QuirkyWriteTests.stored("d01", server)?[.connectFee] == .number(.one))
    }
  }

  @Test("a write that is forbidden names the permission")
  func forbidden() async throws {
    for quirks: Set<Quirk> in [[.writesForbidden], [.writesForbidden, .errorsAsHTML]] {
      try await QuirkyServer.session(quirks) { session, server in
        let error = await #expect(throws: StoreError.self) { try await session.delete(id: "b01") }
        guard case .notAllowed(let text)? = error else {
          Issue.record("\(String(describing: error))")
          return
        }
        #expect(text.contains("Billing.FullAccess") && !text.contains("\n") && !text.contains("<"))
        #expect(QuirkyWriteTests.stored("b01", server) != nil)
      }
    }
  }

  @Test("a write whose answer got lost is uncertain, and is not sent again")
  func lostAnswer() async throws {
    try await QuirkyServer.session([.resetAfterWrite]) {
      $0.every = 4
    } _: { session, server in
      var uncertain = 0
      let ids = WitnessRates.all.compactMap(\.id)
      for id in ids {
        do {
          try await session.delete(id: id)
        } catch StoreError.uncertain {
          uncertain += 1
        }
      }
      #expect(uncertain == ids.count / 4)
      #expect(server.rates.count == WitnessRates.all.count - ids.count)
      #expect(server.seen.filter { $0.path.hasSuffix("/destroy") }.count == ids.count)
    }
  }

  private static func stored(_ id: String, _ server: OtherServer) -> RateRecord? {
    server.rates.first { $0.id == id }
  }
}
