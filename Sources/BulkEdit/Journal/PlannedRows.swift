import RateQL

/// The rows that a run's plan has in the journal, made on all processors: nothing is sent before they are kept.
struct PlannedRows: Sendable {
  let rows: [EntryRow]
  /// The statements that the rows number.
  let origins: [ChangeOrigin]

  init(_ plan: [EntryChange]) async throws(JournalError) {
    var numbers = OriginNumbers()
    let numbered = plan.map { numbers.text($0.origins) }
    origins = numbers.origins
    let parts = await withTaskGroup(of: (Int, Result<[EntryRow], JournalError>).self) { group in
      for start in stride(from: 0, to: plan.count, by: 1024) {
        let part = start..<min(start + 1024, plan.count)
        group.addTask {
          (start, Result { () throws(JournalError) in try PlannedRows.rows(part, of: plan, numbered) })
        }
      }
      return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    var rows: [EntryRow] = []
    rows.reserveCapacity(plan.count)
    for (_, part) in parts.sorted(by: { $0.key < $1.key }) { rows += try part.get() }
    self.rows = rows
  }

  private static func rows(
    _ part: Range<Int>, of plan: [EntryChange], _ origins: [String]
  ) throws(JournalError) -> [EntryRow] {
    try part.map { place throws(JournalError) in try EntryRow(plan[place], origins: origins[place]) }
  }
}
