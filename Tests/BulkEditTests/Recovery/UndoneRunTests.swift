import BulkEdit
import RateQL
import TestSupport
import Testing

/// What was taken back is not offered to be finished.
@Suite("Runs that were undone")
struct UndoneRunTests {
  private let raise = "rates | where prefix startswith \"44\" | set price_n = 1"

  /// Makes the first change of a run, and leaves the others.
  private func interrupted(_ scene: UndoScene) async throws -> Int64 {
    let journal = scene.editor.journal
    let session = Session(store: scene.editor.store)
    let plan = try await session.run(
      session.check(session.parse(Source(name: "test", text: raise))), sink: SilentSink())
    let run = try await journal.begin(
      NewRun(kind: .apply, target: scene.editor.target, script: "test"), plan.changes.map { .rate($0) })
    let first = try #require(plan.changes.first)
    let id = try #require(first.id)
    let read = try #require(try await scene.editor.store.rate(id: id))
    let after = PlanSamples.changed(read, [.priceN: .int(1)])
    try await journal.intend(run, 0, read: read, written: after, planned: first)
    try await scene.editor.store.update(id: id, to: after)
    try await journal.outcome(run, 0, .applied, newID: nil, detail: nil)
    try await journal.finish(run, .interrupted)
    return run
  }

  @Test("it is not resumed, unless its undo is undone")
  func resumed() async throws {
    let scene = try UndoScene(ListingStore())
    let (editor, journal) = (scene.editor, scene.editor.journal)
    let older = try await interrupted(scene)
    let run = try await interrupted(scene)
    #expect(try await editor.run(nil, to: .resume).id == run)
    #expect(try await journal.undoneBy(run) == nil)
    let undo = try await scene.undo(run)
    #expect(undo.report.appliedCount == 1)
    #expect(try await journal.undoneBy(run) == undo.id)
    let error = await #expect(throws: RunChoiceError.undone(run, by: undo.id)) {
      try await editor.run(run, to: .resume)
    }
    #expect(error?.text(list: "journal") == "run 2 was undone by run 3; nothing to resume")
    #expect(try await editor.run(nil, to: .resume).id == older)
    #expect(try await journal.unfinished(editor.target).map(\.id) == [older])
    #expect(try await journal.run(run)?.ending == "undone by run 3")
    #expect(try await journal.run(older)?.ending == "interrupted")

    let again = try await scene.undo(undo.id)
    #expect(try await journal.undoneBy(run) == nil)
    #expect(try await journal.undoneBy(undo.id) == again.id)
    #expect(try await editor.run(run, to: .resume).id == run)
    #expect(try await journal.unfinished(editor.target).map(\.id) == [run, older])
    let third = try await scene.undo(again.id)
    #expect(try await journal.undoneBy(run) == undo.id)
    #expect(try await journal.undoneBy(again.id) == third.id)
  }

  @Test("an undo that changed nothing has taken nothing back")
  func nothing() async throws {
    let scene = try UndoScene(ListingStore())
    let run = try await interrupted(scene)
    let undo = try await scene.plan(of: run)
    let refused = try await scene.editor.journal.begin(
      NewRun(kind: .undo, target: scene.editor.target, script: "undo", undoes: run),
      undo.plan.changes.map { .rate($0) })
    try await scene.editor.journal.outcome(refused, 0, .failed, newID: nil, detail: "no")
    try await scene.editor.journal.finish(refused, .stopped)
    #expect(try await scene.editor.journal.undoneBy(run) == nil)
    #expect(try await scene.editor.run(run, to: .resume).id == run)
  }

  @Test("an interrupted run that was undone grows old like any other")
  func pruned() async throws {
    let clock = JournalClock()
    let journal = try Journal.temporary(now: { clock.now })
    let scene = try UndoScene(ListingStore(), journal: journal)
    let run = try await interrupted(scene)
    let undo = try await scene.undo(run)
    clock.advance(days: 500)
    let kept = try await interrupted(scene)
    #expect(try await journal.prune() == 2)
    #expect(try await journal.runs(target: nil, limit: nil).map(\.id) == [kept])
    #expect(undo.id < kept)
  }
}
