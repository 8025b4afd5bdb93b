import GRDB

/// What the journal knows of runs and their changes.
extension Journal {
  private static let columns = """
    SELECT id, kind, server, tenant, label, script, note, undoes, plan_digest, state, started, finished,
      process, changes, counts FROM run
    """

  /// Runs, newest first.
  ///
  /// - Parameters:
  ///   - target: whose runs; nil for all.
  ///   - limit: how many at most; nil for all.
  package func runs(target: RunTarget?, limit: Int?) async throws(JournalError) -> [JournalRun] {
    let most = SQLValue.integer(limit.map { Int64(max($0, 0)) } ?? -1)
    return try await reading { database in
      guard let target else {
        return try Journal.runs(database, "ORDER BY id DESC LIMIT ?", [most])
      }
      return try Journal.runs(
        database, "WHERE server = ? AND tenant IS ? ORDER BY id DESC LIMIT ?",
        [.text(target.server), SQLValue(target.tenant), most])
    }
  }

  package func run(_ id: Int64) async throws(JournalError) -> JournalRun? {
    try await reading { try Journal.runs($0, "WHERE id = ?", [.integer(id)]).first }
  }

  /// Runs of the target that can be resumed, newest first. See ``JournalRun/isUnfinished``.
  package func unfinished(_ target: RunTarget) async throws(JournalError) -> [JournalRun] {
    try await reading { database in
      try Journal.runs(
        database, "WHERE server = ? AND tenant IS ? AND state NOT IN ('done', 'abandoned') ORDER BY id DESC",
        [.text(target.server), SQLValue(target.tenant)]
      ).filter(\.isUnfinished)
    }
  }

  /// The newest run of the target with which that can be done.
  package func last(_ purpose: RunPurpose, _ target: RunTarget) async throws(JournalError) -> JournalRun? {
    let condition =
      switch purpose {
      case .resume:
        """
        state = 'open' OR state NOT IN ('done', 'abandoned') AND changes >
          (SELECT count(*) FROM step WHERE step.run = run.id AND step.state = 'applied')
        """
      case .undo: "EXISTS (SELECT 1 FROM step WHERE step.run = run.id AND step.state = 'applied')"
      }
    return try await reading { database in
      let undone = purpose == .resume ? try Journal.undone(database) : [:]
      var last: Int64?
      try database.forEachRow(
        "SELECT id FROM run WHERE server = ? AND tenant IS ? AND (\(condition)) ORDER BY id",
        [.text(target.server), SQLValue(target.tenant)]
      ) { row in
        if undone[row.integer(0)] == nil { last = row.integer(0) }
      }
      return try last.flatMap { try Journal.runs(database, "WHERE id = ?", [.integer($0)]).first }
    }
  }

  static func runs(_ database: Database, _ condition: String, _ values: [SQLValue]) throws -> [JournalRun] {
    var found: [(run: JournalRun, counts: String?)] = []
    try database.forEachRow("\(columns) \(condition)", values) { row in
      found.append((try run(row), row.optionalText(14)))
    }
    let undone = try undone(database)
    return try found.map { found in
      var run = found.run
      run.undoneBy = undone[run.id]
      let kept = run.state == .open ? nil : found.counts.flatMap(JournalCounts.counts)
      run.counts = try kept ?? JournalCounts.stepped(database, run.id)
      let planned = run.changeCount - run.counts.values.reduce(0, +)
      if planned > 0 { run.counts[.planned, default: 0] += planned }
      return run
    }
  }

  private static func run(_ row: RowView) throws -> JournalRun {
    let id = row.integer(0)
    guard let kind = RunKind(rawValue: row.text(1)), let state = RunState(rawValue: row.text(9)) else {
      throw JournalError.damaged(
        run: id, sequence: nil, reason: "`\(row.text(1))`, `\(row.text(9))` are no kind and state of a run")
    }
    return JournalRun(
      id: id, kind: kind,
      target: RunTarget(server: row.text(2), tenant: row.optionalText(3), label: row.text(4)),
      script: row.text(5), note: row.optionalText(6), undoes: row.optionalInteger(7),
      planDigest: row.optionalText(8), state: state, started: UnixTime(milliseconds: row.integer(10)),
      finished: row.optionalInteger(11).map(UnixTime.init), changeCount: Int(row.integer(13)),
      counts: [:], processID: Int32(truncatingIfNeeded: row.integer(12)))
  }
}
