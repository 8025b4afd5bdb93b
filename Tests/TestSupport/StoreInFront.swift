package import RateQL

/// A store that hands on to another what it does not do its own way.
package protocol StoreInFront: RateStore {
  associatedtype Inner: RateStore

  var inner: Inner { get }
}

extension StoreInFront {
  package var name: String { inner.name }
  package var concurrency: Int { inner.concurrency }
  package var capabilities: StoreCapabilities { get async throws { try await inner.capabilities } }

  package func scan(
    _ request: ScanRequest, deliver: (RateBatch) async throws -> ScanFlow
  ) async throws {
    try await inner.scan(request, deliver: deliver)
  }

  package func rate(id: String) async throws -> RateRecord? { try await inner.rate(id: id) }
  package func create(_ record: RateRecord) async throws -> String { try await inner.create(record) }
  package func update(id: String, to record: RateRecord) async throws {
    try await inner.update(id: id, to: record)
  }
  package func delete(id: String) async throws { try await inner.delete(id: id) }
  package func billing() async throws -> BillingSettings { try await inner.billing() }
  package func setBilling(_ settings: BillingSettings) async throws { try await inner.setBilling(settings) }
}
