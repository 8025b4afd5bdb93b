package import RateQL
import Synchronization

/// A store over a table in memory that keeps to what it is asked: it can be relied on for everything, notes
/// what it was asked, and leaves `connect_fee` out of its lists, as the API does.
package final class ListingStore: RateStore {
  package let name = "sample"
  package let concurrency = 4
  package let table: InMemoryRateStore
  private let asked = Mutex<[ScanRequest]>([])
  private let trusted: StoreCapabilities

  package init(_ table: InMemoryRateStore = SampleRates.store(), trusted: StoreCapabilities = .all) {
    self.table = table
    self.trusted = trusted
  }

  package var requests: [ScanRequest] { asked.withLock { $0 } }
  package var capabilities: StoreCapabilities { trusted }

  package func scan(
    _ request: ScanRequest, deliver: (RateBatch) async throws -> ScanFlow
  ) async throws {
    asked.withLock { $0.append(request) }
    var records = await table.all
    if let predicate = request.predicate { records = records.filter { predicate.holds(for: $0) } }
    if !request.order.isEmpty { records.sort { request.order.precedes($0, $1) } }
    records = Array(records.dropFirst(request.skip).prefix(request.limit ?? .max))
    for start in stride(from: 0, to: records.count, by: 4) {
      var batch = RateBatch()
      for record in records[start..<min(start + 4, records.count)] { batch.append(record) }
      if try await deliver(batch) == .enough { return }
    }
  }

  package func rate(id: String) async throws -> RateRecord? { await table.rate(id: id) }
  package func create(_ record: RateRecord) async throws -> String { try await table.create(record) }
  package func update(id: String, to record: RateRecord) async throws {
    try await table.update(id: id, to: record)
  }
  package func delete(id: String) async throws { try await table.delete(id: id) }
  package func billing() async throws -> BillingSettings { await table.billing() }
  package func setBilling(_ settings: BillingSettings) async throws { await table.setBilling(settings) }
}

extension ListingStore {
  /// Writes a plan as plainly as can be.
  package func write(_ plan: ChangePlan) async throws {
    for wave in try plan.waves() {
      for change in wave {
        switch (change.id, change.after) {
        case (let id?, nil): try await table.delete(id: id)
        case (let id?, let after?):
          guard var record = await table.rate(id: id) else { continue }
          for field in change.changedFields { record[field] = after[field] }
          try await table.update(id: id, to: record)
        case (nil, let after?): _ = try await table.create(after)
        case (nil, nil): break
        }
      }
    }
  }
}

extension StorePredicate {
  /// Whether a rate meets the condition; null makes every comparison false.
  package func holds(for rate: RateRecord) -> Bool {
    switch self {
    case .and(let parts): return parts.allSatisfy { $0.holds(for: rate) }
    case .or(let parts): return parts.contains { $0.holds(for: rate) }
    case .text(let field, let test, let wanted):
      guard let text = rate[field]?.string else { return false }
      return switch test {
      case .startsWith: text.hasPrefix(wanted)
      case .endsWith: text.hasSuffix(wanted)
      case .contains: text.contains(wanted)
      }
    case .compare(let field, let comparison, let value):
      guard let order = ValueOrder.compare(rate[field] ?? .null, value) else { return false }
      return switch comparison {
      case .equal: order == 0
      case .notEqual: order != 0
      case .less: order < 0
      case .lessOrEqual: order <= 0
      case .greater: order > 0
      case .greaterOrEqual: order >= 0
      }
    }
  }
}

extension [StoreOrder] {
  func precedes(_ a: RateRecord, _ b: RateRecord) -> Bool {
    for key in self {
      let (x, y) = (a[key.field] ?? .null, b[key.field] ?? .null)
      let order = ValueOrder.sortOrder(x, y)
      // Nulls come last either way, as they do here.
      if order != 0 { return key.descending && !x.isNull && !y.isNull ? order > 0 : order < 0 }
    }
    return false
  }
}
