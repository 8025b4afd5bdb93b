import GRDB

/// Keeps the journal from growing for ever.
extension Journal {
  /// Removes the oldest finished runs that are too old or too much. What is unfinished stays, and what an
  /// unfinished run takes back; for their size alone the newest runs of each target stay too, so that the
  /// last one can be undone however large it is.
  ///
  /// - Returns: how many runs went.
  @discardableResult
  package func prune(_ keep: JournalKeep = JournalKeep()) async throws(JournalError) -> Int {
    let oldest = keep.age.map { now().advanced(by: .zero - $0).milliseconds }
    var removed = 0
    // One run at a time: another process that writes waits for moments only.
    while try await removeOldest(before: oldest, bytes: keep.bytes) { removed += 1 }
    guard removed > 0 else { return 0 }
    try await access { database in
      do {
        try database.run("PRAGMA incremental_vacuum")
        // Where another process reads, the file shrinks another time.
        try database.run("PRAGMA wal_checkpoint(TRUNCATE)")
        return .success(())
      } catch {
        return .failure(.writing(reason: JournalError.reason(error)))
      }
    }
    return removed
  }

  private func removeOldest(before oldest: Int64?, bytes: Int?) async throws(JournalError) -> Bool {
    try await commits.flush()
    return try await inTransaction { database in
      let unfinished = try Journal.runs(database, "WHERE state NOT IN ('done', 'abandoned')", [])
        .filter(\.isUnfinished)
      let kept = Set(unfinished.map(\.id) + unfinished.compactMap(\.undoes))
      var tooOld: Int64?
      var candidates: [Int64] = []
      var newest: [RunTarget: Int64] = [:]
      try database.forEachRow(
        "SELECT id, coalesce(finished, started), server, tenant FROM run ORDER BY id"
      ) { row in
        let id = row.integer(0)
        newest[RunTarget(server: row.text(2), tenant: row.optionalText(3), label: "")] = id
        guard !kept.contains(id) else { return }
        candidates.append(id)
        if let oldest, tooOld == nil, row.integer(1) < oldest { tooOld = id }
      }
      var chosen = tooOld
      if chosen == nil, let bytes, try Journal.usedBytes(database) > bytes {
        let last = Set(newest.values)
        chosen = candidates.first { !last.contains($0) }
      }
      guard let chosen else { return false }
      try Journal.remove(chosen, database)
      return true
    }
  }

  /// Ids that were replaced matter to the runs up to the one that replaced them.
  private static func remove(_ run: Int64, _ database: Database) throws {
    try database.run("DELETE FROM run WHERE id = ?", [.integer(run)])
    try database.run(
      """
      DELETE FROM replacement WHERE NOT EXISTS (
        SELECT 1 FROM run WHERE run.server = replacement.server AND run.tenant IS replacement.tenant
          AND run.id <= replacement.run)
      """)
  }

  /// What the tables take, without pages that are free.
  static func usedBytes(_ database: Database) throws -> Int {
    let pages = try database.integer("PRAGMA page_count") ?? 0
    let free = try database.integer("PRAGMA freelist_count") ?? 0
    return Int((pages - free) * (try database.integer("PRAGMA page_size") ?? 0))
  }
}
