import RateQL
import Synchronization
import TestSupport
import Testing

@Suite("What a query took")
struct QueryLogTests {
  /// The sample as a server has it: each list and each look at a rate is a request, and takes its time.
  private final class SlowStore: StoreInFront {
    let concurrency = 1
    let capabilities = StoreCapabilities.none
    let inner = ListingStore()
    private let clock: ManualClock
    private let sent = Mutex(0)

    init(_ clock: ManualClock) { self.clock = clock }

    var requestsSent: Int? { sent.withLock { $0 } }

    private func request() {
      sent.withLock { $0 += 1 }
      clock.advance(by: .milliseconds(206))
    }

    func scan(_ request: ScanRequest, deliver: (RateBatch) async throws -> ScanFlow) async throws {
      self.request()
      try await inner.scan(request, deliver: deliver)
    }

    func rate(id: String) async throws -> RateRecord? {
      request()
      return try await inner.rate(id: id)
    }
  }

  /// What `explain` tells of it; nil where it tells nothing.
  private func took(_ query: String, _ session: Session) async throws -> String? {
    let program = try session.check(session.parse(Source(name: "test", text: "explain \(query)")))
    let collector = ResultCollector()
    _ = try await session.run(program, sink: collector)
    return collector.tables.last?.first { $0.text("part") == "took" }?.text("text")
  }

  @Test("is told once it has run: requests, rates and time of its last run")
  func last() async throws {
    let clock = ManualClock()
    let session = Session(store: SlowStore(clock), clock: clock)
    let query = "rates | where price_n > 1 | sort prefix | select prefix, connect_fee"
    #expect(try await took(query, session) == nil)
    let rows = try await session.rows(of: query).count
    #expect(
      try await took(query, session)
        == "\(1 + rows) requests when it ran last, for 10 rates, in 0.\(206 * (1 + rows)) s")
    #expect(try await took("rates | take 1 | select connect_fee", session) == nil)
  }

  @Test("an answer that was kept took none; a failed run is not told")
  func kept() async throws {
    let clock = ManualClock()
    let session = Session(store: SlowStore(clock), clock: clock)
    let program = try session.check(session.parse(Source(name: "test", text: "rates\nrates")))
    _ = try await session.run(program)
    #expect(try await took("rates", session) == "0 requests when it ran last, for 10 rates, in 0.000 s")
    let failing = Session(store: SlowStore(clock), limits: RunLimits(rows: 3), clock: clock)
    await #expect(throws: RunError.self) { try await failing.rows(of: "rates") }
    #expect(try await took("rates", failing) == nil)
  }

  @Test("a store that sends no requests has nothing to tell")
  func silent() async throws {
    let session = Session(store: SampleRates.store())
    _ = try await session.rows(of: "rates")
    #expect(try await took("rates", session) == nil)
  }
}
