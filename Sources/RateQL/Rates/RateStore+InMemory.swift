/// A table of call rates in memory, for tests and for host programs.
public actor InMemoryRateStore: RateStore {
  public nonisolated let name: String
  public nonisolated let concurrency = 4
  private var records: [String: RateRecord] = [:]
  private var settings = BillingSettings(enabled: false, account: "TENANT", type: "OFFLINE")
  private var nextNumber = 1
  /// How many times the table was read, for those who count requests.
  public private(set) var scans = 0

  public init(name: String = "memory", records: [RateRecord] = []) {
    self.name = name
    var number = 1
    for record in records {
      var record = record
      let id = record.id ?? "r\(number)"
      if record.id == nil { number += 1 }
      record[.id] = .text(id)
      self.records[id] = record
    }
    nextNumber = number
  }

  public var capabilities: StoreCapabilities { .none }

  /// Every rate, by prefix.
  public var all: [RateRecord] {
    records.values.sorted { a, b in
      let order = ValueOrder.bytes((a.prefix ?? "").utf8, (b.prefix ?? "").utf8)
      return order == 0 ? (a.id ?? "") < (b.id ?? "") : order < 0
    }
  }

  private func batch() -> RateBatch {
    scans += 1
    var batch = RateBatch()
    for record in all { batch.append(record) }
    return batch
  }

  public nonisolated func scan(
    _ request: ScanRequest, deliver: (RateBatch) async throws -> ScanFlow
  ) async throws {
    _ = try await deliver(await batch())
  }

  public func rate(id: String) -> RateRecord? { records[id] }

  public func create(_ record: RateRecord) throws -> String {
    try checkPrefix(record, besides: nil)
    var id = "r\(nextNumber)"
    while records[id] != nil {
      nextNumber += 1
      id = "r\(nextNumber)"
    }
    var record = record
    record[.id] = .text(id)
    records[id] = record
    return id
  }

  public func update(id: String, to record: RateRecord) throws {
    guard records[id] != nil else { throw missing(id) }
    try checkPrefix(record, besides: id)
    var record = record
    record[.id] = .text(id)
    records[id] = record
  }

  public func delete(id: String) throws {
    guard records.removeValue(forKey: id) != nil else { throw missing(id) }
  }

  public func billing() -> BillingSettings { settings }
  public func setBilling(_ settings: BillingSettings) { self.settings = settings }

  private func checkPrefix(_ record: RateRecord, besides id: String?) throws {
    guard records.values.contains(where: { $0.prefix == record.prefix && $0.id != id }) else { return }
    throw StoreError.refused(
      .init(status: 409, code: "DUPLICATE_PREFIX", message: "the prefix \(record.prefix ?? "") is taken"))
  }

  private func missing(_ id: String) -> StoreError {
    .refused(.init(status: 404, code: "NOT_FOUND", message: "there is no rate with the id \(id)"))
  }
}
