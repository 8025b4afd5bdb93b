import Foundation
import RateQL
import TestSupport
import Testing

@testable import BulkEdit

@Suite("The journal of runs")
struct JournalTests {
  let folder = JournalFolder()

  @Test("a run comes back as it was told, with every change whole")
  func roundTrip() async throws {
    let clock = JournalClock()
    let journal = try Journal.open(path: folder.file, now: { clock.now })
    let plan = JournalSamples.mixedPlan()
    let id = try await journal.begin(JournalSamples.run(.undo, undoes: 7), plan)
    let run = try #require(try await journal.run(id))
    #expect(run.kind == .undo)
    #expect(run.target == JournalSamples.target)
    #expect(run.target.label == "pbx")
    #expect((run.script, run.note, run.undoes, run.planDigest) == ("up.rql", "ticket 12", 7, "ab12"))
    #expect((run.state, run.finished, run.changeCount) == (.open, nil, 4))
    #expect(run.started == clock.now)
    #expect(run.counts == [.planned: 4])
    #expect(run.processID == ProcessInfo.processInfo.processIdentifier)
    let entries = try await journal.entries(id)
    #expect(entries.map(\.change) == plan)
    #expect(entries.map(\.sequence) == [0, 1, 2, 3])
    #expect(entries.allSatisfy { $0.state == .planned && $0.read == nil && $0.intended == nil })
  }

  @Test(
    "a plan of any length comes back in its order",
    arguments: [0, 1, 4, 31, 32, 33, 511, 512, 513, 1_024, 5_000])
  func lengths(_ count: Int) async throws {
    let journal = try Journal.temporary()
    let plan = Array((JournalSamples.mixedPlan() + JournalSamples.updates(count)).prefix(count))
    let run = try await journal.begin(JournalSamples.run(), plan)
    let entries = try await journal.entries(run)
    #expect(entries.map(\.change) == plan)
    #expect(entries.map(\.sequence) == Array(plan.indices))
  }

  @Test("a plan with a value that can't be kept is no run, and the next is", arguments: [0, 40, 700, 1_999])
  func unfitPlan(_ place: Int) async throws {
    let journal = try Journal.temporary()
    var plan = JournalSamples.updates(2_000)
    guard case .rate(var change) = plan[place], var after = change.after else { return }
    after[.priceN] = .text("0.1")
    change.after = after
    plan[place] = .rate(change)
    await #expect(throws: JournalError.writing(reason: "0.1 is no value of price_n")) {
      try await journal.begin(JournalSamples.run(), plan)
    }
    #expect(try await journal.runs(target: nil, limit: nil).isEmpty)
    let run = try await journal.begin(JournalSamples.run(), JournalSamples.updates(2_000))
    #expect(try await journal.entries(run).count == 2_000)
  }

  @Test("what an earlier version has written is read: each record was kept whole then")
  func wholeRecords() async throws {
    let plan = JournalSamples.updates(2)
    let run = try await Journal.open(path: folder.file).begin(JournalSamples.run(), plan)
    guard case .rate(let change) = plan[1], let after = change.after else { return }
    let text = try RecordText.text(after)
    try await JournalSurgery.execute(
      "UPDATE entry SET after = '\(text)' WHERE sequence = 1", path: folder.file)
    let entries = try await Journal.open(path: folder.file).entries(run)
    #expect(entries.map(\.change) == plan)
  }

  @Test("each step is on record, and the counts follow")
  func steps() async throws {
    let journal = try Journal.temporary()
    let id = try await journal.begin(JournalSamples.run(), JournalSamples.mixedPlan())
    var read = SampleRates.all[2]
    read[.description] = .text("someone else's")
    var written = read
    written[.connectFee] = nil
    try await journal.intend(id, 1, read: read, written: written)
    try await journal.intend(id, 0, read: nil, written: SampleRates.all[0])
    try await journal.outcome(id, 0, .applied, newID: "n-1", detail: nil)
    try await journal.outcome(id, 2, .drifted, newID: nil, detail: "price_n", read: SampleRates.all[9])
    try await journal.intend(id, 3, read: nil, written: nil)
    let entries = try await journal.entries(id)
    #expect(entries.map(\.state) == [.applied, .intended, .drifted, .intended])
    #expect((entries[1].read, entries[1].written) == (read, written))
    #expect((entries[0].newID, entries[0].written) == ("n-1", SampleRates.all[0]))
    #expect((entries[2].detail, entries[2].read, entries[2].intended) == ("price_n", SampleRates.all[9], nil))
    #expect(entries[3].intended != nil)
    #expect(try await journal.run(id)?.counts == [.applied: 1, .intended: 2, .drifted: 1])
    // A later word on the same change takes the place of the first; what was applied stays, and its id.
    try await journal.outcome(id, 0, .applied, newID: nil, detail: nil)
    try await journal.outcome(id, 1, .uncertain, newID: nil, detail: "lost")
    try await journal.finish(id, .interrupted)
    let run = try #require(try await journal.run(id))
    #expect(run.counts == [.applied: 1, .uncertain: 1, .intended: 1, .drifted: 1])
    #expect(run.isUnfinished)
    #expect(try await journal.entries(id)[0].newID == "n-1")
  }

  @Test(
    "what was applied stays so, whatever is said later",
    arguments: [EntryState.uncertain, .failed, .drifted, .gone, .notTried])
  func appliedStays(_ later: EntryState) async throws {
    let journal = try Journal.temporary()
    let id = try await journal.begin(JournalSamples.run(), JournalSamples.updates(2))
    let (read, other) = (SampleRates.all[0], SampleRates.all[1])
    // One whose intent is on record, and one of which only the outcome is.
    try await journal.intend(id, 0, read: read, written: other)
    for sequence in 0..<2 {
      try await journal.outcome(id, sequence, .applied, newID: "n-\(sequence)", detail: nil)
    }
    let before = try await journal.entries(id)
    for sequence in 0..<2 {
      try await journal.outcome(id, sequence, later, newID: "x", detail: "late", read: other)
    }
    let entries = try await journal.entries(id)
    #expect(entries.map(\.state) == [.applied, .applied])
    #expect(entries.map(\.newID) == ["n-0", "n-1"])
    #expect(entries.map(\.detail) == [nil, nil])
    #expect(entries.map(\.read) == before.map(\.read))
    await #expect(throws: JournalError.writing(reason: "change 0 of run \(id) was not taken")) {
      try await journal.finish(id, .done)
    }
  }

  @Test("an outcome keeps what was read before, unless it says otherwise")
  func outcomeKeepsRead() async throws {
    let journal = try Journal.temporary()
    let id = try await journal.begin(JournalSamples.run(), JournalSamples.updates(2))
    let (read, other) = (SampleRates.all[0], SampleRates.all[1])
    for sequence in 0..<2 { try await journal.intend(id, sequence, read: read, written: read) }
    try await journal.outcome(id, 0, .uncertain, newID: nil, detail: "lost")
    try await journal.outcome(id, 1, .drifted, newID: nil, detail: "price_n", read: other)
    let entries = try await journal.entries(id)
    #expect(entries.map(\.read) == [read, other])
    #expect(entries.map(\.detail) == ["lost", "price_n"])
  }

  @Test("counts of a finished run are kept, and told anew where an outcome comes late")
  func lateOutcome() async throws {
    let journal = try Journal.temporary()
    let id = try await journal.begin(JournalSamples.run(), JournalSamples.updates(3))
    try await journal.finish(id, .partial)
    #expect(try await journal.run(id)?.counts == [.planned: 3])
    try await journal.outcome(id, 1, .notTried, newID: nil, detail: nil)
    #expect(try await journal.run(id)?.counts == [.planned: 2, .notTried: 1])
  }

  @Test("counts are true whatever is written together: outcomes and ends of several runs")
  func mingledCounts() async throws {
    let journal = try Journal.temporary()
    let runs = [
      try await journal.begin(JournalSamples.run(), JournalSamples.updates(120)),
      try await journal.begin(JournalSamples.run(), JournalSamples.updates(120)),
    ]
    for round in 0..<40 {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for run in runs {
          for sequence in 3 * round..<3 * round + 3 {
            group.addTask { try await journal.outcome(run, sequence, .gone, newID: nil, detail: nil) }
            group.addTask { try await journal.finish(run, .partial) }
          }
        }
        try await group.waitForAll()
      }
      for run in runs {
        let gone = try await journal.entries(run).count { $0.state == .gone }
        #expect(gone == 3 * round + 3)
        #expect(try await journal.run(run)?.count(.gone) == gone)
      }
    }
  }

  @Test("a process that died leaves what it knew, and another resumes")
  func killed() async throws {
    let first = try Journal.open(path: folder.file)
    let id = try await first.begin(JournalSamples.run(), JournalSamples.updates(3))
    try await first.intend(id, 0, read: SampleRates.all[0], written: SampleRates.all[1])
    // Not on disk yet: nothing has made a group of it.
    try await first.outcome(id, 0, .applied, newID: nil, detail: nil)

    let second = try Journal.open(path: folder.file)
    #expect(try await second.unfinished(JournalSamples.target).map(\.id) == [id])
    #expect(try await second.unfinished(JournalSamples.other).isEmpty)
    #expect(try await second.entries(id).map(\.state) == [.intended, .planned, .planned])
    #expect(try await second.entries(id)[0].read == SampleRates.all[0])
    try await second.reopen(id)
    for sequence in 0..<3 { try await second.outcome(id, sequence, .applied, newID: nil, detail: nil) }
    try await second.finish(id, .done)
    #expect(try await second.unfinished(JournalSamples.target).isEmpty)
    #expect(try await first.run(id)?.counts == [.applied: 3])
  }

  @Test("unfinished is what is open, or was broken off with changes left", arguments: RunState.allCases)
  func unfinished(_ state: RunState) async throws {
    let journal = try Journal.temporary()
    let left = try await journal.begin(JournalSamples.run(), JournalSamples.updates(2))
    try await journal.outcome(left, 0, .applied, newID: nil, detail: nil)
    try await journal.finish(left, state)
    let settled = try await journal.begin(JournalSamples.run(), JournalSamples.updates(1))
    try await journal.outcome(settled, 0, .applied, newID: nil, detail: nil)
    try await journal.finish(settled, state)
    let wanted: [Int64] =
      switch state {
      case .open: [settled, left]
      case .interrupted: [left]
      case .done, .partial, .stopped, .abandoned: []
      }
    #expect(try await journal.unfinished(JournalSamples.target).map(\.id) == wanted)
    #expect((try await journal.run(left)?.finished == nil) == (state == .open))
    try await journal.reopen(left)
    #expect(try await journal.run(left)?.state == .open)
  }

  @Test("the run that is meant is the last one with which something can be done")
  func last() async throws {
    let journal = try Journal.temporary()
    let target = JournalSamples.target
    func begin(_ applied: Int, _ state: RunState, of count: Int = 2) async throws -> Int64 {
      let id = try await journal.begin(JournalSamples.run(), JournalSamples.updates(count))
      for sequence in 0..<applied {
        try await journal.outcome(id, sequence, .applied, newID: nil, detail: nil)
      }
      try await journal.finish(id, state)
      return id
    }
    func last(_ purpose: RunPurpose) async throws -> Int64? { try await journal.last(purpose, target)?.id }
    #expect(try await last(.resume) == nil)
    #expect(try await last(.undo) == nil)
    let whole = try await begin(2, .done)
    let stopped = try await begin(0, .stopped)
    #expect(try await last(.resume) == stopped)
    #expect(try await last(.undo) == whole)
    let half = try await begin(1, .partial)
    _ = try await begin(2, .partial)
    let abandoned = try await begin(1, .abandoned)
    _ = try await journal.begin(JournalSamples.run(.apply, JournalSamples.other), JournalSamples.updates(1))
    #expect(try await last(.resume) == half)
    #expect(try await last(.undo) == abandoned)
    // All is written, and the run has yet to be closed.
    let open = try await begin(2, .open)
    #expect(try await last(.resume) == open)
    #expect(try await journal.last(.resume, target)?.count(.applied) == 2)
  }

  @Test("runs are listed newest first, by target and by number")
  func list() async throws {
    let journal = try Journal.temporary()
    let first = try await journal.begin(JournalSamples.run(), [])
    let second = try await journal.begin(JournalSamples.run(.apply, JournalSamples.other), [])
    let third = try await journal.begin(JournalSamples.run(), [])
    #expect(try await journal.runs(target: nil, limit: nil).map(\.id) == [third, second, first])
    #expect(try await journal.runs(target: nil, limit: 2).map(\.id) == [third, second])
    #expect(try await journal.runs(target: JournalSamples.target, limit: nil).map(\.id) == [third, first])
    #expect(try await journal.runs(target: JournalSamples.other, limit: 5).map(\.id) == [second])
    #expect(try await journal.run(99) == nil)
  }

  @Test("what is not there, or not open, is said")
  func refusals() async throws {
    let journal = try Journal.temporary()
    let id = try await journal.begin(JournalSamples.run(), JournalSamples.updates(1))
    await #expect(throws: JournalError.unknownRun(99)) { try await journal.entries(99) }
    await #expect(throws: JournalError.unknownRun(99)) { try await journal.finish(99, .done) }
    await #expect(throws: JournalError.unknownRun(99)) { try await journal.reopen(99) }
    await #expect(throws: JournalError.unknownRun(99)) {
      try await journal.intend(99, 0, read: nil, written: nil)
    }
    await #expect(throws: JournalError.unknownEntry(run: id, sequence: 1)) {
      try await journal.intend(id, 1, read: nil, written: nil)
    }
    try await journal.outcome(id, 5, .applied, newID: nil, detail: nil)
    await #expect(throws: JournalError.unknownEntry(run: id, sequence: 5)) {
      try await journal.finish(id, .done)
    }
    await #expect(throws: JournalError.notOpen(id)) {
      try await journal.intend(id, 0, read: nil, written: nil)
    }
    #expect(try await journal.entries(id).map(\.state) == [.planned])
  }

  @Test("what is refused harms nothing that is written with it")
  func refusedAmongOthers() async throws {
    let journal = try Journal.temporary()
    let id = try await journal.begin(JournalSamples.run(), JournalSamples.updates(60))
    for sequence in 50..<60 { try await journal.outcome(id, sequence, .gone, newID: nil, detail: nil) }
    let refused = await journal.intendAtOnce(id, Array(0..<50) + [999, 1_000], SampleRates.all[0])
    #expect(
      Set(refused) == [.unknownEntry(run: id, sequence: 999), .unknownEntry(run: id, sequence: 1_000)])
    #expect(refused.count == 2)
    let states = try await journal.entries(id).map(\.state)
    #expect(states == Array(repeating: .intended, count: 50) + Array(repeating: .gone, count: 10))
  }

  @Test("what is refused leaves the counts of a finished run as they are kept")
  func refusedCounts() async throws {
    let journal = try Journal.open(path: folder.file)
    let id = try await journal.begin(JournalSamples.run(), JournalSamples.updates(2))
    try await journal.finish(id, .stopped)
    // Figures that no count would give tell whether they are kept.
    try await JournalSurgery.execute("UPDATE run SET counts = 'applied 1 gone 1'", path: folder.file)
    await #expect(throws: JournalError.notOpen(id)) {
      try await journal.intend(id, 0, read: nil, written: nil)
    }
    #expect(try await journal.run(id)?.counts == [.applied: 1, .gone: 1])
    try await journal.outcome(id, 0, .failed, newID: nil, detail: nil)
    #expect(try await journal.run(id)?.counts == [.failed: 1, .planned: 1])
  }

  @Test("a doubt is gone once a change is known to be applied; its new id is not")
  func settledDoubt() async throws {
    let journal = try Journal.temporary()
    let id = try await journal.begin(JournalSamples.run(), JournalSamples.updates(1))
    try await journal.intend(id, 0, read: SampleRates.all[0], written: SampleRates.all[1])
    try await journal.outcome(id, 0, .uncertain, newID: "n1", detail: "the answer was lost")
    try await journal.outcome(id, 0, .applied, newID: nil, detail: nil)
    let entry = try #require(try await journal.entries(id).first)
    #expect((entry.state, entry.newID, entry.detail) == (.applied, "n1", nil))
    #expect((entry.read, entry.written) == (SampleRates.all[0], SampleRates.all[1]))
  }

  @Test("a rate made again is found by its old ids, in its own target")
  func replacements() async throws {
    let journal = try Journal.open(path: folder.file)
    let target = JournalSamples.target
    #expect(try await journal.currentID("a", target) == "a")
    try await journal.bringBack("a", as: "b")
    try await journal.bringBack("b", as: "c")
    try await journal.bringBack("x", as: "y\0z")
    try await journal.bringBack("a", as: "q", JournalSamples.other)
    #expect(try await journal.currentID("a", target) == "c")
    #expect(try await journal.currentID("b", target) == "c")
    #expect(try await journal.currentID("c", target) == "c")
    #expect(try await journal.currentID("x", target) == "y\0z")
    #expect(try await journal.currentID("a", JournalSamples.other) == "q")
    // A server that counts may give an old id again.
    try await journal.bringBack("c", as: "a")
    for id in ["a", "b", "c"] { #expect(try await journal.currentID(id, target) == "a") }
    let again = try Journal.open(path: folder.file)
    #expect(try await again.currentID("b", target) == "a")
  }
}
