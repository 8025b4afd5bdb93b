import RateQL
import Synchronization
import TestSupport

/// A store that takes a second rate with a prefix, as a real server may.
final class DoublingStore: RateStore {
  /// What becomes of a condition.
  enum Conditions: CaseIterable {
    case kept, ignored, refused, unknown
  }

  let name = "doubling"
  let concurrency = 3
  private let conditions: Conditions
  /// Called before a create is taken, with its prefix.
  private let onCreate: @Sendable (String) async throws -> Void
  private let table: Mutex<[RateRecord]>
  private let asked = Mutex<[ScanRequest]>([])

  init(
    _ conditions: Conditions = .kept, onCreate: @escaping @Sendable (String) async throws -> Void = { _ in }
  ) {
    self.conditions = conditions
    self.onCreate = onCreate
    table = Mutex(SampleRates.all)
  }

  var requests: [ScanRequest] { asked.withLock { $0 } }
  var capabilities: StoreCapabilities { conditions == .unknown ? .none : .all }

  func rates(_ prefix: String) -> [RateRecord] { table.withLock { $0.filter { $0.prefix == prefix } } }

  /// Somebody else makes a rate.
  @discardableResult
  func add(_ record: RateRecord) -> String {
    table.withLock { table in
      var record = record
      let id = "n\(table.count)"
      record[.id] = .text(id)
      table.append(record)
      return id
    }
  }

  func scan(_ request: ScanRequest, deliver: (RateBatch) async throws -> ScanFlow) async throws {
    asked.withLock { $0.append(request) }
    var records = table.withLock { $0 }
    if let predicate = request.predicate {
      switch conditions {
      case .kept: records = records.filter { predicate.holds(for: $0) }
      case .ignored, .unknown: break
      case .refused:
        throw StoreError.refused(.init(status: 400, code: "INVALID_FILTER", message: "no filter here"))
      }
    }
    for record in records {
      var batch = RateBatch()
      batch.append(record)
      if try await deliver(batch) == .enough { return }
    }
  }

  /// What somebody else does.
  func change(_ id: String, _ body: (inout RateRecord) -> Void) throws {
    try table.withLock { table in
      guard let place = table.firstIndex(where: { $0.id == id }) else {
        throw StoreError.refused(.init(status: 404, code: "NOT_FOUND", message: id))
      }
      body(&table[place])
    }
  }

  func rate(id: String) async throws -> RateRecord? { table.withLock { $0.first { $0.id == id } } }

  func create(_ record: RateRecord) async throws -> String {
    try await onCreate(record.prefix ?? "")
    return add(record)
  }

  func update(id: String, to record: RateRecord) async throws {
    table.withLock { table in
      guard let place = table.firstIndex(where: { $0.id == id }) else { return }
      table[place] = record
      table[place][.id] = .text(id)
    }
  }

  func delete(id: String) async throws { table.withLock { table in table.removeAll { $0.id == id } } }
  func billing() async throws -> BillingSettings {
    BillingSettings(enabled: false, account: "TENANT", type: "OFFLINE")
  }
  func setBilling(_ settings: BillingSettings) async throws {}
}
