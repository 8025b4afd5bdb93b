@testable import BulkEdit

/// Does to a journal what another version of the program would, or a hand.
enum JournalSurgery {
  /// - Parameter keepsReferences: false as in SQLite's own shell, where rows may be left without what they belong to.
  static func execute(_ sql: String, path: String, keepsReferences: Bool = true) async throws {
    let journal = try Journal.open(path: path)
    let result: Result<Void, JournalError> = try await journal.access { database in
      .success(
        Result {
          if !keepsReferences { try database.run("PRAGMA foreign_keys = OFF") }
          try database.run(sql)
        }.mapError { .writing(reason: JournalError.reason($0)) })
    }
    try result.get()
  }
}
