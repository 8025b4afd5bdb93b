import GRDB

/// Which runs were taken back.
extension Journal {
  /// The run that took that one back, in whole or in part; nil where none has, or where it was taken back
  /// itself since.
  package func undoneBy(_ run: Int64) async throws(JournalError) -> Int64? {
    try await reading { try Journal.undone($0)[run] }
  }

  /// Runs that were taken back, each with the last that did so.
  static func undone(_ database: Database) throws -> [Int64: Int64] {
    var undone: [Int64: Int64] = [:]
    // The newest first: whether an undo was taken back is known before what it took back is.
    try database.forEachRow(
      """
      SELECT id, undoes FROM run WHERE undoes IS NOT NULL AND EXISTS (
        SELECT 1 FROM step WHERE step.run = run.id AND step.state = 'applied') ORDER BY id DESC
      """
    ) { row in
      let (run, taken) = (row.integer(0), row.integer(1))
      if undone[run] == nil, undone[taken] == nil { undone[taken] = run }
    }
    return undone
  }
}
