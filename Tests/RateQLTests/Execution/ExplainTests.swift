import RateQL
import TestSupport
import Testing

@Suite("explain, of a store that is not relied on for all that it is planned to do")
struct ExplainTests {
  /// Relied on for what the closure leaves of a question.
  private struct Doubtful: StoreInFront {
    let inner = ListingStore()
    let keeps: @Sendable (ScanRequest) -> ScanRequest

    func confirm(_ request: ScanRequest) async throws -> ScanRequest { keeps(request) }
  }

  private func explained(
    _ query: String, keeps: @escaping @Sendable (ScanRequest) -> ScanRequest
  ) async throws -> [String] {
    let store = Doubtful(keeps: keeps)
    let session = Session(store: store)
    let program = try session.check(session.parse(Source(name: "test", text: "explain \(query)")))
    let collector = ResultCollector()
    _ = try await session.run(program, sink: collector)
    #expect(store.inner.requests.isEmpty, "nothing is read")
    return collector.tables[0].map { "\($0.text("part") ?? ""): \($0.text("text") ?? "")" }
  }

  private let query =
    #"rates | where prefix startswith "44" and price_n > 1 | where cost(60s) > 0.1 | sort price_n | take 3"#

  @Test("what is left to it is what is told")
  func part() async throws {
    let lines = try await explained(query) { _ in
      ScanRequest(predicate: .text(.prefix, .startsWith, "44"))
    }
    #expect(
      lines == [
        "from: sample", #"sent: where prefix startswith "44""#,
        #"here: `where prefix startswith "44" and price_n > 1`: "#
          + "sent as far as it is relied on, and checked again on every row that comes",
        "here: `where cost(60s) > 0.1`", "here: `sort price_n`", "here: `take 3`",
        "by id: connect_fee of each rate that is left, before `where`",
        "requests: at least 1; one more for each rate that is read by id",
      ])
  }

  @Test("nothing is left to it: every rate is read")
  func nothing() async throws {
    let lines = try await explained(query) { _ in ScanRequest() }
    #expect(lines[1] == "sent: nothing: every rate is read")
    #expect(lines[2] == #"here: `where prefix startswith "44" and price_n > 1`"#)
    let match = try await explained(#"rates | match "447911123456""#) { _ in ScanRequest() }
    #expect(match[1...2] == ["sent: nothing: every rate is read", #"here: `match "447911123456"`"#])
  }

  @Test("all is left to it")
  func all() async throws {
    let lines = try await explained(#"rates | where price_n > 1 | sort price_n | take 3"#) { $0 }
    #expect(
      lines[2...4] == [
        "here: `where price_n > 1`: sent, and checked again on every row that comes",
        "here: `sort price_n`: sent, and done again", "here: `take 3`: sent, and done again",
      ])
  }
}
