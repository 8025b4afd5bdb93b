import GRDB

/// A run as it is while its steps are written. To look costs as much as to write a step, so it is done once for several.
struct RunLook {
  let run: Int64
  /// Nil where there is no such run.
  private(set) var state: RunState?
  private var isCounted = false

  init(_ run: Int64, _ database: Database) throws {
    self.run = run
    let query = "SELECT state, counts IS NOT NULL FROM run WHERE id = ?"
    var found: (RunState?, Bool) = (nil, false)
    try database.forEachRow(query, [.integer(run)]) { row in
      found = (RunState(rawValue: row.text(0)), row.integer(1) != 0)
    }
    (state, isCounted) = found
  }

  /// Has the steps counted anew, since one has changed.
  mutating func stepChanged(_ database: Database) throws {
    guard isCounted else { return }
    try database.run("UPDATE run SET counts = NULL WHERE id = ?", [.integer(run)])
    isCounted = false
  }
}
