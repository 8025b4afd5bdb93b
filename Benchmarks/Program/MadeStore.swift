import RateQL

/// A store that makes its rates as they are read, some at a time, and keeps none.
final class MadeStore: RateStore {
  let name = "made"
  let concurrency = 1
  let capabilities = StoreCapabilities.none
  private let rows: Int
  private let seed: UInt64

  /// How many rates it hands over at a time.
  private static let pageSize = 1_000

  init(rows: Int, seed: UInt64) {
    self.rows = rows
    self.seed = seed
  }

  func scan(_ request: ScanRequest, deliver: (RateBatch) async throws -> ScanFlow) async throws {
    var maker = RateMaker(seed: seed)
    for start in stride(from: 0, to: rows, by: MadeStore.pageSize) {
      let page = maker.batch(start..<min(start + MadeStore.pageSize, rows))
      if try await deliver(page) == .enough { return }
    }
  }

  func rate(id: String) -> RateRecord? { nil }
  func create(_ record: RateRecord) throws -> String { throw refusal }
  func update(id: String, to record: RateRecord) throws { throw refusal }
  func delete(id: String) throws { throw refusal }
  func billing() throws -> BillingSettings { throw refusal }
  func setBilling(_ settings: BillingSettings) throws { throw refusal }

  private var refusal: StoreError {
    .refused(.init(status: 405, code: "READ_ONLY", message: "these rates are only read"))
  }

  /// One line a rate, its listed fields in the contract's order, `\N` for null, prices as integers at five
  /// digits.
  func write(to path: String) async throws {
    let file = try OutputFile(path)
    try await scan(ScanRequest()) { batch in
      for row in 0..<batch.count {
        let cells = RateField.listed.map { cell(batch.value($0, row) ?? .null, $0) }
        file.write(cells.joined(separator: "\t") + "\n")
      }
      return .more
    }
    try file.close()
  }

  private func cell(_ value: Value, _ field: RateField) -> String {
    switch value {
    case .null: "\\N"
    case .number(let number), .percent(let number):
      "\(number.fixed(scale: field.fractionDigits ?? 0) ?? 0)"
    default: value.description
    }
  }
}
