/// Looks planned prefixes up in the store: none may belong to another rate.
struct UniquePrefixes {
  let reader: RateReader

  func faults(_ changes: ChangePlan) async throws -> [PlanFault] {
    let takers = changes.takers
    var faults: [PlanFault] = []
    var seen: Set<String> = []
    try await RateLookup(reader: reader).rates(prefixes: Set(takers.keys)) { batch in
      for row in 0..<batch.count {
        guard let prefix = batch.value(.prefix, row)?.string, takers[prefix] != nil,
          let fault = changes.clash(with: batch.record(row), takers), seen.insert(fault.problem).inserted
        else { continue }
        faults.append(fault)
      }
    }
    return faults
  }
}
