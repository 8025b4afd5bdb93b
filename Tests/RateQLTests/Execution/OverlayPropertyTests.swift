import RateQL
import Rendering
import TestSupport
import Testing

/// Reads after planned edits see what reads after written edits would see.
@Suite("Reads through a plan")
struct OverlayPropertyTests {
  private static let seed: UInt64 = 31_415

  static let edits = [
    "rates | where type = MOBILE | set price_n += 5%",
    "rates | where prefix startswith \"44\" | set price_n = price_1, description = \"x\"",
    "rates | sort price_n desc | take 2 | set price_1 -= 10%", "rates | where price_n = 0 | delete",
    "rates | where prefix = \"49\" | set type = MOBILE, price_n = 0.2",
    "rates | sort prefix | take 1 | delete",
    "rates | where price_n > 0.07 | set prefix = \"9{prefix}\"",
    "rates | where prefix = \"33\" | set price_n *= 2",
    "create prefix = \"33\", type = MOBILE, free_seconds = 0, grace_period = 0, interval_1 = 60, interval_n = 60, connect_fee = 0.01, postcall_surcharge = 1%, price_1 = 0.02, price_n = 0.02",
    "rates | where type = LOCAL | set connect_fee = 0.5",
    "rates | where connect_fee > 0.01 | set connect_fee *= 2",
  ]

  static let reads = [
    "rates | select prefix, type, price_1, price_n, description",
    "rates | where price_n > 0.05 | sort price_n | take 3 | select prefix, price_n",
    "rates | summarize count(), sum(price_n), max(price_1) by type",
    "rates | where type = MOBILE | select prefix, connect_fee",
    "rates | sort price_n desc | skip 1 | take 2 | select prefix",
    "rates | where prefix covers \"4479112\" | select prefix",
  ]

  private func run(_ text: String, _ session: Session, _ output: MemoryOutput) async throws -> ChangePlan {
    let sink = FormattingSink(output: output, messages: output, format: .csv, settings: RenderSettings())
    let program = try session.check(session.parse(Source(name: "case", text: text)))
    return try await session.run(program, sink: sink)
  }

  @Test("sees what would be")
  func sameAsWritten() async throws {
    var random = SeededRandom(seed: OverlayPropertyTests.seed)
    for _ in 0..<300 {
      let edits = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        OverlayPropertyTests.edits.randomElement(using: &random) ?? ""
      }
      let read = OverlayPropertyTests.reads.randomElement(using: &random) ?? ""
      let text = "\(edits.joined(separator: "\n")), \(read), seed \(OverlayPropertyTests.seed)"

      // One script: edits, then the read.
      let planned = MemoryOutput()
      let store = ListingStore()
      let plan: ChangePlan
      do {
        plan = try await run((edits + [read]).joined(separator: "\n"), Session(store: store), planned)
      } catch RunError.invalidPlan {
        continue  // two rates with one prefix: nothing to compare
      }
      // Each edit written before the next.
      let written = MemoryOutput()
      let model = ListingStore()
      do {
        for edit in edits {
          try await model.write(try await run(edit, Session(store: model), written))
        }
        _ = try await run(read, Session(store: model), written)
      } catch RunError.invalidPlan {
        continue
      }
      #expect(sorted(await planned.text, read) == sorted(await written.text, read), "\(text)")

      // And the folded plan, written at once, leaves the same table.
      try await store.write(plan)
      let (mine, theirs) = (await store.table.all, await model.table.all)
      #expect(mine.map(plain) == theirs.map(plain), "\(text)")
    }
  }

  /// Without an order of its own a read may give its rows in any.
  private func sorted(_ text: String, _ read: String) -> [Substring] {
    let lines = text.split(separator: "\n")
    return read.contains("sort") ? lines : lines.sorted()
  }

  /// Ids of new rates may differ.
  private func plain(_ record: RateRecord) -> RateRecord {
    var record = record
    record[.id] = nil
    return record
  }
}
