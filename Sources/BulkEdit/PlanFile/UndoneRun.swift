/// The run that a saved plan takes back. Its number is that of one journal; when it began tells it from the run
/// by that number in another.
package struct UndoneRun: Sendable, Hashable {
  package var number: Int64
  package var started: UnixTime

  package init(number: Int64, started: UnixTime) {
    self.number = number
    self.started = started
  }
}

extension BulkEditor {
  /// How a plan file names a run; nil where the journal does not have it.
  package func name(of run: Int64?) async throws(JournalError) -> UndoneRun? {
    guard let run, let found = try await journal.run(run) else { return nil }
    return UndoneRun(number: run, started: found.started)
  }

  /// The run that a plan file names; nil where the plan was made with another journal.
  package func run(named name: UndoneRun?) async throws(JournalError) -> Int64? {
    guard let name, let found = try await journal.run(name.number), found.started == name.started,
      found.target == target
    else { return nil }
    return name.number
  }
}
