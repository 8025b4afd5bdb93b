import GRDB

/// A rate that was deleted and made again has another id, under which older runs can still be undone.
extension Journal {
  /// Puts on disk that the rate known as `id` is now `new`. Outcomes handed in before go to disk with it.
  package func replaced(
    _ id: String, by new: String, _ target: RunTarget, run: Int64
  ) async throws(JournalError) {
    guard id != new else { return }
    let place: [SQLValue] = [.text(target.server), SQLValue(target.tenant)]
    try await commits.write { database in
      // Where a server gives an old id again, that id is the rate's own from now on.
      try database.run(
        "DELETE FROM replacement WHERE server = ? AND tenant IS ? AND old IN (?, ?)",
        place + [.text(id), .text(new)])
      try database.run(
        "INSERT INTO replacement (server, tenant, old, new, run) VALUES (?, ?, ?, ?, ?)",
        place + [.text(id), .text(new), .integer(run)])
      return nil
    }
  }

  /// The ids of the rates that a run deleted, by the prefixes that they had.
  ///
  /// - Throws: ``JournalError/damaged(run:sequence:reason:)``.
  package func deletedIDs(_ run: Int64) async throws(JournalError) -> [String: String] {
    let deleted = try await reading { database in
      var found: [(sequence: Int, id: String, before: String)] = []
      try database.forEachRow(
        """
        SELECT entry.sequence, rate, before FROM entry
          JOIN step ON step.run = entry.run AND step.sequence = entry.sequence
          WHERE entry.run = ? AND kind = ? AND after IS NULL AND state = ? ORDER BY entry.sequence
        """,
        [.integer(run), .text(EntryRow.rateKind), .text(EntryState.applied.rawValue)]
      ) { found.append((Int($0.integer(0)), $0.text(1), $0.text(2))) }
      return found
    }
    var ids: [String: String] = [:]
    for (sequence, id, before) in deleted {
      do {
        if let prefix = try RecordText.record(before).prefix { ids[prefix] = id }
      } catch {
        throw .damaged(run: run, sequence: sequence, reason: "\(error)")
      }
    }
    return ids
  }

  /// The ids that rates of the target have now, by every id that they had before.
  package func currentIDs(_ target: RunTarget) async throws(JournalError) -> [String: String] {
    try await reading { database in
      var next: [String: String] = [:]
      try database.forEachRow(
        "SELECT old, new FROM replacement WHERE server = ? AND tenant IS ?",
        [.text(target.server), SQLValue(target.tenant)]
      ) { next[$0.text(0)] = $0.text(1) }
      return next.reduce(into: [:]) { current, pair in
        var (id, seen) = (pair.value, Set([pair.key]))
        while seen.insert(id).inserted, let later = next[id] { id = later }
        current[pair.key] = id
      }
    }
  }

  /// The id that the rate has now: `id` itself where it was never made again.
  package func currentID(_ id: String, _ target: RunTarget) async throws(JournalError) -> String {
    try await reading { database in
      var id = id
      var seen: Set<String> = []
      while seen.insert(id).inserted {
        var next: String?
        try database.forEachRow(
          "SELECT new FROM replacement WHERE server = ? AND tenant IS ? AND old = ?",
          [.text(target.server), SQLValue(target.tenant), .text(id)]
        ) { next = $0.text(0) }
        guard let next else { break }
        id = next
      }
      return id
    }
  }
}
