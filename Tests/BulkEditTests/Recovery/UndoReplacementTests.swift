import BulkEdit
import FoundationEssentials
import RateQL
import TestSupport
import Testing

/// A deleted rate comes back under a new id; whatever happens, older runs are undone under that one.
@Suite("Ids of rates that came back")
struct UndoReplacementTests {
  private let folder = JournalFolder()
  private let raise = "rates | where prefix in [\"447\", \"999\"] | set price_n = 1"
  private let delete = "rates | where prefix in [\"447\", \"999\"] | delete"

  private func plain(_ table: InMemoryRateStore) async -> [RateRecord] {
    await table.all.map { record in
      var record = record
      record[.id] = nil
      return record
    }
  }

  @Test("an outcome and the new id go to disk together, also once a full disk has room again")
  func fullDisk() async throws {
    let journal = try Journal.open(path: folder.file)
    let reader = try Journal.open(path: folder.file)
    let run = try await journal.begin(JournalSamples.run(.undo), JournalSamples.updates(1))
    try await journal.limitSize(bytes: 0)
    try await journal.outcome(
      run, 0, .applied, newID: "new", detail: String(repeating: "x", count: 50_000),
      replacement: ("old", "new"))
    await #expect(throws: JournalError.self) { try await journal.finish(run, .done) }
    #expect(try await reader.entries(run).map(\.state) == [.planned])
    #expect(try await reader.currentIDs(JournalSamples.target).isEmpty)
    try await journal.limitSize(bytes: nil)
    try await journal.finish(run, .done)
    #expect(try await reader.entries(run).map(\.state) == [.applied])
    #expect(try await reader.currentIDs(JournalSamples.target) == ["old": "new"])
  }

  @Test("after a crash, resume remembers the id of what it finds to be back, and of what it brings back")
  func crash() async throws {
    let store = ListingStore()
    let before = await plain(store.table)
    let scene = try UndoScene(store, journal: try Journal.open(path: folder.file))
    let raised = try await scene.apply(raise)
    let deleted = try await scene.apply(delete)
    let undo = try await scene.plan(of: deleted)
    let run = try await scene.editor.journal.begin(
      NewRun(kind: .undo, target: scene.editor.target, script: "undo", undoes: deleted),
      undo.plan.changes.map { .rate($0) })
    // The first was sent and its answer never came; the second was not begun.
    var sent = try #require(undo.plan.changes[0].after)
    sent[.id] = nil
    try await scene.editor.journal.intend(run, 0, read: nil, written: sent)
    _ = try await store.table.create(sent)

    let again = try UndoScene(store, journal: try Journal.open(path: folder.file))
    let settlement = try await again.editor.settled(try await again.editor.run(run, to: .resume))
    #expect(settlement.foundDone == 1 && settlement.left.count == 1)
    #expect(try await again.editor.finished(settlement).report.isComplete)
    try await again.undo(raised)
    #expect(await plain(store.table) == before)
  }

  @Test("a saved undo has the ids, and says which run it takes back")
  func saved() async throws {
    let store = ListingStore()
    let before = await plain(store.table)
    let scene = try UndoScene(store)
    let raised = try await scene.apply(raise)
    let deleted = try await scene.apply(delete)
    let file = PlanFile(
      try await scene.plan(of: deleted).plan, target: scene.editor.target, made: Date(), tool: "1",
      script: "undo", undoes: try await scene.editor.name(of: deleted))
    let read = try PlanFile.decode(file.encoded(), name: "p")
    #expect(read.changes.compactMap(\.formerID) == ["b02", "e01"])
    #expect(read.undoes == file.undoes)
    let undoes = try await scene.editor.run(named: read.undoes)
    #expect(undoes == deleted)
    // What a crash leaves of it is told by its changes, whatever the run is called.
    let run = try await scene.editor.apply(read.plan(), from: .init(script: "p", undoes: undoes))
    #expect(run.report.isComplete)
    #expect(try await scene.editor.journal.run(run.id)?.undoes == deleted)
    try await scene.undo(raised)
    #expect(await plain(store.table) == before)
  }

  @Test("a run by the same number in another journal is another run")
  func otherJournal() async throws {
    let first = try UndoScene(ListingStore())
    let run = try await first.apply(raise)
    let name = try #require(try await first.editor.name(of: run))
    #expect(try await first.editor.run(named: name) == run)
    let clock = JournalClock()
    let other = try UndoScene(ListingStore(), journal: try Journal.temporary(now: { clock.now }))
    #expect(try await other.editor.run(named: name) == nil)
    #expect(try await other.apply(raise) == run)
    #expect(try await other.editor.run(named: name) == nil)
    #expect(try await other.editor.run(named: nil) == nil)
    #expect(try await other.editor.name(of: nil) == nil)
    #expect(try await other.editor.name(of: 99) == nil)
  }
}
