import BulkEdit
import RateQL
import TestSupport
import Testing

@Suite("Group commit")
struct GroupCommitTests {
  let folder = JournalFolder()

  @Test("200 tasks at once: when an intent has returned, another process sees it; none is lost")
  func concurrent() async throws {
    let count = 200
    let journal = try Journal.open(path: folder.file)
    let reader = try Journal.open(path: folder.file)
    let id = try await journal.begin(JournalSamples.run(), JournalSamples.updates(count))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for sequence in (0..<count).shuffled() {
        group.addTask {
          let read = SampleRates.all[sequence % 10]
          try await journal.intend(id, sequence, read: read, written: read)
          if sequence % 20 == 0 {
            let state = try await reader.entries(id)[sequence].state
            #expect(state == .intended || state == .applied)
          }
          try await journal.outcome(id, sequence, .applied, newID: "n\(sequence)", detail: nil)
        }
      }
      try await group.waitForAll()
    }
    try await journal.finish(id, .done)
    let entries = try await reader.entries(id)
    #expect(entries.map(\.sequence) == Array(0..<count))
    #expect(entries.allSatisfy { $0.state == .applied && $0.newID == "n\($0.sequence)" })
    #expect(entries.allSatisfy { $0.read == SampleRates.all[$0.sequence % 10] && $0.read == $0.written })
    #expect(try await reader.run(id)?.counts == [.applied: count])
  }

  @Test("many outcomes without an intent between are all there in the end")
  func outcomesOnly() async throws {
    let journal = try Journal.open(path: folder.file)
    let id = try await journal.begin(JournalSamples.run(), JournalSamples.updates(1000))
    for sequence in 0..<1000 {
      try await journal.outcome(id, sequence, .gone, newID: nil, detail: "\(sequence)")
    }
    try await journal.finish(id, .partial)
    #expect(try await journal.entries(id).map(\.detail) == (0..<1000).map { "\($0)" })
  }

  @Test("two processes write at once, each its own run")
  func twoWriters() async throws {
    let journals = [try Journal.open(path: folder.file), try Journal.open(path: folder.file)]
    try await withThrowingTaskGroup(of: Void.self) { group in
      for journal in journals {
        group.addTask {
          let id = try await journal.begin(JournalSamples.run(), JournalSamples.updates(50))
          for sequence in 0..<50 {
            try await journal.intend(id, sequence, read: nil, written: nil)
            try await journal.outcome(id, sequence, .applied, newID: nil, detail: nil)
          }
          try await journal.finish(id, .done)
        }
      }
      try await group.waitForAll()
    }
    let runs = try await journals[0].runs(target: nil, limit: nil)
    #expect(runs.map(\.counts) == [[.applied: 50], [.applied: 50]])
  }

  @Test("a cancelled task's words are taken all the same")
  func cancelled() async throws {
    let journal = try Journal.open(path: folder.file)
    let id = try await journal.begin(JournalSamples.run(), JournalSamples.updates(1))
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      try await journal.intend(id, 0, read: nil, written: nil)
      try await journal.outcome(id, 0, .uncertain, newID: nil, detail: nil)
      try await journal.finish(id, .interrupted)
      return try await journal.entries(id).map(\.state)
    }
    #expect(try await task.value == [.uncertain])
    #expect(try await journal.run(id)?.state == .interrupted)
  }

  @Test("on a full disk every intent of the group fails, none is on record, and room makes it go on")
  func fullDisk() async throws {
    let count = 64
    let journal = try Journal.open(path: folder.file)
    let id = try await journal.begin(JournalSamples.run(), JournalSamples.updates(count + 1))
    var large = SampleRates.all[0]
    large[.description] = .text(String(repeating: "x", count: 20_000))
    try await journal.limitSize(bytes: 0)
    // One that was made before the disk was full, and can't be written now.
    try await journal.outcome(id, count, .failed, newID: nil, detail: String(repeating: "y", count: 50_000))

    let failures = await journal.intendAtOnce(id, 0..<count, large)
    #expect(failures.count == count)
    for failure in failures {
      #expect(failure.description.contains("the disk is full"))
    }
    await #expect(throws: JournalError.self) { try await journal.finish(id, .stopped) }
    let reader = try Journal.open(path: folder.file)
    #expect(try await reader.entries(id).allSatisfy { $0.state == .planned })
    #expect(try await reader.run(id)?.state == .open)

    try await journal.limitSize(bytes: nil)
    try await journal.intend(id, 0, read: large, written: large)
    #expect(try await reader.entries(id).map(\.state).filter { $0 != .planned } == [.intended, .failed])
    try await journal.finish(id, .stopped)
    #expect(try await reader.run(id)?.counts == [.intended: 1, .failed: 1, .planned: count - 1])
  }

  @Test("a plan that does not fit leaves no run behind")
  func fullDiskAtBegin() async throws {
    let journal = try Journal.open(path: folder.file)
    try await journal.limitSize(bytes: 200_000)
    await #expect(throws: JournalError.writing(reason: "the disk is full; free some space and try again")) {
      try await journal.begin(JournalSamples.run(), JournalSamples.updates(2000))
    }
    #expect(try await journal.runs(target: nil, limit: nil).isEmpty)
    let id = try await journal.begin(JournalSamples.run(), JournalSamples.updates(3))
    #expect(try await journal.entries(id).count == 3)
  }
}
