import BulkEdit
import PBXClient
import RateQL
import Rendering
import Sandbox
import Testing

/// How many requests a query costs, counted by the session over real HTTP.
@Suite("Requests", .serialized)
struct RequestCountTests {
  private func cost(_ query: String, _ address: SandboxAddress) async throws -> (PBXStatistics, String) {
    let store = try CommandLineSetup.session(address)
    let output = MemoryOutput()
    let sink = FormattingSink(output: output, messages: output, format: .csv, settings: RenderSettings())
    let session = Session(store: store)
    let program = try session.check(session.parse(Source(name: "query", text: query)))
    _ = try await session.run(program, sink: sink)
    await store.shutdown()
    return (store.statistics, await output.text)
  }

  @Test("take 20 under a condition is one list request; a whole table is every page once")
  func counts() async throws {
    try await CommandLineSetup.withSandbox(rates: 5_000) { address in
      let (few, rows) = try await cost("rates | where prefix startswith \"44\" | take 20", address)
      #expect(few.requests == 1)
      #expect(rows.split(separator: "\n").count == 21)
      let (sorted, _) = try await cost("rates | sort price_n desc | take 5", address)
      #expect(sorted.requests == 1)
      let (all, sums) = try await cost("rates | summarize n = count() by type | summarize sum(n)", address)
      // One page more than there are: an empty one proves the end.
      #expect(all.pages == 51)
      #expect(sums == "sum(n)\n5000\n")
      let (fees, _) = try await cost("rates | sort prefix | take 7 | select prefix, connect_fee", address)
      #expect(fees.requests == 8)
    }
  }

  @Test("each change that is applied is one read and one write, a new rate too")
  func applied() async throws {
    try await CommandLineSetup.withSandbox(rates: 300) { address in
      let store = try CommandLineSetup.session(address)
      let session = Session(store: store)
      let creates = ["9990", "9991", "9992"].map { prefix in
        """
        create prefix = "\(prefix)", type = LOCAL, free_seconds = 0, grace_period = 0, interval_1 = 60, \
        interval_n = 60, connect_fee = 0, postcall_surcharge = 0%, price_1 = 0.1, price_n = 0.1
        """
      }
      let text = (["rates | sort prefix | take 2 | set price_n += 1"] + creates).joined(separator: "\n")
      let plan = try await session.run(session.check(session.parse(Source(name: "edit", text: text))))
      let before = store.statistics.requests
      let report = await Applier(store: store).apply(try WriteOrder(ApplyStep.all(of: plan)))
      #expect(report.isComplete && report.results.count == 5)
      #expect(store.statistics.requests - before == 10)
      await store.shutdown()
    }
  }
}
