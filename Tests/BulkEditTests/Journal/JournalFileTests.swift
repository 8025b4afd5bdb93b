import BulkEdit
import Foundation
import RateQL
import Testing

@Suite("The journal's file")
struct JournalFileTests {
  let folder = JournalFolder()

  @Test("file, its companions and folders are their owner's alone")
  func modes() async throws {
    let journal = try Journal.open(path: folder.file)
    _ = try await journal.begin(JournalSamples.run(), JournalSamples.updates(1))
    let state = folder.path + "/state"
    #expect(try JournalFolder.mode(folder.path) == 0o700)
    #expect(try JournalFolder.mode(state) == 0o700)
    let files = try FileManager.default.contentsOfDirectory(atPath: state).sorted()
    #expect(files == ["journal.sqlite", "journal.sqlite-shm", "journal.sqlite-wal"])
    for file in files { #expect(try JournalFolder.mode("\(state)/\(file)") == 0o600, "\(file)") }
  }

  @Test("a file that others could read is closed to them")
  func tightened() async throws {
    do { _ = try Journal.open(path: folder.file) }
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: folder.file)
    _ = try Journal.open(path: folder.file)
    #expect(try JournalFolder.mode(folder.file) == 0o600)
  }

  @Test("a journal of a later version is left alone")
  func newerSchema() async throws {
    do { _ = try Journal.open(path: folder.file) }
    try await sqlite("INSERT INTO grdb_migrations VALUES ('99 from the future')")
    #expect(throws: JournalError.newerSchema(path: folder.file)) { try Journal.open(path: folder.file) }
    #expect("\(JournalError.newerSchema(path: "j"))".contains("newer version"))
  }

  @Test("a journal of the first layout is brought to this one, with all it has")
  func olderSchema() async throws {
    let run: Int64
    do {
      let journal = try Journal.open(path: folder.file)
      run = try await journal.begin(JournalSamples.run(), JournalSamples.mixedPlan())
      try await journal.finish(run, .interrupted)
    }
    try await sqlite("ALTER TABLE entry DROP COLUMN former")
    let triggers = [("step_added", "INSERT"), ("step_changed", "UPDATE")].map { name, event in
      "CREATE TRIGGER \(name) AFTER \(event) ON step BEGIN UPDATE run SET counts = NULL WHERE id = NEW.run; END"
    }
    for trigger in triggers { try await sqlite(trigger) }
    // What a hand has left behind keeps nobody from the rest.
    try await JournalSurgery.execute(
      "INSERT INTO origin (run, number, source, line, statement) VALUES (99, 0, 's', 1, 't')",
      path: folder.file, keepsReferences: false)
    try await sqlite("DELETE FROM grdb_migrations WHERE identifier NOT LIKE '1 %'")
    let journal = try Journal.open(path: folder.file)
    try await journal.outcome(run, 0, .applied, newID: nil, detail: nil)
    #expect(try await journal.run(run)?.count(.applied) == 1)
    // The triggers are gone: they can be made.
    for trigger in triggers { try await sqlite(trigger) }
    #expect(try await journal.entries(run).map(\.change) == JournalSamples.mixedPlan())
    try await journal.bringBack("a", as: "b")
  }

  @Test("several that open an old one at once all get it")
  func migratedAtOnce() async throws {
    do { _ = try Journal.open(path: folder.file) }
    for _ in 0..<30 {
      try await sqlite("ALTER TABLE entry DROP COLUMN former")
      for name in ["step_added", "step_changed"] {
        try await sqlite("CREATE TRIGGER \(name) AFTER INSERT ON step BEGIN SELECT 1; END")
      }
      try await sqlite("DELETE FROM grdb_migrations WHERE identifier NOT LIKE '1 %'")
      await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<4 { group.addTask { [folder] in _ = try Journal.open(path: folder.file) } }
        while let result = await group.nextResult() {
          #expect(throws: Never.self) { try result.get() }
        }
      }
    }
  }

  @Test("what is no journal is not written to")
  func noDatabase() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path + "/state", withIntermediateDirectories: true)
    let text = Data(String(repeating: "not a database ", count: 100).utf8)
    try text.write(to: URL(fileURLWithPath: folder.file))
    #expect(throws: JournalError.cannotOpen(path: folder.file, reason: "the file is no SQLite database")) {
      try Journal.open(path: folder.file)
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file)) == text)
    #expect(throws: JournalError.cannotOpen(path: folder.path, reason: "it is no file")) {
      try Journal.open(path: folder.path)
    }
    #expect(throws: JournalError.self) { try Journal.open(path: folder.file + "/journal") }
  }

  @Test("a record that was altered is told by its run and change")
  func damaged() async throws {
    let id: Int64
    do {
      let journal = try Journal.open(path: folder.file)
      id = try await journal.begin(JournalSamples.run(), JournalSamples.updates(2))
    }
    try await sqlite("UPDATE entry SET after = '{\"price_n\":\"cheap\"}' WHERE sequence = 1")
    let journal = try Journal.open(path: folder.file)
    do throws(JournalError) {
      _ = try await journal.entries(id)
      Issue.record("it was read")
    } catch {
      #expect("\(error)".hasPrefix("the journal's record of run \(id), change 1 cannot be read: "))
    }
  }

  /// Does to the file what another version of the program would.
  private func sqlite(_ sql: String) async throws {
    try await JournalSurgery.execute(sql, path: folder.file)
  }
}
