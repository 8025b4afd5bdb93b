/// Finds the store's rates by their prefixes: asked for a few at a time where the store can choose, else out
/// of the whole table.
struct RateLookup {
  let reader: RateReader

  /// How many prefixes one request asks for.
  private static let batchSize = 20
  /// With more prefixes than that the whole table is read.
  private static let mostAsked = 2_000

  /// Hands over the rates that have one of `prefixes`, planned changes aside. Others may come along, and a
  /// rate may come more than once.
  func rates(
    prefixes: Set<String>, deliver: (RateBatch) throws -> Void
  ) async throws {
    let (known, open) = reader.answers?.rates(prefixes: prefixes) ?? ([], prefixes)
    for batch in known { try deliver(batch) }
    guard !open.isEmpty else { return }
    let capabilities = try await reader.capabilities()
    let asksForFew =
      capabilities.comparisons.contains(.equal) && capabilities.nestsConditions
      && open.count <= RateLookup.mostAsked
    guard asksForFew else { return try await reader.rates(nil, deliver: deliver) }
    let sorted = open.sorted()
    for start in stride(from: 0, to: sorted.count, by: RateLookup.batchSize) {
      let some = sorted[start..<min(start + RateLookup.batchSize, sorted.count)]
      let tests = some.map { StorePredicate.compare(.prefix, .equal, .text($0)) }
      var found = Dictionary(uniqueKeysWithValues: some.map { ($0, RateBatch()) })
      try await reader.rates(tests.count == 1 ? tests[0] : .or(tests)) { batch in
        if reader.answers != nil { add(batch, to: &found) }
        try deliver(batch)
      }
      reader.answers?.keep(byPrefix: found)
    }
  }

  private func add(_ batch: RateBatch, to found: inout [String: RateBatch]) {
    for row in 0..<batch.count {
      guard let prefix = batch.value(.prefix, row)?.string else { continue }
      found[prefix]?.append(batch.gathered([Int32(row)]))
    }
  }
}
