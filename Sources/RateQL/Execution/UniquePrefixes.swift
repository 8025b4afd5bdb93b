/// Looks planned prefixes up in the store: none may belong to another rate.
struct UniquePrefixes {
  let reader: RateReader

  /// How many prefixes one request asks for.
  private static let batchSize = 20

  func faults(_ changes: ChangePlan) async throws -> [PlanFault] {
    let takers = changes.takers
    let prefixes = takers.keys.sorted()
    guard !prefixes.isEmpty else { return [] }
    let capabilities = try await reader.capabilities()
    let asksForFew =
      capabilities.comparisons.contains(.equal) && capabilities.nestsConditions && prefixes.count <= 2_000
    guard asksForFew else { return try await faults(changes, takers, nil) }
    var faults: [PlanFault] = []
    for start in stride(from: 0, to: prefixes.count, by: UniquePrefixes.batchSize) {
      let some = Array(prefixes[start..<min(start + UniquePrefixes.batchSize, prefixes.count)])
      let tests = some.map { StorePredicate.compare(.prefix, .equal, .text($0)) }
      faults += try await self.faults(changes, takers, tests.count == 1 ? tests[0] : .or(tests))
    }
    return faults
  }

  private func faults(
    _ changes: ChangePlan, _ takers: [String: Change], _ predicate: StorePredicate?
  ) async throws -> [PlanFault] {
    var faults: [PlanFault] = []
    do {
      try await reader.store.scan(ScanRequest(predicate: predicate)) { batch in
        try reader.budget.read(batch.count)
        for row in 0..<batch.count {
          guard let prefix = batch.value(.prefix, row)?.string, takers[prefix] != nil else { continue }
          if let fault = changes.clash(with: batch.record(row), takers) { faults.append(fault) }
        }
        return .more
      }
    } catch let error as StoreError {
      throw RunError.store(error)
    }
    return faults
  }
}
