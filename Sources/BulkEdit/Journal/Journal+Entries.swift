import GRDB
import RateQL

/// A run's changes, read back whole.
extension Journal {
  /// What the tables hold of an entry, before its records are read.
  private struct StoredEntry: Sendable {
    var sequence: Int
    var row: EntryRow
    var state: String?
    var intended: Int64?
    var read: String?
    var written: String?
    var newID: String?
    var detail: String?
  }

  private static let entryQuery = """
    SELECT entry.sequence, kind, rate, before, after, rounded, origins, state, intended, read, written,
      new_id, detail, former
    FROM entry LEFT JOIN step ON step.run = entry.run AND step.sequence = entry.sequence
    WHERE entry.run = ? ORDER BY entry.sequence
    """

  /// The run's changes, in the order of its plan.
  ///
  /// - Throws: ``JournalError/unknownRun(_:)``, ``JournalError/damaged(run:sequence:reason:)``.
  package func entries(_ run: Int64) async throws(JournalError) -> [JournalEntry] {
    let (stored, origins) = try await reading { database in
      guard try database.integer("SELECT id FROM run WHERE id = ?", [.integer(run)]) != nil else {
        throw JournalError.unknownRun(run)
      }
      var origins: [Int: ChangeOrigin] = [:]
      try database.forEachRow(
        "SELECT number, source, line, statement FROM origin WHERE run = ?", [.integer(run)]
      ) { row in
        origins[Int(row.integer(0))] = ChangeOrigin(
          source: row.text(1), line: Int(row.integer(2)), statement: row.text(3))
      }
      var stored: [StoredEntry] = []
      try database.forEachRow(Journal.entryQuery, [.integer(run)]) { stored.append(Journal.stored($0)) }
      return (stored, origins)
    }
    var entries: [JournalEntry] = []
    entries.reserveCapacity(stored.count)
    for entry in stored {
      do {
        entries.append(try Journal.entry(entry, origins))
      } catch {
        throw .damaged(run: run, sequence: entry.sequence, reason: "\(error)")
      }
    }
    return entries
  }

  private static func stored(_ row: RowView) -> StoredEntry {
    StoredEntry(
      sequence: Int(row.integer(0)),
      row: EntryRow(
        kind: row.text(1), rate: row.optionalText(2), before: row.optionalText(3),
        after: row.optionalText(4), rounded: row.optionalText(5), origins: row.text(6),
        former: row.optionalText(13)),
      state: row.optionalText(7), intended: row.optionalInteger(8), read: row.optionalText(9),
      written: row.optionalText(10), newID: row.optionalText(11), detail: row.optionalText(12))
  }

  private static func entry(_ stored: StoredEntry, _ origins: [Int: ChangeOrigin]) throws -> JournalEntry {
    let change = try stored.row.change(origins)
    guard let state = stored.state.map({ EntryState(rawValue: $0) }) ?? .planned else {
      throw Damage(description: "`\(stored.state ?? "")` is no state of a change")
    }
    var known: (before: RateRecord?, after: RateRecord?)
    if case .rate(let rate) = change { known = (rate.before, rate.after) }
    let read = try stored.read.map { try RecordText.record($0, beside: known.before) }
    let written = try stored.written.map { try RecordText.record($0, beside: known.after) }
    return JournalEntry(
      sequence: stored.sequence, change: change, state: state, read: read, written: written,
      newID: stored.newID, detail: stored.detail, intended: stored.intended.map(UnixTime.init))
  }
}
