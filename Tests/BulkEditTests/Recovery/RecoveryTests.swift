import BulkEdit
import RateQL
import TestSupport
import Testing

/// Runs that are taken back, and runs that did not end.
@Suite("Undo and resume")
struct RecoveryTests {
  private let target = RunTarget(server: "memory", tenant: nil, label: "memory")

  private func editor(_ store: any RateStore) throws -> BulkEditor {
    BulkEditor(
      store: store, journal: try Journal.temporary(), target: target, locks: nil, lateWrites: .zero)
  }

  private func plan(_ text: String, _ store: any RateStore) async throws -> ChangePlan {
    let session = Session(store: store)
    return try await session.run(
      session.check(session.parse(Source(name: "test", text: text))), sink: SilentSink())
  }

  /// Carries a script out.
  private func apply(_ text: String, _ editor: BulkEditor) async throws -> BulkEditor.Run {
    try await editor.apply(try await plan(text, editor.store), from: .init(script: "test"))
  }

  private func undo(_ run: Int64, _ editor: BulkEditor, only: String? = nil) async throws -> UndoPlan {
    let found = try #require(try await editor.journal.run(run))
    let undo = try await editor.undoPlan(of: found, only: only)
    if !undo.plan.isEmpty {
      let done = try await editor.apply(undo.plan, from: .init(script: "undo", undoes: run))
      #expect(done.report.isComplete)
    }
    return undo
  }

  private func plain(_ table: InMemoryRateStore) async -> [RateRecord] {
    await table.all.map { record in
      var record = record
      record[.id] = nil
      return record
    }.sorted { ($0.prefix ?? "") < ($1.prefix ?? "") }
  }

  private let edit = """
    rates | where type = MOBILE | set price_n += 5%
    rates | where prefix = "999" | delete
    rates | where prefix = "44" | set prefix = "440"
    create prefix = "33", type = LOCAL, free_seconds = 0, grace_period = 0, interval_1 = 60, interval_n = 60, \
    connect_fee = 0, postcall_surcharge = 0%, price_1 = 0.1, price_n = 0.1
    billing set enabled = true
    """

  @Test("an undo brings everything back, and an undo of it brings the edit back")
  func undone() async throws {
    let store = ListingStore()
    let editor = try editor(store)
    let before = await plain(store.table)
    let first = try await apply(edit, editor)
    let after = await plain(store.table)
    #expect(first.report.isComplete && before != after)
    _ = try await undo(first.id, editor)
    #expect(await plain(store.table) == before)
    #expect(await store.table.billing().enabled == false)
    _ = try await undo(first.id + 1, editor)
    #expect(await plain(store.table) == after)
    // The rate that was deleted, came back and went again: its older run can still be taken back.
    _ = try await undo(first.id + 2, editor)
    #expect(await plain(store.table) == before)
  }

  @Test("an older run is undone on a rate that came back under a new id")
  func newID() async throws {
    let store = ListingStore()
    let editor = try editor(store)
    let raise = try await apply("rates | where prefix = \"447\" | set price_n = 0.5", editor)
    let delete = try await apply("rates | where prefix = \"447\" | delete", editor)
    _ = try await undo(delete.id, editor)
    #expect(await store.table.rate(id: "b02") == nil)
    _ = try await undo(raise.id, editor)
    let back = await store.table.all.first { $0.prefix == "447" }
    #expect(back?[.priceN] == .number(try #require(ExactDecimal("0.08"))))
    #expect(back?[.connectFee] == .number(try #require(ExactDecimal("0.05"))))
  }

  @Test("what others changed since is left alone and told, only what is chosen is taken back")
  func conflicts() async throws {
    let store = ListingStore()
    let editor = try editor(store)
    let run = try await apply("rates | where prefix startswith \"44\" | set price_n += 10%", editor)
    var changed = try #require(await store.table.rate(id: "b02"))
    changed[.priceN] = .int(3)
    try await store.table.update(id: "b02", to: changed)
    let some = try await undo(run.id, editor, only: "prefix in [\"44\", \"447\"]")
    #expect(some.chosen == 2)
    #expect(some.conflicts.map(\.step.label) == ["rate 447 (id b02)"])
    #expect(await store.table.rate(id: "b02") == changed)
    #expect(await store.table.rate(id: "b01")?[.priceN]?.description == "0.012")
    #expect(await store.table.rate(id: "b03")?[.priceN]?.description == "0.066")
    await #expect(throws: UndoError.self) { try await undo(run.id, editor, only: "no_such = 1") }
  }

  @Test("a deleted rate whose connect fee nobody knows needs one that is said")
  func unknownFee() async throws {
    var hidden = try #require(SampleRates.all.first { $0.prefix == "44" })
    hidden[.connectFee] = nil
    let store = ListingStore(InMemoryRateStore(name: "hiding", records: [hidden]))
    let editor = try editor(store)
    let run = try await apply("rates | delete", editor)
    let found = try #require(try await editor.journal.run(run.id))
    await #expect(throws: UndoError.self) { try await editor.undoPlan(of: found) }
    let fee = try #require(ExactDecimal("0.07"))
    let undo = try await editor.undoPlan(of: found, connectFee: fee)
    #expect(undo.plan.changes.first?.after?[.connectFee] == .number(fee))
  }

  @Test("a lost answer is settled by reading back; the rest is finished, nothing twice")
  func resumed() async throws {
    let store = FaultyStore(onDone: { kind, _ in
      if kind == "create" { throw StoreError.uncertain("the connection was lost") }
    })
    let editor = try editor(store)
    let plan = try await plan(edit, store)
    // As a crash leaves it: one change sent, the others not begun.
    let run = try await editor.journal.begin(
      NewRun(kind: .apply, target: target, script: "test", note: nil, undoes: nil, planDigest: nil),
      plan.changes.map { .rate($0) })
    let place = try #require(plan.changes.firstIndex { $0.kind == .create })
    var created = try #require(plan.changes[place].after)
    created[.id] = nil
    try await editor.journal.intend(run, place, read: nil, written: created)
    _ = try await store.inner.create(created)

    let found = try #require(try await editor.journal.unfinished(target).first)
    #expect(found.id == run)
    let settlement = try await editor.settled(found)
    #expect(settlement.foundDone == 1)
    #expect(settlement.left.count == plan.changes.count - 1)
    let finished = try await editor.finished(settlement)
    #expect(finished.report.isComplete)
    #expect(await store.inner.all.count { $0.prefix == "33" } == 1)
    #expect(await store.inner.rate(id: "e01") == nil)
    #expect(try await editor.journal.run(run)?.state == .done)
    #expect(try await editor.journal.unfinished(target).isEmpty)
  }

  @Test("billing settings are on record before they are sent, and settled where their answer was lost")
  func billing() async throws {
    let journal = try Journal.temporary()
    let store = FaultyStore(onWrite: { _, _ in
      let entries = try await journal.entries(1)
      #expect(entries.map(\.state) == [.intended] && entries.first?.intended != nil)
      // As a crash leaves it: sent, and nobody heard of it.
      throw StoreError.uncertain("the connection was lost")
    })
    let editor = BulkEditor(
      store: store, journal: journal, target: target, locks: nil, lateWrites: .zero)
    let before = await store.inner.billing()
    let run = try await apply("billing set enabled = true", editor)
    #expect(run.report.isInDoubt)
    func settle() async throws -> Settlement {
      try await journal.reopen(run.id)
      try await journal.intend(run.id, 0, read: nil, written: nil)
      let settlement = try await editor.settled(try #require(try await journal.run(run.id)))
      #expect(settlement.done.count + settlement.left.count + settlement.conflicts.count == 1)
      return settlement
    }
    #expect(try await settle().left.count == 1)
    var others = before
    others.account = "USER"
    await store.inner.setBilling(others)
    #expect(try await settle().conflicts.count == 1)
    var after = before
    after.enabled = true
    await store.inner.setBilling(after)
    #expect(try await settle().foundDone == 1)
    #expect(try await editor.settled(try #require(try await journal.run(run.id))).done.count == 1)
    let undo = try await editor.undoPlan(of: try #require(try await journal.run(run.id)))
    #expect(undo.plan.billing?.after == before)
  }

  @Test("a run is named by its number, on its own server, or is the last one")
  func choice() async throws {
    let editor = try editor(ListingStore())
    await #expect(throws: RunChoiceError.none(.undo, target)) { try await editor.run(nil, to: .undo) }
    let run = try await apply("rates | where prefix = \"44\" | set price_n = 0.5", editor)
    #expect(try await editor.run(nil, to: .undo).id == run.id)
    #expect(try await editor.run(run.id, to: .resume).id == run.id)
    await #expect(throws: RunChoiceError.none(.resume, target)) { try await editor.run(nil, to: .resume) }
    await #expect(throws: RunChoiceError.unknown(9)) { try await editor.run(9, to: .undo) }
    let other = BulkEditor(
      store: editor.store, journal: editor.journal,
      target: RunTarget(server: "elsewhere", tenant: "t", label: "e"), locks: nil)
    let error = await #expect(throws: RunChoiceError.self) { try await other.run(run.id, to: .undo) }
    #expect(error?.text(list: "journal") == "run 1 was on memory, and this is elsewhere (tenant t)")
  }

  @Test("rates that would exchange their prefixes are refused before there is a run")
  func ring() async throws {
    let store = ListingStore()
    let editor = try editor(store)
    let before = await store.table.all
    let (first, second) = (before[2], before[3])
    let changes = [(first, second), (second, first)].map { old, new in
      var after = old
      after[.prefix] = new[.prefix]
      return Change(id: old.id, before: old, after: after, rounded: [], origins: [])
    }
    await #expect(throws: RunError.self) {
      try await editor.apply(ChangePlan(changes: changes), from: .init(script: "test"))
    }
    #expect(try await editor.journal.runs(target: nil, limit: nil).isEmpty)
    #expect(await store.table.all == before)
  }

  @Test("nothing is written where the journal can't be kept")
  func noJournal() async throws {
    let store = ListingStore()
    let editor = try editor(store)
    let before = await store.table.all
    let plan = try await plan("rates | where prefix = \"44\" | set price_n = 0.5", store)
    let run = try await editor.journal.begin(
      NewRun(kind: .apply, target: target, script: "test", note: nil, undoes: nil, planDigest: nil),
      plan.changes.map { .rate($0) })
    try await editor.journal.finish(run, .stopped)
    // The run is over, so that no intent is taken.
    let settlement = try await editor.settled(try #require(try await editor.journal.run(run)))
    #expect(settlement.left.count == 1)
    #expect(await store.table.all == before)
  }
}
