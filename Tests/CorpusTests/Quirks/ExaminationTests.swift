import OtherServer
import PBXClient
import RateQL
import Testing

/// What `rateql doctor` says of servers that differ from the contract.
@Suite("Examining a server")
struct ExaminationTests {
  private func report(_ quirks: Set<Quirk>) async throws -> ServerReport {
    try await QuirkyServer.session(quirks) { session, server in
      let configuration = PBXConfiguration(
        address: try PBXAddress(server.url), credentials: .token(Secret("not told")))
      return try await ServerExamination(session, configuration, patience: .zero).run()
    }
  }

  @Test("a server that keeps to the contract has nothing but its surcharges against it")
  func plain() async throws {
    let report = try await report([])
    #expect(report.failure == nil)
    let notes = report.findings.filter { $0.verdict != .fine }.map(\.subject)
    #expect(notes == ["postcall_surcharge", "orderby"])
    #expect(report.requests > 0)
  }

  @Test(
    "one that differs is told of, in what it differs",
    arguments: [
      (Quirk.filterIgnored, "prefix", "not relied on, done here instead"),
      (.filterAsText, "price_n", "not relied on, done here instead: eq, ne, lt"),
      (.orRefused, "joined by", "and; not relied on, done here instead: or"),
      (.orderIgnored, "orderby", "not relied on, done here instead: "),
      (.orderByFirstOnly, "two fields", "not relied on"),
      (.pageCap, "page", "5 rates where 8 were asked for"),
      (.countMissing, "rates", "not counted"),
      (.countTooHigh, "count", "more than there are"),
      (.countTooLow, "count", "fewer than there are"),
      (.numbersAsText, "numbers", "sent as texts: "),
      (.numbersWithExponents, "exponents", "sent with exponents: "),
      (.numbersWithNoise, "digits", "more than five after the point"),
      (.nullsLeftOut, "missing", "left out in some rates: "),
      (.unknownFields, "more fields", "kept and sent back"),
      (.unknownType, "types", "unknown ones"),
      (.listLeavesOutMore, "lists", "left out, so that each rate is read by its id: "),
      (.feeHidden, "connect_fee", "not shown"),
    ])
  func quirks(_ quirk: Quirk, _ subject: String, _ text: String) async throws {
    let report = try await report([quirk])
    #expect(report.failure == nil)
    let finding = try #require(report.findings.first { $0.subject == subject })
    #expect(finding.verdict == .note)
    #expect(finding.text.contains(text), "\(finding)")
  }

  @Test("a fee in the list is no fault")
  func listedFee() async throws {
    let finding = try await report([.feeListed]).findings.first { $0.subject == "connect_fee" }
    #expect(finding?.verdict == .fine && finding?.text == "in the list")
  }
}
