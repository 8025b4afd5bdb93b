import BulkEdit
import PBXClient
import RateQL
import Sandbox
import Synchronization
import TestSupport
import Testing

/// Answers some requests with 429, by their order, and counts the writes that are handled.
private final class Limited: FaultPlan {
  private let seed: UInt64
  private let writes = Mutex<[String: Int]>([:])
  private let refusals = Mutex(0)

  init(seed: UInt64) { self.seed = seed }

  var handled: [String: Int] { writes.withLock { $0 } }
  var refused: Int { refusals.withLock { $0 } }

  func fault(for request: FaultRequest) async -> Fault {
    var random = SeededRandom(seed: seed &+ UInt64(request.ordinal))
    guard Int.random(in: 0..<12, using: &random) == 0 else { return .none }
    refusals.withLock { $0 += 1 }
    return .status(429, retryAfter: 3, code: "TOO_MANY_REQUESTS")
  }

  func after(_ request: FaultRequest, _ table: FaultTable, status: Int?) async {
    guard let id = request.rateID, request.isWrite, status != nil else { return }
    writes.withLock { $0[id, default: 0] += 1 }
  }
}

@Suite("A plan applied to a server that asks for time again and again")
struct BusyApplyTests {
  /// A clock that nobody waits for: whoever sleeps wakes at once, at the time that was waited for.
  private final class LeapingClock: Sendable {
    private let now = Mutex(ContinuousClock.now)

    var clock: SessionClock {
      SessionClock(
        now: { self.now.withLock { $0 } },
        sleep: { end in
          self.now.withLock { $0 = max($0, end) }
          await Task.yield()
        }, jitter: { 100 })
    }
  }

  @Test("every rate is written once", .timeLimit(.minutes(2)), arguments: [1, 2, 3, 4] as [UInt64])
  func once(seed: UInt64) async throws {
    let limits = Limited(seed: seed)
    try await CommandLineSetup.withSandbox(rates: 400, faults: limits) { address in
      var configuration = PBXConfiguration(
        address: try PBXAddress(address.url), credentials: .token(Secret(address.token)))
      configuration.clock = LeapingClock().clock
      let store = try PBXSession(configuration)
      let session = Session(store: store)
      let edit = Source(name: "test", text: "rates | where price_n >= 0.001 | set price_n += 10%")
      let plan = try await session.run(session.check(session.parse(edit)), sink: SilentSink())
      #expect(plan.changes.count > 300)
      let report = await Applier(store: store).apply(try WriteOrder(ApplyStep.all(of: plan)))
      #expect(report.isComplete, "\(report.text())")
      #expect(limits.handled == Dictionary(uniqueKeysWithValues: plan.changes.map { ($0.id ?? "", 1) }))
      for change in plan.changes {
        let rate = try await store.rate(id: change.id ?? "")
        #expect(rate?[.priceN] == change.after?[.priceN])
      }
      #expect(limits.refused > 50)
      await store.shutdown()
    }
  }
}
