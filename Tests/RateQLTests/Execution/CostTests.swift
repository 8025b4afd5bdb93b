import Foundation
import RateQL
import Rendering
import TestSupport
import Testing

@Suite("cost(duration)")
struct CostTests {
  /// Runs a program over the sample rates of which the store shows no connect fee where `hidden` says so.
  private func run(
    _ text: String, hiding hidden: (String) -> Bool, format: OutputFormat = .table
  ) async throws -> String {
    let records = SampleRates.all.map { rate in
      var rate = rate
      if hidden(rate.prefix ?? "") { rate[.connectFee] = nil }
      return rate
    }
    let store = ListingStore(InMemoryRateStore(name: "sample", records: records))
    let session = Session(store: store)
    let output = MemoryOutput()
    let sink = FormattingSink(output: output, messages: output, format: format, settings: RenderSettings())
    let program = try session.check(session.parse(Source(name: "test", text: text)))
    _ = try await session.run(program, sink: sink)
    return await output.text
  }

  @Test("an unknown connect fee makes it unknown, and a query says so once")
  func unknown() async throws {
    let text = try await run(
      "rates | sort prefix | select prefix, connect_fee, c = cost(1m), half = cost(1m) / 2",
      hiding: { $0.hasPrefix("44") })
    #expect(text.components(separatedBy: "unknown\n").count > 4, "\(text)")
    #expect(!text.contains("null"))
    let notice = "note: sample does not show the connect_fee of 4 rates: what depends on it is unknown\n"
    #expect(text.contains(notice), "\(text)")
    #expect(text.components(separatedBy: "note:").count == 2)
  }

  @Test("print and texts call it unknown, not null")
  func printed() async throws {
    let program = """
      let uk = rates | where prefix = "44"
      print (uk).connect_fee
      print "{(uk).connect_fee} and {(uk).description is null}"
      for r in uk { print "{r.prefix}: {r.connect_fee}" }
      print (rates | where prefix = "999").description
      """
    let hidden = try await run(program, hiding: { $0 == "44" })
    let lines = hidden.split(separator: "\n").filter { !$0.hasPrefix("note:") }
    #expect(lines == ["unknown", "unknown and false", "44: unknown", "null"], "\(hidden)")
    let shown = try await run(program, hiding: { _ in false })
    #expect(shown == "0.05\n0.05 and false\n44: 0.05\nnull\n")
  }

  @Test("of one rate it says so in the singular; of none it says nothing")
  func counts() async throws {
    let one = try await run("rates | select c = cost(1m)", hiding: { $0 == "1" })
    #expect(one.contains("of 1 rate: "))
    let none = try await run("rates | select c = cost(1m)", hiding: { _ in false })
    #expect(!none.contains("note:"))
  }

  @Test("CSV leaves it blank, JSON says null")
  func data() async throws {
    let query = "rates | where prefix = \"1\" | select prefix, c = cost(1m)"
    #expect(try await run(query, hiding: { _ in true }, format: .csv).hasPrefix("prefix,c\n1,\n"))
    #expect(try await run(query, hiding: { _ in true }, format: .ndjson).contains("\"c\":null"))
  }

  @Test("a condition on an unknown cost keeps no rate, and an edit by it is refused")
  func editing() async throws {
    let text = try await run(
      "print count(rates | where cost(1m) >= 0)\nprint count(rates | where cost(2s) = 0)",
      hiding: { $0 == "881" })
    // Below its grace period of 3 s a call on 881 costs nothing, whatever its connect fee is.
    #expect(text.contains("9\n"))
    #expect(text.contains("2\n"), "\(text)")
    await #expect(throws: RunError.self) {
      _ = try await run("rates | where prefix = \"1\" | set price_n = cost(1m)", hiding: { _ in true })
    }
  }

  @Test(
    "which columns may be unknown",
    arguments: [
      ("connect_fee", true), ("price_n", false), ("cost(1m)", true), ("cost(1m) * 2 + price_n", true),
      ("coalesce(connect_fee, 0.5)", false), ("coalesce(connect_fee, null)", true),
      ("greatest(connect_fee, price_n)", false), ("connect_fee is null", false),
      ("if price_n > 1 then connect_fee else price_n", true), ("\"{connect_fee}\"", false),
      ("round(cost(1m), digits: 2)", true), ("(rates | summarize m = max(connect_fee)).m", true),
      ("(rates | summarize m = max(price_n)).m", false), ("description", false),
    ])
  func types(_ expression: String, _ expected: Bool) throws {
    for query in [
      "rates | select x = \(expression)", "rates | extend x = \(expression) | distinct x",
      "rates | extend y = \(expression) | where y is not null | select x = y",
      "rates | summarize n = count() by x = \(expression)",
    ] {
      let parsed = Parser.parse(Source(name: "test", text: query))
      let program = try Checker.check(parsed)
      guard case .query(let tree)? = program.program.statements.first?.kind else { continue }
      let column = program.facts.shapes[tree.id]?.column("x")
      #expect(column?.mayBeUnknown == expected, "\(query)")
    }
  }

  @Test("half to even where the session says so")
  func rounding() throws {
    let third = try ExactFraction(ExactDecimal(significand: 1, scale: 5), over: 2)
    let half = Value.exact(third)
    #expect(try FieldValue.fitted(half, to: .priceN).value == .number(ExactDecimal("0.00001") ?? .zero))
    #expect(try FieldValue.fitted(half, to: .priceN, rounding: .halfEven).value == .number(.zero))
    let endless = Value.exact(try ExactFraction(.one, over: 3))
    let fitted = try FieldValue.fitted(endless, to: .priceN)
    #expect(fitted.value == .number(ExactDecimal("0.33333") ?? .zero))
    #expect(fitted.rounded)
  }
}
