import RateQL
import Synchronization
import TestSupport
import Testing

@testable import BulkEdit

/// What can come between a plan, its requests and its resumption.
@Suite("Runs that something comes between")
struct StoryTests {
  private let target = RunTarget(server: "memory", tenant: nil, label: "memory")

  private func editor(_ store: any RateStore) throws -> BulkEditor {
    BulkEditor(
      store: store, journal: try Journal.temporary(), target: target, locks: nil,
      policy: ApplyPolicy(onError: .goOn), lateWrites: .zero)
  }

  private func apply(_ text: String, _ editor: BulkEditor) async throws -> BulkEditor.Run {
    let session = Session(store: editor.store)
    let plan = try await session.run(
      session.check(session.parse(Source(name: "test", text: text))), sink: SilentSink())
    return try await editor.apply(plan, from: .init(script: "test"))
  }

  private func settle(_ run: BulkEditor.Run, _ editor: BulkEditor) async throws -> Settlement {
    try await editor.settled(try #require(try await editor.journal.run(run.id)))
  }

  private func set(_ field: RateField, _ value: Value, of id: String, in table: InMemoryRateStore)
    async throws
  {
    var rate = try #require(await table.rate(id: id))
    rate[field] = value
    try await table.update(id: id, to: rate)
  }

  @Test("an update does not take a prefix that somebody holds, now or when it is resumed")
  func takenPrefix() async throws {
    let store = DoublingStore()
    let editor = try editor(store)
    let session = Session(store: store)
    let plan = try await session.run(
      session.check(
        session.parse(
          Source(
            name: "test",
            text: """
              rates | where prefix = "44" | set prefix = "440"
              rates | where prefix = "447" | set prefix = "44"
              """))), sink: SilentSink())
    // The one that holds the prefix is changed by somebody else, and so stays as it is.
    try store.change("b01") { $0[.price1] = .int(9) }
    let run = try await editor.apply(plan, from: .init(script: "test"))
    #expect(run.report.appliedCount == 0)
    let settlement = try await settle(run, editor)
    #expect(settlement.left.count == 1 && settlement.conflicts.count == 1)
    let finished = try await editor.finished(settlement)
    #expect(finished.report.appliedCount == 0)
    #expect(store.rates("44").map(\.id) == ["b01"])
    #expect(
      finished.report.text().contains(
        "rate 447 (id b02): another rate has the prefix by now (id b01); left alone"))
  }

  @Test("the billing settings wait for rates that somebody was in the way of, when resumed too")
  func billingWaits() async throws {
    let store = FaultyStore()
    let editor = try editor(store)
    let session = Session(store: store)
    let plan = try await session.run(
      session.check(
        session.parse(
          Source(
            name: "test",
            text: "rates | where prefix = \"44\" | set price_n = 1\nbilling set enabled = true"))),
      sink: SilentSink())
    try await set(.priceN, .int(7), of: "b01", in: store.inner)
    let run = try await editor.apply(plan, from: .init(script: "test"))
    #expect(run.report.conflicts.count == 1)
    let settlement = try await settle(run, editor)
    #expect(settlement.conflicts.count == 1 && settlement.left.count == 1)
    let finished = try await editor.finished(settlement)
    #expect(finished.report.appliedCount == 0)
    #expect(await store.inner.billing().enabled == false)
    // The conflict is told as what it is, with the other version.
    #expect(finished.report.text().contains("price_n was 0.012, is now 7"))
    #expect(finished.report.conflicts.count == 1)
  }

  @Test("writes that land after they were looked for are found to be the run's own")
  func lateLanding() async throws {
    let isLost = Mutex(true)
    let store = FaultyStore(onWrite: { _, _ in
      if isLost.withLock({ $0 }) { throw StoreError.uncertain("the connection was lost") }
    })
    let editor = try editor(store)
    let run = try await apply(
      "rates | where prefix = \"44\" | set price_n = 1\nrates | where prefix = \"999\" | delete", editor)
    #expect(run.report.isInDoubt && run.report.appliedCount == 0)
    #expect(run.report.text().hasPrefix("Nothing is known to be changed; 2 not applied:"))
    let settlement = try await settle(run, editor)
    #expect(settlement.left.count == 2)
    // Now they land.
    try await set(.priceN, .int(1), of: "b01", in: store.inner)
    try await store.inner.delete(id: "e01")
    isLost.withLock { $0 = false }
    let finished = try await editor.finished(settlement)
    #expect(finished.report.isComplete, "\(finished.report.text())")
    #expect(try await editor.journal.run(run.id)?.count(.applied) == 2)
  }

  @Test("a change that landed is the run's own though another field was changed since")
  func landedAndChanged() async throws {
    let store = FaultyStore(onDone: { _, id in
      guard id == "b01" else { return }
      throw StoreError.uncertain("the connection was lost")
    })
    let editor = try editor(store)
    let plan = Change(
      id: "b01", before: SampleRates.all[2],
      after: {
        var after = SampleRates.all[2]
        after[.priceN] = .int(1)
        return after
      }(), origins: [])
    let run = try await editor.journal.begin(
      NewRun(kind: .apply, target: target, script: "test", note: nil, undoes: nil, planDigest: nil),
      [.rate(plan)])
    try await editor.journal.intend(run, 0, read: SampleRates.all[2], written: plan.after)
    try await set(.priceN, .int(1), of: "b01", in: store.inner)
    try await set(.description, .text("by somebody else"), of: "b01", in: store.inner)
    let settlement = try await editor.settled(try #require(try await editor.journal.run(run)))
    #expect(settlement.foundDone == 1 && settlement.conflicts.isEmpty)
  }

  @Test("what was applied stays so in the journal")
  func appliedStays() async throws {
    let store = FaultyStore()
    let editor = try editor(store)
    let run = try await apply("rates | where prefix = \"44\" | set price_n = 1", editor)
    try await editor.journal.reopen(run.id)
    await #expect(throws: JournalError.self) {
      try await editor.journal.intend(run.id, 0, read: nil, written: nil)
    }
    try await editor.journal.outcome(run.id, 0, .drifted, newID: nil, detail: "no")
    await #expect(throws: JournalError.self) { try await editor.journal.finish(run.id, .partial) }
    #expect(try await editor.journal.entries(run.id).map(\.state) == [.applied])
  }

  @Test(
    "a run is unfinished while something of it is left or in doubt",
    arguments: [
      (RunState.interrupted, [EntryState.applied: 1, .notTried: 1], true),
      (.interrupted, [.applied: 1, .drifted: 1], false), (.partial, [.applied: 1, .uncertain: 1], true),
      (.stopped, [.failed: 1, .intended: 1], true), (.stopped, [.failed: 2], false),
      (.partial, [.applied: 1, .drifted: 1], false), (.abandoned, [.uncertain: 2], false),
      (.done, [.applied: 2], false), (.open, [:], true),
    ])
  func unfinished(_ state: RunState, _ counts: [EntryState: Int], _ expected: Bool) {
    let run = JournalRun(
      id: 1, kind: .apply, target: target, script: "", note: nil, undoes: nil, planDigest: nil, state: state,
      started: .now, finished: nil, changeCount: 2, counts: counts, processID: 1)
    #expect(run.isUnfinished == expected)
  }
}
