import BulkEdit
import RateQL
import TestSupport
import Testing

@testable import Commands

@Suite("Exit codes")
struct ExitStatusTests {
  /// A table that refuses some rates.
  final class PartlyRefusing: StoreInFront {
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
    func update(id: String, to record: RateRecord) async throws {
      if refused.contains(id) { throw error }
      try await inner.update(id: id, to: record)
    }
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
