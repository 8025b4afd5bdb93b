import GRDB
package import RateQL

/// What happens to a run's changes, as it happens.
extension Journal {
  private static let intent = """
    INSERT INTO step (run, sequence, state, intended, read, written) VALUES (?1, ?2, 'intended', ?3, ?4, ?5)
    ON CONFLICT (run, sequence) DO UPDATE SET state = excluded.state, intended = excluded.intended,
      read = excluded.read, written = excluded.written, new_id = NULL, detail = NULL
      WHERE step.state <> 'applied'
    """

  /// What becomes of nearly all changes.
  private static let applied =
    "UPDATE step SET state = 'applied', detail = NULL WHERE run = ? AND sequence = ?"

  /// What becomes of a change that has a step, as most have by then; what was applied stays so.
  private static let result = """
    UPDATE step SET state = ?3, new_id = coalesce(?4, new_id), detail = ?5, read = coalesce(?6, read)
      WHERE run = ?1 AND sequence = ?2 AND (state <> 'applied' OR ?3 = 'applied')
    """

  /// What becomes of one that has none.
  private static let firstResult = """
    INSERT INTO step (run, sequence, state, new_id, detail, read)
    SELECT run, sequence, ?3, ?4, ?5, ?6 FROM entry WHERE run = ?1 AND sequence = ?2
    ON CONFLICT (run, sequence) DO NOTHING
    """

  /// Puts on disk that the request for a change is about to leave. Only after this has returned may it.
  ///
  /// All that call it at the same time share one transaction; where that fails, it fails for each of them.
  ///
  /// - Parameters:
  ///   - sequence: the change's place in the plan, from 0.
  ///   - read: the rate as it was just read; nil where there is none to read.
  ///   - written: the record that will be sent; nil for a delete, and for the billing settings, which the plan
  ///     has.
  ///   - planned: the change as the run's plan has it, so that only what differs has to be kept.
  /// - Throws: ``JournalError/notOpen(_:)`` where the run is finished, ``JournalError/writing(reason:)``.
  package func intend(
    _ run: Int64, _ sequence: Int, read: RateRecord?, written: RateRecord?, planned: Change? = nil
  ) async throws(JournalError) {
    let values: [SQLValue] = [
      .integer(run), .integer(Int64(sequence)), .integer(now().milliseconds),
      try Journal.text(read, beside: planned?.before), try Journal.text(written, beside: planned?.after),
    ]
    try await commits.write(stepsOf: run) { database, state in
      do {
        guard state == .open else { return try Journal.refusal(database, run, sequence) }
        try database.run(Journal.intent, values)
        guard database.changesCount != 1 else { return nil }
      } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_FOREIGNKEY {
        // There is no such change.
      }
      return try Journal.refusal(database, run, sequence)
    }
  }

  /// Takes in what became of a change. It is on disk with the next group, at the latest when the run is
  /// finished or the journal read; what can't be written is kept for the group after it.
  ///
  /// - Parameters:
  ///   - newID: the id that the server gave to a created rate; one that is known already stays.
  ///   - read: the rate as it was read, where no intent has told it: the other version of one that drifted.
  ///   - replacement: the id of a rate that was deleted and is back, and the one that it is back under. It is
  ///     on disk together with the outcome.
  package func outcome(
    _ run: Int64, _ sequence: Int, _ state: EntryState, newID: String?, detail: String?,
    read: RateRecord? = nil, replacement: (old: String, new: String)? = nil
  ) async throws(JournalError) {
    let place: [SQLValue] = [.integer(run), .integer(Int64(sequence))]
    let isPlain = state == .applied && newID == nil && detail == nil && read == nil
    let values =
      place + [.text(state.rawValue), SQLValue(newID), SQLValue(detail), try Journal.text(read)]
    commits.enqueue(stepsOf: run) { database, _ in
      try isPlain ? database.run(Journal.applied, place) : database.run(Journal.result, values)
      if database.changesCount == 0 { try database.run(Journal.firstResult, values) }
      guard database.changesCount == 1 else { return try Journal.refusal(database, run, sequence) }
      if let (old, new) = replacement { try Journal.replace(old, by: new, run, database) }
      return nil
    }
  }

  /// Why there was no entry to write to.
  private static func refusal(
    _ database: Database, _ run: Int64, _ sequence: Int
  ) throws -> JournalError {
    var state: String?
    try database.forEachRow("SELECT state FROM run WHERE id = ?", [.integer(run)]) { state = $0.text(0) }
    guard let state else { return .unknownRun(run) }
    let entries = try database.integer(
      "SELECT count(*) FROM entry WHERE run = ? AND sequence = ?", [.integer(run), .integer(Int64(sequence))])
    guard entries == 1 else { return .unknownEntry(run: run, sequence: sequence) }
    return state == RunState.open.rawValue
      ? .writing(reason: "change \(sequence) of run \(run) was not taken") : .notOpen(run)
  }

  private static func text(
    _ record: RateRecord?, beside planned: RateRecord? = nil
  ) throws(JournalError) -> SQLValue {
    guard let record else { return .null }
    return .text(try RecordText.text(record, beside: planned))
  }
}
