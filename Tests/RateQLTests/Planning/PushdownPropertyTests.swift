import RateQL
import Rendering
import TestSupport
import Testing

/// Whatever a store is asked to do, the answer is the same as when everything is done here.
@Suite("Pushdown")
struct PushdownPropertyTests {
  private static let seed: UInt64 = 60_606

  private func answer(_ query: String, _ trusted: StoreCapabilities) async throws -> String {
    let output = MemoryOutput()
    let sink = FormattingSink(output: output, messages: output, format: .csv, settings: RenderSettings())
    let session = Session(store: ListingStore(trusted: trusted))
    let program = try session.check(session.parse(Source(name: "query", text: query)))
    _ = try await session.run(program, sink: sink)
    return await output.text
  }

  @Test("changes no answer")
  func sameAnswers() async throws {
    var random = SeededRandom(seed: PushdownPropertyTests.seed)
    for _ in 0..<600 {
      var query = "rates | where \(PushdownPropertyTests.condition(&random, 3))"
      if Bool.random(using: &random) {
        query +=
          " | sort \(["price_n", "type", "prefix", "description", "price_1 - price_n"].randomElement(using: &random) ?? "")"
        if Bool.random(using: &random) { query += " desc" }
        if Bool.random(using: &random) { query += " | skip \(Int.random(in: 0...3, using: &random))" }
        if Bool.random(using: &random) { query += " | take \(Int.random(in: 0...4, using: &random))" }
      }
      query += " | select prefix"
      let (here, there) = (try await answer(query, .none), try await answer(query, .all))
      #expect(here == there, "\(query), seed \(PushdownPropertyTests.seed)")
    }
  }

  /// A random condition over the sample rates.
  private static func condition(_ random: inout SeededRandom, _ depth: Int) -> String {
    func one(_ choices: [String]) -> String { choices.randomElement(using: &random) ?? "" }
    switch Int.random(in: 0..<(depth > 0 ? 8 : 5), using: &random) {
    case 0:
      return
        "price_n \(one(["<", "<=", ">", ">=", "=", "!="])) \(one(["0.0125", "0.08", "0", "4.5", "0.012500001"]))"
    case 1:
      return Int.random(in: 0..<6, using: &random) == 0
        ? one(["prefix covers \"447911\"", "prefix covers \"+44 79\""])
        : "prefix \(one(["startswith", "endswith", "contains", "=", "!="])) \(one(["\"44\"", "\"4\"", "\"447911\"", "\"\""]))"
    case 2: return "type \(one(["=", "!="])) \(one(["MOBILE", "LOCAL", "INTERNATIONAL"]))"
    case 3:
      return
        "description \(one(["= \"Germany\"", "!= \"Germany\"", "is null", "is not null", "startswith \"United\""]))"
    case 4:
      return one([
        "prefix in [\"44\", \"1\"]", "prefix not in [\"44\"]", "postcall_surcharge >= 1%",
        "price_n between 0.01 and 0.1", "price_n not between 0.01 and 0.1", "interval_1 < 60",
        "\"44791\" = prefix",
      ])
    case 5: return "(\(condition(&random, depth - 1)) or \(condition(&random, depth - 1)))"
    case 6: return "(\(condition(&random, depth - 1)) and \(condition(&random, depth - 1)))"
    default: return "not (\(condition(&random, depth - 1)))"
    }
  }
}
