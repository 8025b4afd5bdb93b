import BulkEdit
import Foundation
import RateQL
import Testing

@Suite("Pruning the journal")
struct JournalPruningTests {
  let folder = JournalFolder()
  let clock = JournalClock()

  func finished(_ journal: Journal, _ changes: Int = 1, _ run: NewRun = JournalSamples.run()) async throws
    -> Int64
  {
    let id = try await journal.begin(run, JournalSamples.updates(changes))
    for sequence in 0..<changes {
      try await journal.outcome(id, sequence, .applied, newID: nil, detail: nil)
    }
    try await journal.finish(id, .done)
    clock.advance(days: 1)
    return id
  }

  func ids(_ journal: Journal) async throws -> [Int64] {
    try await journal.runs(target: nil, limit: nil).map(\.id).reversed()
  }

  @Test("old runs go with all they had; what is unfinished stays, and what it takes back")
  func byAge() async throws {
    let clock = clock
    let journal = try Journal.open(path: folder.file, now: { clock.now })
    let undone = try await finished(journal)
    let old = try await finished(journal)
    let open = try await journal.begin(
      JournalSamples.run(.undo, undoes: undone), JournalSamples.updates(1))
    let interrupted = try await journal.begin(JournalSamples.run(), JournalSamples.updates(1))
    try await journal.finish(interrupted, .interrupted)
    let settled = try await journal.begin(JournalSamples.run(), [])
    try await journal.finish(settled, .interrupted)
    clock.advance(days: 400)
    let recent = try await finished(journal)
    #expect(try await journal.prune() == 2)
    #expect(try await ids(journal) == [undone, open, interrupted, recent])
    await #expect(throws: JournalError.unknownRun(old)) { try await journal.entries(old) }
    #expect(try await journal.entries(undone).count == 1)
    #expect(try await journal.prune() == 0)
    // A number is not given twice, even when the newest run goes.
    clock.advance(days: 500)
    try await journal.prune(JournalKeep(age: .seconds(86_400), bytes: nil))
    #expect(try await finished(journal) > recent)
  }

  @Test("the oldest go until the rest fits, the newest of a target never for its size, and the file shrinks")
  func bySize() async throws {
    let clock = clock
    let journal = try Journal.open(path: folder.file, now: { clock.now })
    let elsewhere = try await finished(journal, 1, JournalSamples.run(.apply, JournalSamples.other))
    var runs: [Int64] = []
    for _ in 0..<4 { runs.append(try await finished(journal, 500)) }
    let all = try await journal.usedBytes()
    #expect(try await journal.prune(JournalKeep(age: nil, bytes: all)) == 0)
    #expect(try await journal.prune(JournalKeep(age: nil, bytes: all * 6 / 10)) == 2)
    #expect(try await ids(journal) == [elsewhere] + runs.suffix(2))
    #expect(try await journal.usedBytes() <= all * 6 / 10)
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.file)
    #expect(try #require(attributes[.size] as? NSNumber).intValue <= all * 6 / 10)
    #expect(try await journal.prune(JournalKeep(age: nil, bytes: 0)) == 1)
    #expect(try await ids(journal) == [elsewhere, runs[3]])
    #expect(try await journal.entries(runs[3]).count == 500)
  }

  @Test("replaced ids stay as long as a run that may need them")
  func replacements() async throws {
    let clock = clock
    let journal = try Journal.open(path: folder.file, now: { clock.now })
    let target = JournalSamples.target
    try await journal.bringBack("a", as: "b")
    clock.advance(days: 100)
    let second = try await journal.bringBack("b", as: "c")
    #expect(try await journal.currentID("a", target) == "c")
    try await journal.prune(JournalKeep(age: .seconds(50 * 86_400), bytes: nil))
    #expect(try await ids(journal) == [second])
    #expect(try await journal.currentID("b", target) == "c")
    #expect(try await journal.currentID("a", target) == "a")
  }
}
