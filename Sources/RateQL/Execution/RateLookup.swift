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
    guard !prefixes.isEmpty else { return }
    let capabilities = try await reader.capabilities()
    let asksForFew =
      capabilities.comparisons.contains(.equal) && capabilities.nestsConditions
      && prefixes.count <= RateLookup.mostAsked
    guard asksForFew else { return try await reader.rates(nil, deliver: deliver) }
    let sorted = prefixes.sorted()
    for start in stride(from: 0, to: sorted.count, by: RateLookup.batchSize) {
      let some = sorted[start..<min(start + RateLookup.batchSize, sorted.count)]
      let tests = some.map { StorePredicate.compare(.prefix, .equal, .text($0)) }
      try await reader.rates(tests.count == 1 ? tests[0] : .or(tests), deliver: deliver)
    }
  }
}
