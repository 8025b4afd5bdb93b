import RateQL
import Rendering
import Synchronization
import TestSupport
import Testing

/// Stores that say they can and then don't: the answer is right all the same.
@Suite("Untrustworthy stores")
struct UntrustworthyStoreTests {
  /// Says it can do everything and does a part of it.
  final class LyingStore: StoreInFront {
    enum Lie { case ignoresCondition, ignoresOrder, reversesOrder }

    let inner = ListingStore()
    let lie: Lie
    let name = "liar"
    let concurrency = 2

    init(_ lie: Lie) { self.lie = lie }

    var capabilities: StoreCapabilities { .all }

    func scan(_ request: ScanRequest, deliver: (RateBatch) async throws -> ScanFlow) async throws {
      var request = request
      switch lie {
      case .ignoresCondition: request.predicate = nil
      case .ignoresOrder: request.order = []
      case .reversesOrder:
        request.order = request.order.map { StoreOrder($0.field, descending: !$0.descending) }
      }
      try await inner.scan(request, deliver: deliver)
    }
  }

  static let queries = [
    "rates | where type = MOBILE | select prefix", "rates | where type = MOBILE | take 2 | select prefix",
    "rates | sort price_n desc | take 3 | select prefix",
    "rates | where price_n > 0.01 | sort price_n desc | skip 1 | take 2 | select prefix",
    "rates | where type = MOBILE | summarize count()",
  ]

  private func answer(_ query: String, _ store: any RateStore) async throws -> (result: String, notes: String)
  {
    let (output, notes) = (MemoryOutput(), MemoryOutput())
    let sink = FormattingSink(output: output, messages: notes, format: .csv, settings: RenderSettings())
    let session = Session(store: store)
    let program = try session.check(session.parse(Source(name: "query", text: query)))
    _ = try await session.run(program, sink: sink)
    return (await output.text, await notes.text)
  }

  @Test("are found out and read without their help", arguments: queries)
  func isRight(_ query: String) async throws {
    let expected = try await answer(query, SampleRates.store()).result
    for lie in [LyingStore.Lie.ignoresCondition, .ignoresOrder, .reversesOrder] {
      #expect(try await answer(query, LyingStore(lie)).result == expected, "\(lie)")
    }
  }

  @Test("are told of once")
  func notes() async throws {
    let notes = try await answer(UntrustworthyStoreTests.queries[0], LyingStore(.ignoresCondition)).notes
    #expect(
      notes == "note: liar does not keep to the condition it is given: the whole table is read instead\n")
  }
}
