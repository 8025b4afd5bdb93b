import BulkEdit
import RateQL
import TestSupport
import Testing

@testable import Commands

@Suite("Exit codes")
struct ExitStatusTests {
  /// A table that refuses some rates.
  final class PartlyRefusing: RateStore {
    let inner = SampleRates.store()
    let refused: Set<String>
    let error: StoreError
    let name = "partly"
    let concurrency = 1

    init(refusing ids: Set<String>, with error: StoreError) {
      refused = ids
      self.error = error
    }

    var capabilities: StoreCapabilities { .none }
    func scan(_ request: ScanRequest, deliver: (RateBatch) async throws -> ScanFlow) async throws {
      try await inner.scan(request, deliver: deliver)
    }
    func rate(id: String) async throws -> RateRecord? { await inner.rate(id: id) }
    func create(_ record: RateRecord) async throws -> String { try await inner.create(record) }
    func update(id: String, to record: RateRecord) async throws {
      if refused.contains(id) { throw error }
      try await inner.update(id: id, to: record)
    }
    func delete(id: String) async throws { try await inner.delete(id: id) }
    func billing() async throws -> BillingSettings { await inner.billing() }
    func setBilling(_ settings: BillingSettings) async throws { await inner.setBilling(settings) }
  }

  private func status(refusing ids: Set<String>, with error: StoreError) async throws -> Commands.ExitStatus {
    let store = PartlyRefusing(refusing: ids, with: error)
    var plan = ChangePlan()
    for id in ["b01", "b02"] {
      let rate = try #require(await store.inner.rate(id: id))
      var after = rate
      after[.priceN] = .int(1)
      plan.update(
        id: id, current: rate, to: after, origin: ChangeOrigin(source: "s.rql", line: 1, statement: ""))
    }
    return ExitStatus(await Applier(store: store).apply(try WriteOrder(ApplyStep.all(of: plan))))
  }

  @Test("tell what an application came to")
  func reports() async throws {
    let no = StoreError.refused(.init(status: 400, code: "X", message: "no"))
    #expect(try await status(refusing: [], with: no) == .done)
    #expect(try await status(refusing: ["b02"], with: no) == .partial)
    #expect(try await status(refusing: ["b01", "b02"], with: no) == .failed)
    #expect(try await status(refusing: ["b01"], with: .notAllowed("no")) == .denied)
    #expect(try await status(refusing: ["b01"], with: .unreachable("no")) == .unreachable)
    #expect(try await status(refusing: ["b02"], with: .unreachable("no")) == .partial)
  }
}
