import RateQL
import Synchronization
import TestSupport

/// The cases that ask for rates, with the answers that any server has to lead to.
struct SettledCases: Sendable {
  struct Expected: Sendable {
    var testCase: CorpusCase
    var program: CheckedProgram
    var answer: CaseAnswer
    /// Whether the program says in which order its rows stand.
    var isOrdered: Bool
    /// Whether an earlier case asks just the same: a server that answers that one answers this one.
    var isRepeated: Bool

    func isMet(by found: CaseAnswer) -> Bool {
      isOrdered ? found == answer : found.unordered == answer.unordered
    }
  }

  /// What a program asks of a store that does all it is asked, and of one that does nothing.
  private struct Questions: Hashable {
    var pushed: [ScanRequest]
    var single: [String]
  }

  private(set) var cases: [Expected] = []
  /// Cases that leave open which rates they speak of, such as a `take` without a `sort`.
  private(set) var unsettled: [String] = []

  /// Runs every case on a table in memory, twice: what differs when the rates come the other way round is not
  /// settled by the program.
  init(_ rates: [RateRecord]) async throws {
    var seen: [Questions: Int] = [:]
    for testCase in CorpusCase.all where !testCase.isSyntaxOnly && !SettledCases.explains(testCase) {
      guard let program = testCase.checkedProgram() else { continue }
      let plain = WayRoundStore(rates, isReversed: false)
      let answer = try await CaseAnswer(testCase, program, on: plain)
      guard !plain.asked.isEmpty else { continue }
      let turned = try await CaseAnswer(testCase, program, on: WayRoundStore(rates, isReversed: true))
      guard answer.unordered == turned.unordered else {
        unsettled.append(testCase.description)
        continue
      }
      let listing = ListingStore(InMemoryRateStore(name: "sample", records: rates))
      _ = try await CaseAnswer(testCase, program, on: listing)
      let questions = Questions(pushed: listing.requests, single: plain.asked.sorted())
      seen[questions, default: 0] += 1
      cases.append(
        Expected(
          testCase: testCase, program: program, answer: answer, isOrdered: answer == turned,
          isRepeated: seen[questions, default: 0] > 1))
    }
  }

  /// An explanation tells what is asked of the store, which differs as it should.
  private static func explains(_ testCase: CorpusCase) -> Bool {
    (testCase["source"] ?? "").split(separator: "\n").contains { $0.hasPrefix("explain ") }
  }
}

/// A table in memory that lists its rates from the first to the last prefix, or the other way round, and does
/// nothing else of what it is asked.
private final class WayRoundStore: RateStore {
  let name = "sample"
  let concurrency = 4
  private let table: InMemoryRateStore
  private let isReversed: Bool
  private let log = Mutex<[String]>([])

  init(_ rates: [RateRecord], isReversed: Bool) {
    table = InMemoryRateStore(name: "sample", records: rates)
    self.isReversed = isReversed
  }

  var capabilities: StoreCapabilities { .none }

  /// What the program has read: the list, the settings, and rates by their ids.
  var asked: [String] { log.withLock { $0 } }

  private func note(_ what: String) { log.withLock { $0.append(what) } }

  func scan(_ request: ScanRequest, deliver: (RateBatch) async throws -> ScanFlow) async throws {
    note("the list")
    let records = await table.all
    var batch = RateBatch()
    for record in isReversed ? records.reversed() : records { batch.append(record) }
    _ = try await deliver(batch)
  }

  func rate(id: String) async throws -> RateRecord? {
    note("rate \(id)")
    return await table.rate(id: id)
  }

  func billing() async throws -> BillingSettings {
    note("the settings")
    return await table.billing()
  }

  func create(_ record: RateRecord) async throws -> String { try await table.create(record) }
  func update(id: String, to record: RateRecord) async throws { try await table.update(id: id, to: record) }
  func delete(id: String) async throws { try await table.delete(id: id) }
  func setBilling(_ settings: BillingSettings) async throws { await table.setBilling(settings) }
}
