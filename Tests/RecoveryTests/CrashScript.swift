import RateQL
import TestSupport

/// Random edits of a table, and what they come to.
struct CrashScript {
  let text: String
  /// Prefixes that hang together: one of them is freed and taken again.
  let renamed: Set<String>

  init(_ records: [RateRecord], _ random: inout SeededRandom) {
    let prefixes = records.compactMap(\.prefix).shuffled(using: &random)
    var lines: [String] = []
    func take(_ count: Int, from start: Int) -> String {
      "[" + prefixes[start..<(start + count)].map { "\"\($0)\"" }.joined(separator: ", ") + "]"
    }
    lines.append("rates | where prefix in \(take(10, from: 0)) | set price_n += 7%, description = \"raised\"")
    if Bool.random(using: &random) { lines.append("rates | where prefix in \(take(4, from: 10)) | delete") }
    var renamed: Set<String> = []
    if Bool.random(using: &random) {
      // One takes the prefix that another frees.
      renamed = [prefixes[14], prefixes[15], "99" + prefixes[14]]
      lines.append("rates | where prefix = \"\(prefixes[14])\" | set prefix = \"99{prefix}\"")
      lines.append("rates | where prefix = \"\(prefixes[15])\" | set prefix = \"\(prefixes[14])\"")
    }
    if Bool.random(using: &random) {
      for number in 0..<3 {
        lines.append(
          "create prefix = \"98\(number)\", type = MOBILE, free_seconds = 0, grace_period = 0, "
            + "interval_1 = 60, interval_n = 60, connect_fee = 0.0\(number + 1), postcall_surcharge = 1%, "
            + "price_1 = 0.02, price_n = 0.0\(number + 2)")
      }
    }
    if Bool.random(using: &random) {
      lines.append("rates | where prefix in \(take(3, from: 16)) | set connect_fee += 0.01")
    }
    if Bool.random(using: &random) { lines.append("billing set enabled = true, account = USER") }
    text = lines.joined(separator: "\n") + "\n"
    self.renamed = renamed
  }

  /// The table after the script, worked out in memory.
  func result(
    _ records: [RateRecord], _ billing: BillingSettings
  ) async throws -> (records: [RateRecord], billing: BillingSettings) {
    let table = InMemoryRateStore(name: "expected", records: records)
    await table.setBilling(billing)
    let store = ListingStore(table)
    let session = Session(store: store)
    let program = try session.check(session.parse(Source(name: "expected", text: text)))
    let plan = try await session.run(program)
    try await store.write(plan)
    if let change = plan.billing { await table.setBilling(change.after) }
    return (await table.all, await table.billing())
  }
}
