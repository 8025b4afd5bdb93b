package import RateQL

/// The sample table in which somebody else has changed some rates since they were listed: read by id they are
/// not what lists show.
package final class DriftingStore: RateStore {
  package let name = "sample"
  package let concurrency = 4
  package let table = InMemoryRateStore(name: "sample", records: SampleRates.all)
  private let drifted: Set<String>

  package init(_ drifted: Set<String>) { self.drifted = drifted }

  package var capabilities: StoreCapabilities { .none }

  package func scan(
    _ request: ScanRequest, deliver: (RateBatch) async throws -> ScanFlow
  ) async throws {
    try await table.scan(request, deliver: deliver)
  }

  package func rate(id: String) async throws -> RateRecord? {
    guard var record = await table.rate(id: id) else { return nil }
    if drifted.contains(id) { record[.price1] = .number(ExactDecimal(7)) }
    return record
  }

  package func create(_ record: RateRecord) async throws -> String { try await table.create(record) }
  package func update(id: String, to record: RateRecord) async throws {
    try await table.update(id: id, to: record)
  }
  package func delete(id: String) async throws { try await table.delete(id: id) }
  package func billing() async throws -> BillingSettings { await table.billing() }
  package func setBilling(_ settings: BillingSettings) async throws { await table.setBilling(settings) }
}
