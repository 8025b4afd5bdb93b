import RateQL

/// Rates already in memory, column by column; every question is answered with all of them.
final class HeldStore: RateStore {
  let name = "held"
  let concurrency = 1
  let capabilities = StoreCapabilities.none
  private let batches: [RateBatch]

  init(_ batches: [RateBatch]) { self.batches = batches }

  func scan(_ request: ScanRequest, deliver: (RateBatch) async throws -> ScanFlow) async throws {
    for batch in batches where try await deliver(batch) == .enough { return }
  }

  func rate(id: String) -> RateRecord? { nil }
  func create(_ record: RateRecord) throws -> String { throw refusal }
  func update(id: String, to record: RateRecord) throws { throw refusal }
  func delete(id: String) throws { throw refusal }
  func billing() throws -> BillingSettings { throw refusal }
  func setBilling(_ settings: BillingSettings) throws { throw refusal }

  private var refusal: StoreError {
    .refused(.init(status: 405, code: "READ_ONLY", message: "the held rates are only read"))
  }

  /// One line a rate, its listed fields in the contract's order, `\N` for null.
  func write(to path: String) throws {
    try TextFile.write(to: path) { put in
      for batch in batches {
        for row in 0..<batch.count {
          let cells = RateField.listed.map { field in
            guard let value = batch.value(field, row), value != .null else { return "\\N" }
            switch value {
            case .number(let number), .percent(let number):
              return "\(number.fixed(scale: field.fractionDigits ?? 0) ?? 0)"
            default: return value.description
            }
          }
          put(cells.joined(separator: "\t") + "\n")
        }
      }
    }
  }
}
