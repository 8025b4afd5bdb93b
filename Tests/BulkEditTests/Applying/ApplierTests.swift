import BulkEdit
import RateQL
import Synchronization
import TestSupport
import Testing

/// A store whose calls fail as a test says.
final class FaultyStore: StoreInFront {
  let inner = SampleRates.store()
  let name = "faulty"
  let concurrency = 2
  /// Called before each call that writes, with its name and the id or prefix.
  let onWrite: @Sendable (String, String) async throws -> Void
  /// Called after the change was made and before the answer.
  let onDone: @Sendable (String, String) async throws -> Void

  init(
    onWrite: @escaping @Sendable (String, String) async throws -> Void = { _, _ in },
    onDone: @escaping @Sendable (String, String) async throws -> Void = { _, _ in }
  ) {
    self.onWrite = onWrite
    self.onDone = onDone
  }

  var capabilities: StoreCapabilities { .none }

  func create(_ record: RateRecord) async throws -> String {
    try await onWrite("create", record.prefix ?? "")
    let id = try await inner.create(record)
    try await onDone("create", record.prefix ?? "")
    return id
  }
  func update(id: String, to record: RateRecord) async throws {
    try await onWrite("update", id)
    try await inner.update(id: id, to: record)
    try await onDone("update", id)
  }
  func delete(id: String) async throws {
    try await onWrite("delete", id)
    try await inner.delete(id: id)
    try await onDone("delete", id)
  }
  func setBilling(_ settings: BillingSettings) async throws {
    try await onWrite("billing", "")
    await inner.setBilling(settings)
    try await onDone("billing", "")
  }
}

@Suite("Applying a plan")
struct ApplierTests {
  private func plan(_ text: String, _ store: any RateStore) async throws -> ChangePlan {
    let session = Session(store: store)
    let program = try session.check(session.parse(Source(name: "test", text: text)))
    return try await session.run(program, sink: SilentSink())
  }

  private func steps(_ text: String, _ store: any RateStore) async throws -> WriteOrder {
    try WriteOrder(ApplyStep.all(of: try await plan(text, store)))
  }

  private let raise = "rates | where prefix startswith \"44\" | set price_n += 5%"

  @Test("writes each record whole, connect_fee included")
  func whole() async throws {
    let store = FaultyStore()
    let before = try #require(await store.inner.rate(id: "b03"))
    let report = await Applier(store: store).apply(try await steps(raise, store))
    #expect(report.isComplete)
    #expect(report.text() == "Applied: 4 updated.")
    var expected = before
    expected[.priceN] = .number(try #require(ExactDecimal("0.063")))
    #expect(await store.inner.rate(id: "b03") == expected)
  }

  @Test("leaves a rate alone that changed since it was read")
  func drift() async throws {
    let store = FaultyStore()
    let plan = try await steps(raise, store)
    var changed = try #require(await store.inner.rate(id: "b02"))
    changed[.price1] = .number(try #require(ExactDecimal("0.5")))
    try await store.inner.update(id: "b02", to: changed)
    try await store.inner.delete(id: "b04")
    let report = await Applier(store: store).apply(plan)
    #expect(await store.inner.rate(id: "b02") == changed)
    #expect(report.appliedCount == 2)
    #expect(
      report.text() == """
        Applied: 2 updated; 2 not applied:
          rate 447 (id b02): changed by someone else since it was read; left alone (price_1 was 0.09, is now 0.5)
          rate 4470 (id b04): the rate is not there any more
        """)
  }

  @Test("tells each refusal and goes on")
  func refusal() async throws {
    let store = FaultyStore(onWrite: { _, id in
      guard id == "b01" else { return }
      throw StoreError.refused(.init(status: 400, code: "VALIDATE_FAILED", message: "no"))
    })
    let report = await Applier(store: store, policy: ApplyPolicy(onError: .goOn)).apply(
      try await steps(raise, store))
    #expect(
      report.text() == """
        Applied: 3 updated; 1 not applied:
          rate 44 (id b01): the server refused (400 VALIDATE_FAILED): no
        """)
  }

  @Test("stops where every other write would fail too")
  func stops() async throws {
    let store = FaultyStore(onWrite: { _, _ in throw StoreError.notAllowed("not allowed") })
    let applier = Applier(store: store)
    let report = await applier.apply(try await steps("rates | set price_n += 5%", store))
    #expect(report.appliedCount == 0)
    #expect(report.stoppingError == .notAllowed("not allowed"))
    let notTried = report.results.count { if case .notTried = $0.outcome { true } else { false } }
    #expect(report.results.count > applier.workers)
    #expect(notTried >= report.results.count - applier.workers)
  }

  @Test("reads back after a lost answer: done is done, and never done twice")
  func lostAnswer() async throws {
    let writes = Mutex(0)
    let store = FaultyStore(
      onWrite: { _, _ in writes.withLock { $0 += 1 } },
      onDone: { _, _ in throw StoreError.uncertain("the connection was lost") })
    let text = """
      rates | where prefix = "44" | set price_n = 1
      rates | where prefix = "999" | delete
      create prefix = "33", type = LOCAL, free_seconds = 0, grace_period = 0, interval_1 = 60, interval_n = 60, \
      connect_fee = 0, postcall_surcharge = 0%, price_1 = 0.1, price_n = 0.1
      """
    let report = await Applier(store: store).apply(try await steps(text, store))
    #expect(report.text() == "Applied: 1 created, 1 updated, 1 deleted.")
    #expect(writes.withLock { $0 } == 3)
  }

  @Test("says so where reading back does not settle it")
  func uncertain() async throws {
    let store = FaultyStore(onWrite: { _, _ in throw StoreError.uncertain("the connection was lost") })
    let report = await Applier(store: store).apply(
      try await steps("rates | where prefix = \"44\" | set price_n = 1", store))
    #expect(
      report.text() == """
        Nothing is known to be changed; 1 not applied:
          rate 44 (id b01): not known whether it was written (the connection was lost)
        """)
  }

  @Test("never invents a connect_fee that the server hides")
  func hiddenFee() async throws {
    let store = FaultyStore()
    let plan = try await steps("rates | where prefix = \"44\" | set price_n = 1", store)
    var hidden = try #require(await store.inner.rate(id: "b01"))
    hidden[.connectFee] = nil
    try await store.inner.update(id: "b01", to: hidden)
    let report = await Applier(store: store).apply(plan)
    #expect(report.appliedCount == 0)
    #expect(report.text().contains("`set connect_fee = …`"))
    #expect(await store.inner.rate(id: "b01") == hidden)
  }

  @Test("keeps to the order that prefixes ask for, and skips what waits for a failure")
  func order() async throws {
    let text = """
      rates | where prefix = "44" | set prefix = "440"
      rates | where prefix = "447" | set prefix = "44"
      """
    let store = FaultyStore()
    #expect(await Applier(store: store).apply(try await steps(text, store)).isComplete)
    #expect(await store.inner.rate(id: "b02")?.prefix == "44")

    let failing = FaultyStore(onWrite: { _, id in
      if id == "b01" { throw StoreError.refused(.init(status: 400, code: "X", message: "no")) }
    })
    let report = await Applier(store: failing, policy: ApplyPolicy(onError: .goOn)).apply(
      try await steps(text, failing))
    #expect(
      report.text() == """
        Nothing was changed; 2 not applied:
          rate 44 (id b01): the server refused (400 X): no
          1 not begun (the rate that holds the prefix 44 was not changed): 447
        """)
  }

  @Test("finishes what is under way when it is interrupted, and begins nothing more")
  func interrupted() async throws {
    let (reached, feed) = AsyncStream.makeStream(of: Void.self)
    let (gate, open) = AsyncStream.makeStream(of: Void.self)
    let store = FaultyStore(onWrite: { _, _ in
      feed.yield()
      for await _ in gate { break }
    })
    let plan = try await steps("rates | set price_n += 5%", store)
    let applier = Applier(store: store)
    let work = Task { await applier.apply(plan) }
    for await _ in reached { break }
    work.cancel()
    open.finish()
    let report = await work.value
    #expect(report.wasInterrupted)
    #expect(report.results.count > applier.workers)
    #expect((1...applier.workers).contains(report.appliedCount))
    #expect(report.text().hasPrefix("Interrupted. Applied: "))
    for result in report.problems { #expect(result.outcome == .notTried("it was interrupted before")) }
  }

  @Test("sets billing last, and only where it is as it was read")
  func billing() async throws {
    let store = FaultyStore()
    let plan = try await steps("billing set enabled = true", store)
    let report = await Applier(store: store).apply(plan)
    #expect(report.text() == "Applied: billing settings changed.")
    #expect(await store.inner.billing().enabled)
    let again = await Applier(store: store).apply(plan)
    #expect(again.text().contains("the billing settings: changed by someone else"))
  }
}
