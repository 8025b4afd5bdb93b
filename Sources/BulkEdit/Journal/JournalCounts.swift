import GRDB

/// How many of a run's steps are in each state. A finished run keeps the figures, so that a list of runs
/// need not count again.
enum JournalCounts {
  /// Counts the steps; entries without one are not among them.
  static func stepped(_ database: Database, _ run: Int64) throws -> [EntryState: Int] {
    var counts: [EntryState: Int] = [:]
    try database.forEachRow(
      "SELECT state, count(*) FROM step WHERE run = ? GROUP BY state", [.integer(run)]
    ) { row in
      guard let state = EntryState(rawValue: row.text(0)) else {
        throw JournalError.damaged(
          run: run, sequence: nil, reason: "`\(row.text(0))` is no state of a change")
      }
      counts[state] = Int(row.integer(1))
    }
    return counts
  }

  /// `applied 10 drifted 2`.
  static func text(_ counts: [EntryState: Int]) -> String {
    EntryState.allCases.compactMap { state in counts[state].map { "\(state.rawValue) \($0)" } }
      .joined(separator: " ")
  }

  /// Nil for a text that is not of this form.
  static func counts(_ text: String) -> [EntryState: Int]? {
    var counts: [EntryState: Int] = [:]
    var words = text.split(separator: " ")[...]
    while let name = words.popFirst() {
      guard let state = EntryState(rawValue: String(name)), let count = words.popFirst().flatMap({ Int($0) })
      else { return nil }
      counts[state] = count
    }
    return counts
  }
}
