import RateQL
import TestSupport
import Testing

/// A store is told where it may read ahead.
@Suite("Reading ahead")
struct ReadAheadTests {
  @Test(
    "is for questions of which no rate will be enough",
    arguments: [
      ("rates", true), ("rates | summarize count() by type", true), ("rates | where description ~ /x/", true),
      ("rates | where description ~ /x/ | take 5", false), ("rates | take 5", false),
      ("rates | where description ~ /x/ | sort price_n | take 5", true),
      ("rates | where description ~ /x/ | take 5 | summarize count()", false),
    ])
  func isTold(_ query: String, _ readsAll: Bool) async throws {
    let store = ListingStore()
    let session = Session(store: store)
    let program = try session.check(session.parse(Source(name: "query", text: query)))
    _ = try await session.run(program, sink: SilentSink())
    #expect(store.requests.map(\.readsAll) == [readsAll])
  }
}
