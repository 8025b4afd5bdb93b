import Synchronization
import Testing

@testable import Sandbox

@Suite struct SeededFaultsTests {
  static func faults(_ plan: SeededFaults, _ count: Int) async -> [Fault] {
    var faults: [Fault] = []
    for ordinal in 1...count {
      faults.append(
        await plan.fault(
          for: FaultRequest(ordinal: ordinal, writeOrdinal: nil, method: "GET", path: "/", rateID: nil)))
    }
    return faults
  }

  @Test("the same seed gives the same faults, another seed others")
  func seeds() async {
    let faults = await SeededFaultsTests.faults(SeededFaults(seed: 7, rate: 0.2), 500)
    #expect(await SeededFaultsTests.faults(SeededFaults(seed: 7, rate: 0.2), 500) == faults)
    #expect(await SeededFaultsTests.faults(SeededFaults(seed: 8, rate: 0.2), 500) != faults)
  }

  @Test("the share is kept, and every kind comes", arguments: [0.0, 0.1, 1.0])
  func share(_ share: Double) async {
    let faults = await SeededFaultsTests.faults(SeededFaults(seed: 3, rate: share), 10_000).filter {
      $0 != .none
    }
    #expect(abs(Double(faults.count) - share * 10_000) <= 300)
    // The case's name is the first word of its description.
    let kinds = Set(faults.map { "\($0)".prefix { $0 != "(" } })
    #expect(kinds.count == (share > 0 ? 10 : 0), "\(kinds)")
  }

  @Test("seed and share are read from a text, and told in one")
  func text() {
    #expect(SeededFaults("7:5%") == SeededFaults(seed: 7, rate: 0.05))
    #expect(SeededFaults("7:0.05")?.description == "7:0.05")
    #expect(
      SeededFaults(SeededFaults(seed: 9, rate: 0.00002).description) == SeededFaults(seed: 9, rate: 0.00002))
    for text in ["", "7", "7:", ":0.1", "7:1.5", "7:-1%", "x:0.1", "7:0.1:2", "7:nan"] {
      #expect(SeededFaults(text) == nil, "\(text)")
    }
  }

  @Test(
    "under any faults the table holds what was handled, and nothing else", arguments: [1, 2, 3] as [UInt64])
  func table(_ seed: UInt64) async throws {
    let faults = NotedFaults(SeededFaults(seed: seed, rate: 0.5))
    try await FaultTests.run(faults) { bench async throws -> Void in
      for number in 0..<60 { _ = await bench.create("90\(number)") }
      let done = faults.created.map { "90\($0 - 1)" }
      #expect(try await bench.prefixes() == FaultTests.base + done, "seed \(seed)")
      #expect(done.count > 20 && done.count < 60)
    }
  }
}

/// Another plan's faults, with the writes noted that the API answered.
private final class NotedFaults: FaultPlan {
  private let plan: SeededFaults
  private let notes = Mutex<[Int]>([])

  init(_ plan: SeededFaults) { self.plan = plan }

  var created: [Int] { notes.withLock { $0 } }

  func fault(for request: FaultRequest) async -> Fault { await plan.fault(for: request) }

  func after(_ request: FaultRequest, _ table: FaultTable, status: Int?) async {
    if status != nil, let ordinal = request.writeOrdinal { notes.withLock { $0.append(ordinal) } }
  }
}
