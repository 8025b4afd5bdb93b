import BulkEdit
import RateQL
import Synchronization
import TestSupport
import Testing

@Suite("Writes to a server that asks for time")
struct BusyServerTests {
  private let edits = """
    rates | where prefix = "44" | set price_n = 1
    rates | where prefix = "999" | delete
    create prefix = "33", type = LOCAL, free_seconds = 0, grace_period = 0, interval_1 = 60, interval_n = 60, \
    connect_fee = 0, postcall_surcharge = 0%, price_1 = 0.1, price_n = 0.1
    """

  private func steps(_ text: String, _ store: any RateStore) async throws -> WriteOrder {
    let session = Session(store: store)
    let program = try session.check(session.parse(Source(name: "test", text: text)))
    return try WriteOrder(ApplyStep.all(of: try await session.run(program, sink: SilentSink())))
  }

  /// A store that refuses each write as it is told, somebody else having changed the rate before some of them.
  private func meddled(
    _ refusal: @escaping @Sendable () -> (StoreError, isMeddled: Bool)
  ) -> FaultyStore {
    let inner = Mutex<InMemoryRateStore?>(nil)
    let store = FaultyStore(onWrite: { _, id in
      let (error, isMeddled) = refusal()
      if isMeddled, let table = inner.withLock({ $0 }), var rate = await table.rate(id: id) {
        rate[.price1] = .number(ExactDecimal(9))
        try await table.update(id: id, to: rate)
      }
      throw error
    })
    inner.withLock { $0 = store.inner }
    return store
  }

  @Test("what was not done is sent again, after a look")
  func again() async throws {
    let writes = Mutex<[String: Int]>([:])
    let store = FaultyStore(onWrite: { name, _ in
      let count = writes.withLock { writes in
        writes[name, default: 0] += 1
        return writes[name, default: 0]
      }
      if count < 4 { throw StoreError.busy("not so fast") }
    })
    let report = await Applier(store: store).apply(try await steps(edits, store))
    #expect(report.text() == "Applied: 1 created, 1 updated, 1 deleted.")
    #expect(writes.withLock { $0 } == ["update": 4, "delete": 4, "create": 4])
  }

  @Test("what was done all the same is not sent again")
  func doneAllTheSame() async throws {
    let writes = Mutex(0)
    let store = FaultyStore(
      onWrite: { _, _ in writes.withLock { $0 += 1 } },
      onDone: { _, _ in throw StoreError.busy("not so fast") })
    let report = await Applier(store: store).apply(try await steps(edits, store))
    #expect(report.text() == "Applied: 1 created, 1 updated, 1 deleted.")
    #expect(writes.withLock { $0 } == 3)
  }

  /// How often each rate is read, in front of a table.
  private final class Readings: StoreInFront {
    let inner: FaultyStore
    let name = "readings"
    let reads = Mutex<[String: Int]>([:])

    init(_ inner: FaultyStore) { self.inner = inner }

    func rate(id: String) async throws -> RateRecord? {
      reads.withLock { $0[id, default: 0] += 1 }
      return try await inner.rate(id: id)
    }
  }

  @Test("what was given back, unsent, is read and announced anew before it is sent")
  func unasked() async throws {
    let left = Mutex(3)
    let store = FaultyStore(onWrite: { _, _ in
      let isUnasked = left.withLock { left in
        left -= 1
        return left >= 0
      }
      if isUnasked { throw StoreError.unasked("it had no turn") }
    })
    let readings = Readings(store)
    let announced = Announcements()
    let report = await Applier(store: readings, observer: announced).apply(
      try await steps("rates | where prefix = \"44\" | set price_n = 1", store))
    #expect(report.text() == "Applied: 1 updated.")
    #expect(readings.reads.withLock { $0 } == ["b01": 4])
    #expect(announced.count.withLock { $0 } == 4)
  }

  private final class Announcements: ApplyObserver {
    let count = Mutex(0)

    func willWrite(_ step: ApplyStep, read: RateRecord?, written: RateRecord?) async throws {
      count.withLock { $0 += 1 }
    }
  }

  @Test("what somebody changed while it waited for its turn is left alone")
  func changedWhileItWaited() async throws {
    let store = meddled { (.unasked("it had no turn"), isMeddled: true) }
    let report = await Applier(store: store).apply(
      try await steps("rates | where prefix = \"44\" | set price_n = 1", store))
    #expect(report.conflicts.count == 1 && !report.isInDoubt)
  }

  @Test("one that was sent and then given back is in doubt where it is not found done")
  func sentAndGivenBack() async throws {
    let count = Mutex(0)
    let store = meddled {
      let number = count.withLock { count in
        count += 1
        return count
      }
      return number == 2
        ? (.unasked("it had no turn"), isMeddled: true) : (.busy("not so fast"), isMeddled: false)
    }
    let report = await Applier(store: store).apply(
      try await steps("rates | where prefix = \"44\" | set price_n = 1", store))
    #expect(report.isInDoubt)
    #expect(count.withLock { $0 } == 2)
  }

  @Test("one that is given back for ever is not tried for ever")
  func neverAsked() async throws {
    let store = FaultyStore(onWrite: { _, _ in throw StoreError.unasked("it had no turn") })
    let report = await Applier(store: store).apply(
      try await steps("rates | where prefix = \"44\" | set price_n = 1", store))
    #expect(
      report.text() == """
        Nothing was changed; 1 not applied:
          1 not begun (it had no turn): 44
        """)
  }

  @Test("one that stays busy ends the run, and says so")
  func staysBusy() async throws {
    let store = FaultyStore(onWrite: { _, _ in throw StoreError.busy("the server asks for time") })
    let report = await Applier(store: store).apply(
      try await steps("rates | where prefix = \"44\" | set price_n = 1", store))
    #expect(
      report.text() == """
        Nothing was changed; 1 not applied:
          rate 44 (id b01): the server asks for time
        """)
    #expect(report.stoppingError == .busy("the server asks for time"))
  }

  @Test("a rate that somebody changed meanwhile is left in doubt")
  func changedMeanwhile() async throws {
    let store = meddled { (.busy("not so fast"), isMeddled: true) }
    let report = await Applier(store: store).apply(
      try await steps("rates | where prefix = \"44\" | set price_n = 1", store))
    #expect(report.isInDoubt)
  }

  @Test("the user's stop ends a wait for the server, and what was not sent was not tried")
  func stopDuringWait() async throws {
    let (reached, feed) = AsyncStream.makeStream(of: Void.self)
    let store = FaultyStore(onWrite: { _, _ in
      feed.yield()
      // A wait that only its task's end ends.
      let (never, keep) = AsyncStream.makeStream(of: Void.self)
      for await _ in never {}
      keep.finish()
      try Task.checkCancellation()
    })
    let plan = try await steps("rates | set price_n += 5%", store)
    let work = Task { await Applier(store: store).apply(plan) }
    for await _ in reached { break }
    work.cancel()
    let report = await work.value
    #expect(report.wasInterrupted && report.appliedCount == 0)
    for result in report.results {
      guard case .notTried = result.outcome else {
        Issue.record("\(result.outcome)")
        continue
      }
    }
  }
}
