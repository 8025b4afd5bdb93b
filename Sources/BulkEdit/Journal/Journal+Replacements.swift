import GRDB

/// A rate that was deleted and made again has another id, under which older runs can still be undone.
extension Journal {
  /// Notes that the rate known as `id` on the run's target is now `new`.
  static func replace(_ id: String, by new: String, _ run: Int64, _ database: Database) throws {
    guard id != new else { return }
    // Where a server gives an old id again, that id is the rate's own from now on.
    try database.run(
      """
      DELETE FROM replacement WHERE server = (SELECT server FROM run WHERE id = ?1)
        AND tenant IS (SELECT tenant FROM run WHERE id = ?1) AND old IN (?2, ?3)
      """, [.integer(run), .text(id), .text(new)])
    try database.run(
      """
      INSERT INTO replacement (server, tenant, old, new, run)
        SELECT server, tenant, ?2, ?3, id FROM run WHERE id = ?1
      """, [.integer(run), .text(id), .text(new)])
  }

  /// The ids that rates of the target have now, by every other id that they had before.
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
}
