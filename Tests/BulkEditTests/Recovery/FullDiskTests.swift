import RateQL
import Synchronization
import TestSupport
import Testing

@testable import BulkEdit

/// The disk is full in the middle of a run: the journal can't grow any further.
@Suite("A full disk")
struct FullDiskTests {
  private static let target = RunTarget(server: "memory", tenant: nil, label: "memory")
  private static let count = 200
  private let folder = JournalFolder()

  /// A table that counts how often each rate is written.
  private final class CountingStore: RateStore {
    let table: InMemoryRateStore
    let concurrency: Int
    private let counts = Mutex<[String: Int]>([:])

    init(_ records: [RateRecord], concurrency: Int) {
      table = InMemoryRateStore(name: "counting", records: records)
      self.concurrency = concurrency
    }

    var name: String { "counting" }
    var capabilities: StoreCapabilities { .none }
    var writes: [String: Int] { counts.withLock { $0 } }

    func scan(_ request: ScanRequest, deliver: (RateBatch) async throws -> ScanFlow) async throws {
      try await table.scan(request, deliver: deliver)
    }
    func rate(id: String) async throws -> RateRecord? { await table.rate(id: id) }
    func create(_ record: RateRecord) async throws -> String { try await table.create(record) }
    func update(id: String, to record: RateRecord) async throws {
      counts.withLock { $0[id, default: 0] += 1 }
      try await table.update(id: id, to: record)
    }
    func delete(id: String) async throws { try await table.delete(id: id) }
    func billing() async throws -> BillingSettings { await table.billing() }
    func setBilling(_ settings: BillingSettings) async throws { await table.setBilling(settings) }
  }

  /// Fills the disk once so many changes are done.
  private struct DiskFiller: ApplyObserver {
    let journal: Journal
    let after: Int
    private let done = Counter()

    init(_ journal: Journal, after: Int) {
      self.journal = journal
      self.after = after
    }

    private final class Counter: Sendable {
      private let count = Mutex(0)
      func next() -> Int {
        count.withLock { count in
          count += 1
          return count
        }
      }
    }

    func begin(total: Int) async { if after == 0 { try? await journal.limitSize(bytes: 0) } }
    func didFinish(_ result: ApplyResult) async {
      if done.next() == after { try? await journal.limitSize(bytes: 0) }
    }
  }

  private static let records = (0..<count).map { index in
    SampleRates.rate(
      "r\(index)", "44\(index + 100)", "MOBILE", price1: "0.12", priceN: "0.06", fee: "0.05",
      String(repeating: "a long description ", count: 20) + "\(index)")
  }

  private func editor(_ store: any RateStore, _ journal: Journal) -> BulkEditor {
    BulkEditor(
      store: store, journal: journal, target: FullDiskTests.target, locks: nil, lateWrites: .zero)
  }

  private func plan(_ store: any RateStore) async throws -> ChangePlan {
    let session = Session(store: store)
    let text = "rates | set price_n += 5%, description = \"{description}, raised\""
    return try await session.run(
      session.check(session.parse(Source(name: "up.rql", text: text))), sink: SilentSink())
  }

  @Test(
    "what was written is reported truly, and resume finishes it, once", arguments: [0, 1, 7, 100], [1, 4])
  func inTheMiddle(_ after: Int, _ concurrency: Int) async throws {
    let store = CountingStore(FullDiskTests.records, concurrency: concurrency)
    let plan = try await plan(store)
    let number: Int64
    do {
      let journal = try Journal.open(path: folder.file)
      let editor = editor(store, journal)
      let run = try await editor.apply(
        plan, from: .init(script: "up.rql"), observer: DiskFiller(journal, after: after))
      number = run.id
      let report = run.report
      #expect(report.journalFailure != nil && report.results.count == FullDiskTests.count)
      for result in report.results {
        let (id, outcome) = (try #require(result.step.change?.id), result.outcome)
        #expect(store.writes[id, default: 0] == (outcome.isApplied ? 1 : 0), "\(id): \(outcome)")
      }
      #expect(report.appliedCount >= after && report.appliedCount < FullDiskTests.count)
      #expect(report.text(run: run.id).contains("`rateql resume \(run.id)`"))
    }
    // There is room again, for a process that knows the journal's file alone.
    let journal = try Journal.open(path: folder.file)
    let editor = editor(store, journal)
    let found = try await editor.run(nil, to: .resume)
    #expect(found.id == number && found.isUnfinished)
    let (settlement, finished) = try await editor.holding("resuming") { hold in
      let settlement = try await editor.settle(found, under: hold)
      return (settlement, try await editor.finish(settlement, under: hold))
    }
    #expect(settlement.conflicts.isEmpty && finished.report.isComplete)
    #expect(store.writes == Dictionary(uniqueKeysWithValues: FullDiskTests.records.map { ($0.id ?? "", 1) }))
    let run = try #require(try await journal.run(number))
    #expect(run.state == .done && run.count(.applied) == FullDiskTests.count)

    let undo = try await editor.undoPlan(of: run)
    let undone = try await editor.apply(undo.plan, from: .init(script: "undo", undoes: number))
    #expect(undone.report.isComplete)
    let after = await store.table.all
    #expect(
      after.sorted { $0.id ?? "" < $1.id ?? "" } == FullDiskTests.records.sorted { $0.id ?? "" < $1.id ?? "" }
    )
  }

  @Test("a plan that finds no room in the journal is not begun")
  func before() async throws {
    let store = CountingStore(FullDiskTests.records, concurrency: 4)
    let journal = try Journal.open(path: folder.file)
    try await journal.limitSize(bytes: 0)
    let plan = try await plan(store)
    let editor = editor(store, journal)
    await #expect(throws: JournalError.self) { try await editor.apply(plan, from: .init(script: "up.rql")) }
    #expect(store.writes.isEmpty)
    try await journal.limitSize(bytes: nil)
    #expect(try await journal.runs(target: nil, limit: nil).isEmpty)
  }
}
