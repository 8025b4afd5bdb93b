import RateQL

/// Which changes of a run a condition chooses, on the rates as the run left them.
struct UndoChoice {
  private let condition: String

  init(_ condition: String) { self.condition = condition }

  /// - Throws: ``UndoError/condition(_:)`` where the condition is wrong.
  func entries(_ entries: [JournalEntry]) async throws -> [JournalEntry] {
    var chosen: Set<Int> = []
    for table in UndoChoice.tables(entries) {
      for id in try await ids(table.values.map(\.record)) {
        if let entry = table[id] { chosen.insert(entry.sequence) }
      }
    }
    return entries.filter { chosen.contains($0.sequence) }
  }

  private typealias Table = [String: (sequence: Int, record: RateRecord)]

  /// The rates by their ids. Where a server gave the id of a deleted rate to a created one, a run has two with
  /// one id: those go into a table each.
  private static func tables(_ entries: [JournalEntry]) -> [Table] {
    var tables: [Table] = []
    for entry in entries {
      guard case .rate(let change) = entry.change,
        var record = entry.written ?? entry.read ?? change.after ?? change.before,
        let id = entry.newID ?? change.id ?? record.id
      else { continue }
      record[.id] = .text(id)
      let place = tables.firstIndex { $0[id] == nil } ?? tables.endIndex
      if place == tables.endIndex { tables.append([:]) }
      tables[place][id] = (entry.sequence, record)
    }
    return tables
  }

  private func ids(_ records: [RateRecord]) async throws -> [String] {
    let session = Session(store: InMemoryRateStore(name: "the run", records: records))
    do {
      let table = try await session.rows(of: "rates | where (\(condition)) | select id", name: "--only")
      guard let ids = table.values.first else { return [] }
      return (0..<ids.count).compactMap { ids[$0].string }
    } catch let error as ProgramErrors {
      throw UndoError.condition(
        "the condition of --only is wrong: "
          + (error.diagnostics.first.map { "\($0.message)" } ?? "it is no condition"))
    }
  }
}
