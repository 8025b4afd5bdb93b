@testable import BulkEdit

/// Does to a journal what another version of the program would, or a hand.
enum JournalSurgery {
  static func execute(_ sql: String, path: String) async throws {
    let journal = try Journal.open(path: path)
    try await journal.inTransaction { try $0.run(sql) }
  }
}
