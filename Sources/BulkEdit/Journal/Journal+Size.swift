import GRDB

extension Journal {
  /// Lets the journal grow to so many bytes and no further; it never gets smaller by that. What goes beyond
  /// fails as on a full disk, which is how tests make one.
  ///
  /// - Parameter bytes: nil takes the limit away.
  package func limitSize(bytes: Int?) async throws(JournalError) {
    try await access { database in
      do {
        let page = try database.integer("PRAGMA page_size") ?? 4096
        let pages = bytes.map { max(Int64($0) / page, 1) } ?? Int64(Int32.max) - 1
        try database.execute(sql: "PRAGMA max_page_count = \(pages)")
        return .success(())
      } catch {
        return .failure(.writing(reason: JournalError.reason(error)))
      }
    }
  }

  /// What the journal's tables take, in bytes, without what was freed by pruning.
  package func usedBytes() async throws(JournalError) -> Int {
    try await reading { try Journal.usedBytes($0) }
  }
}
