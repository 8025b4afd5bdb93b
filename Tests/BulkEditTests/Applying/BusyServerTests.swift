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
    return try WriteOrder(ApplyStep.all(of: try await session.run(program, sink: NoSink())))
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
    let inner = Mutex<InMemoryRateStore?>(nil)
    let store = FaultyStore(onWrite: { _, id in
      guard let table = inner.withLock({ $0 }), var rate = await table.rate(id: id) else { return }
      rate[.price1] = .number(ExactDecimal(9))
      try await table.update(id: id, to: rate)
      throw StoreError.busy("not so fast")
    })
    inner.withLock { $0 = store.inner }
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
