import GRDB

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The record of every run that changes something on a server: what was planned, what was about to be sent,
/// and what came of it. It is what resume and undo work from, so what is said to be on disk is on disk.
///
/// Nothing here is given up when its task is cancelled, since a run that is broken off has to be recorded.
package final class Journal: Sendable {
  let database: DatabaseQueue
  let commits: CommitQueue
  let now: @Sendable () -> UnixTime

  private init(_ database: DatabaseQueue, _ now: @escaping @Sendable () -> UnixTime) {
    self.database = database
    self.now = now
    commits = CommitQueue(database)
  }

  /// Opens the journal at `path`; the file (mode 0600) and its folders (0700) are made where they are not.
  package static func open(
    path: String, now: @escaping @Sendable () -> UnixTime = { .now }
  ) throws(JournalError) -> Journal {
    Journal(try JournalFile.open(path), now)
  }

  /// A journal of which nothing stays behind.
  package static func temporary(
    now: @escaping @Sendable () -> UnixTime = { .now }
  ) throws(JournalError) -> Journal {
    Journal(try JournalFile.inMemory(), now)
  }

  // MARK: A run's beginning and end

  /// Puts a run and its whole plan on disk: all of it or nothing.
  ///
  /// - Returns: the run's number.
  package func begin(_ run: NewRun, _ plan: [EntryChange]) async throws(JournalError) -> Int64 {
    let started = now().milliseconds
    let rows = EntryRows(plan)
    async let made: Void = rows.make()
    let id = try await inTransaction { database in
      try database.run(
        """
        INSERT INTO run (kind, server, tenant, label, script, note, undoes, plan_digest, state, started,
          process, changes)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          .text(run.kind.rawValue), .text(run.target.server), SQLValue(run.target.tenant),
          .text(run.target.label), .text(run.script), SQLValue(run.note), SQLValue(run.undoes),
          SQLValue(run.planDigest), .text(RunState.open.rawValue), .integer(started),
          .integer(Int64(getpid())), .integer(Int64(rows.count)),
        ])
      let id = database.lastInsertedRowID
      for (number, origin) in rows.origins.enumerated() {
        try database.run(
          "INSERT INTO origin (run, number, source, line, statement) VALUES (?, ?, ?, ?, ?)",
          [
            .integer(id), .integer(Int64(number)), .text(origin.source), .integer(Int64(origin.line)),
            .text(origin.statement),
          ])
      }
      try rows.forEachPart { start, part in try Journal.insert(part, id, from: start, database) }
      return id
    }
    await made
    return id
  }

  /// Rows that one statement inserts: many take a third less time than one each.
  private static let rowsAtOnce = 32
  private static let insertion = insertion(of: rowsAtOnce)

  private static func insertion(of count: Int) -> String {
    "INSERT INTO entry (run, sequence, kind, rate, before, after, rounded, origins, former) VALUES "
      + repeatElement("(?, ?, ?, ?, ?, ?, ?, ?, ?)", count: count).joined(separator: ", ")
  }

  private static func insert(_ rows: [EntryRow], _ run: Int64, from start: Int, _ database: Database) throws {
    var values: [SQLValue] = []
    for first in stride(from: 0, to: rows.count, by: rowsAtOnce) {
      let some = rows[first..<min(first + rowsAtOnce, rows.count)]
      values.removeAll(keepingCapacity: true)
      for (place, row) in zip(some.indices, some) {
        values += [
          .integer(run), .integer(Int64(start + place)), .text(row.kind), SQLValue(row.rate),
          SQLValue(row.before), SQLValue(row.after), SQLValue(row.rounded), .text(row.origins),
          SQLValue(row.former),
        ]
      }
      try database.run(some.count == rowsAtOnce ? insertion : insertion(of: some.count), values)
    }
  }

  /// Puts everything on disk that is still queued, and then that the run has ended so.
  ///
  /// - Throws: also what was wrong with an outcome that nobody waited for.
  package func finish(_ run: Int64, _ state: RunState) async throws(JournalError) {
    let finished = state == .open ? nil : now().milliseconds
    try await commits.write { database in
      let counts = try JournalCounts.stepped(database, run)
      try database.run(
        "UPDATE run SET state = ?, finished = ?, counts = ? WHERE id = ?",
        [
          .text(state.rawValue), SQLValue(finished), .text(JournalCounts.text(counts)), .integer(run),
        ])
      return database.changesCount == 1 ? nil : .unknownRun(run)
    }
    if let complaint = commits.takeComplaint() { throw complaint }
  }

  /// Makes a run open again, in this process's hands, for it to be resumed.
  package func reopen(_ run: Int64) async throws(JournalError) {
    try await commits.write { database in
      try database.run(
        "UPDATE run SET state = ?, finished = NULL, process = ? WHERE id = ?",
        [.text(RunState.open.rawValue), .integer(Int64(getpid())), .integer(run)])
      return database.changesCount == 1 ? nil : .unknownRun(run)
    }
  }

  // MARK: Access

  /// Runs `body` in one transaction of its own.
  func inTransaction<Result: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Result
  ) async throws(JournalError) -> Result {
    try await transaction(.immediate, { .writing(reason: $0) }, body)
  }

  /// Runs `body`, whose questions are all answered from one state, with everything written that was queued.
  func reading<Result: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Result
  ) async throws(JournalError) -> Result {
    try await commits.flush()
    return try await transaction(.deferred, { .reading(reason: $0) }, body)
  }

  private func transaction<Outcome: Sendable>(
    _ kind: Database.TransactionKind, _ failure: @escaping @Sendable (String) -> JournalError,
    _ body: @escaping @Sendable (Database) throws -> Outcome
  ) async throws(JournalError) -> Outcome {
    try await access { database in
      do {
        var outcome: Outcome?
        try database.inTransaction(kind) {
          outcome = try body(database)
          return .commit
        }
        guard let outcome else { return .failure(failure("nothing came of it")) }
        return .success(outcome)
      } catch {
        return .failure(error as? JournalError ?? failure(JournalError.reason(error)))
      }
    }
  }

  func access<Outcome: Sendable>(
    _ body: @escaping @Sendable (Database) -> Result<Outcome, JournalError>
  ) async throws(JournalError) -> Outcome {
    let result = await withCheckedContinuation { waiter in
      database.asyncWriteWithoutTransaction { waiter.resume(returning: body($0)) }
    }
    return try result.get()
  }
}
