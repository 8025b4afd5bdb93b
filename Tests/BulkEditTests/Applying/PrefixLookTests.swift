import RateQL
import TestSupport
import Testing

@testable import BulkEdit

/// A store that answers conditions with nothing, and has not shown that it reads them.
private struct MuteStore: StoreInFront {
  let inner = InMemoryRateStore(name: "mute", records: SampleRates.all)
  var capabilities: StoreCapabilities { .all }

  func confirm(_ request: ScanRequest) async throws -> ScanRequest { ScanRequest() }

  func scan(_ request: ScanRequest, deliver: (RateBatch) async throws -> ScanFlow) async throws {
    guard request.predicate == nil else { return }
    try await inner.scan(request, deliver: deliver)
  }
}

@Suite("Looking for a prefix")
struct PrefixLookTests {
  @Test("reads the table where the store has not shown that it would find it")
  func unproved() async throws {
    let prefix = try #require(SampleRates.all.first?.prefix)
    let look = PrefixLook(store: MuteStore(), wanted: [prefix, "99999"])
    try await #expect(look.rates(prefix).map(\.prefix) == [prefix])
    try await #expect(look.rates("99999").isEmpty)
  }
}
