import BulkEdit

/// Resuming in two steps, each with the lock of its own.
extension BulkEditor {
  func settled(_ run: JournalRun) async throws -> Settlement {
    try await holding("settling") { try await settle(run, under: $0) }
  }

  func finished(_ settlement: Settlement) async throws -> Run {
    try await holding("finishing") { try await finish(settlement, under: $0) }
  }
}
