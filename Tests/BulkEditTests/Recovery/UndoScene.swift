import BulkEdit
import RateQL
import TestSupport
import Testing

/// A table, and an editor with a journal of its own on it.
struct UndoScene {
  let editor: BulkEditor

  init(_ store: any RateStore, journal: Journal? = nil) throws {
    editor = BulkEditor(
      store: store, journal: try journal ?? Journal.temporary(),
      target: RunTarget(server: "memory", tenant: nil, label: "memory"), locks: nil, lateWrites: .zero)
  }

  /// Carries a script out, all of it.
  @discardableResult
  func apply(_ text: String) async throws -> Int64 {
    let session = Session(store: editor.store)
    let plan = try await session.run(
      session.check(session.parse(Source(name: "test", text: text))), sink: SilentSink())
    let run = try await editor.apply(plan, from: .init(script: "test"))
    #expect(run.report.isComplete, "\(run.report.text())")
    return run.id
  }

  /// The plan that takes a run back, as the API would take it.
  func plan(of run: Int64, only: String? = nil, fee: String? = nil) async throws -> UndoPlan {
    let undo = try await editor.undoPlan(
      of: try #require(try await editor.journal.run(run)), only: only,
      connectFee: try fee.map { try #require(ExactDecimal($0)) })
    try await Session(store: editor.store).validate(undo.plan)
    return undo
  }

  /// Takes a run back.
  @discardableResult
  func undo(_ run: Int64, only: String? = nil, fee: String? = nil) async throws -> BulkEditor.Run {
    let undo = try await plan(of: run, only: only, fee: fee)
    return try await editor.apply(undo.plan, from: .init(script: "undo", undoes: run))
  }
}

extension UndoPlan {
  /// What its changes are about.
  var labels: [String] { plan.changes.map(\.label) }
  var conflictLabels: [String] { conflicts.map(\.step.label) }
}

extension InMemoryRateStore {
  func rate(prefix: String) -> RateRecord? { all.first { $0.prefix == prefix } }

  /// What somebody else does to the rate with the prefix.
  func meddle(_ prefix: String, _ field: RateField, _ value: Value) throws {
    guard var record = rate(prefix: prefix), let id = record.id else { return }
    record[field] = value
    try update(id: id, to: record)
  }
}

/// The sample table of a server that shows no connect fee, neither in lists nor in single rates.
final class HidingStore: RateStore {
  let listed = ListingStore()
  var table: InMemoryRateStore { listed.table }
  var name: String { listed.name }
  var concurrency: Int { listed.concurrency }
  var capabilities: StoreCapabilities { listed.capabilities }

  func scan(_ request: ScanRequest, deliver: (RateBatch) async throws -> ScanFlow) async throws {
    try await listed.scan(request, deliver: deliver)
  }
  func rate(id: String) async throws -> RateRecord? {
    var record = await table.rate(id: id)
    record?[.connectFee] = nil
    return record
  }
  func create(_ record: RateRecord) async throws -> String { try await table.create(record) }
  func update(id: String, to record: RateRecord) async throws {
    try await table.update(id: id, to: record)
  }
  func delete(id: String) async throws { try await table.delete(id: id) }
  func billing() async throws -> BillingSettings { await table.billing() }
  func setBilling(_ settings: BillingSettings) async throws { await table.setBilling(settings) }
}
