package import RateQL

/// The sample table behind a gate: the first read waits until it is opened.
package final class GatedStore: RateStore {
  package let name = "gated"
  package let concurrency = 4
  private let table = ListingStore()
  private let entered: @Sendable () -> Void
  private let gate: AsyncStream<Void>
  private let opener: AsyncStream<Void>.Continuation

  /// - Parameter entered: is called when somebody waits.
  package init(entered: @escaping @Sendable () -> Void) {
    self.entered = entered
    (gate, opener) = AsyncStream<Void>.makeStream()
  }

  /// Lets everybody through from here on.
  package func open() { opener.finish() }

  package var capabilities: StoreCapabilities { table.capabilities }

  package func scan(
    _ request: ScanRequest, deliver: (RateBatch) async throws -> ScanFlow
  ) async throws {
    entered()
    for await _ in gate {}
    try await table.scan(request, deliver: deliver)
  }

  package func rate(id: String) async throws -> RateRecord? { try await table.rate(id: id) }
  package func create(_ record: RateRecord) async throws -> String { try await table.create(record) }
  package func update(id: String, to record: RateRecord) async throws {
    try await table.update(id: id, to: record)
  }
  package func delete(id: String) async throws { try await table.delete(id: id) }
  package func billing() async throws -> BillingSettings { try await table.billing() }
  package func setBilling(_ settings: BillingSettings) async throws { try await table.setBilling(settings) }
}
