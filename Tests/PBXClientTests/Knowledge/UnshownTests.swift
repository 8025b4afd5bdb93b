import RateQL
import Testing

@testable import PBXClient

@Suite("What no rate can show")
struct UnshownTests {
  /// A table that is empty today says nothing of what the server can do.
  @Test(arguments: [0, 1])
  func isNeitherReliedOnNorKept(_ count: Int) async throws {
    let table = FakeTable(count)
    let kept = Locked<[ServerTrait: Bool]>([:])
    try await FakePBX.run {
      table.answer($0)
    } with: { fake in
      try await fake.session {
        $0.probes = true
        $0.keeper = KnowledgeKeeper(load: { .init() }, save: { all in kept.withLock { $0 = all.verdicts } })
      } then: { session in
        let request = ScanRequest(
          predicate: .and([
            .compare(.price1, .less, .number(ExactDecimal(2))), .text(.description, .contains, "x"),
          ]), order: [StoreOrder(.prefix)])
        try await #expect(session.confirm(request) == ScanRequest())
        let asked = fake.calls.count
        // Once for a session.
        try await #expect(session.confirm(request) == ScanRequest())
        #expect(fake.calls.count == asked)
      }
    }
    // The fake reads no condition at all, which the one rate shows.
    #expect(kept.withLock { $0 }.values.allSatisfy { !$0 })
    #expect(kept.withLock { $0 }.isEmpty == (count == 0))
  }
}
