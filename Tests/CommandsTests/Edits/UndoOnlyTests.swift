import RateQL
import TestSupport
import Testing

@Suite("rateql undo --only", .serialized)
struct UndoOnlyTests {
  @Test("takes back the chosen changes alone; the rest can be taken back later")
  func chosen() async throws {
    try await EditBench.run { bench in
      let before = try await bench.rates()
      let edit = """
        rates | where prefix startswith "44" | set price_n += 5%
        rates | where prefix = "881" | delete
        """
      #expect(await bench.run(["-e", edit, "--apply"]).status == 0)
      let after = try await bench.rates()

      let only = ["undo", "1", "--only", "prefix startswith \"447\""]
      let dry = await bench.run(only)
      #expect(dry.status == 0 && dry.messages.contains("dry run"), "\(dry)")
      let untouched = try await bench.rates()
      #expect(untouched == after)

      let applied = await bench.run(only + ["--apply"])
      #expect(applied.status == 0 && applied.messages.contains("Applied: 3 updated (run 2)."), "\(applied)")
      let chosen = try await bench.rates()
      for (prefix, record) in before {
        #expect(chosen[prefix] == (prefix.hasPrefix("447") ? record : after[prefix]), "\(prefix)")
      }

      let rest = await bench.run(["undo", "1", "--apply"])
      #expect(rest.status == 0, "\(rest)")
      let all = try await bench.rates()
      #expect(all == before)
      let wrong = await bench.run(["undo", "1", "--only", "pric > 1"])
      #expect(wrong.status == 2 && wrong.messages.contains("--only"), "\(wrong)")
    }
  }
}
