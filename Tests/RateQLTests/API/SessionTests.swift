import RateQL
import TestSupport
import Testing

@Suite("A host's session")
struct SessionTests {
  @Test("rows are read by position and by name")
  func rows() async throws {
    let session = Session(store: SampleRates.store())
    let table = try await session.rows(
      of: """
        param zone: string
        let low = 0.05
        rates | where prefix startswith zone and price_n > low | sort price_n | select prefix, price_n, dear = price_n > 0.07
        """, parameters: ["zone": "44"])
    #expect(table.columns.map(\.name) == ["prefix", "price_n", "dear"])
    #expect(table.columns.map(\.type) == [.text, .decimal, .bool])
    #expect(table.map { $0.text("prefix") } == ["44791", "447", "4470"])
    #expect(table.map { $0.decimal("PRICE_N")?.description } == ["0.06", "0.08", "0.35"])
    #expect(table.map { $0.bool("dear") } == [false, true, true])
    #expect(table[0]["zone"] == nil)
    #expect(table[0].text("price_n") == nil)
    #expect(ResultTable(columns: []).first == nil)
    #expect(session.names.contains("low"))
  }

  @Test("rows of an edit, of no query and of two are refused")
  func notRows() async throws {
    let store = SampleRates.store()
    let session = Session(store: store)
    await #expect(throws: ProgramErrors.self) { try await session.rows(of: "rates | delete") }
    #expect(await store.scans == 0)
    for (text, count) in [("print 1", "no table"), ("rates\nbilling", "2 tables")] {
      let error = await #expect(throws: RunError.self) { try await session.rows(of: text) }
      #expect(error?.description.contains(count) == true)
    }
  }

  @Test("changes are a plan, and the store is left alone")
  func changes() async throws {
    let store = SampleRates.store()
    let before = await store.all
    let plan = try await Session(store: store).changes(
      of: "rates | where prefix = \"49\" | set price_n += 10%")
    #expect(await store.all == before)
    let change = try #require(plan.changes.first)
    #expect(plan.count(.update) == 1)
    #expect(change.before?.decimal(.priceN) == ExactDecimal("0.0125"))
    #expect(change.after?.decimal(.priceN) == ExactDecimal("0.01375"))
    // The list did not show the connect fee; the rate that is written has it.
    let stored = try #require(await store.rate(id: "c01"))
    #expect(change.drift(from: stored).isEmpty)
    let record = try #require(change.record(over: stored))
    #expect(record.decimal(.connectFee) == .zero)
    #expect(record.decimal(.priceN) == ExactDecimal("0.01375"))
    var drifted = stored
    drifted[.description] = .text("Deutschland")
    #expect(change.drift(from: drifted) == [.description])
  }

  @Test("a session keeps nothing of programs that give no names")
  func bounded() async throws {
    let session = Session(store: SampleRates.store())
    _ = try await session.changes(of: "let v = rates | where price_n > 1")
    for number in 0..<50 { #expect(try await session.rows(of: "v | where price_n > \(number)").count <= 1) }
    #expect(session.names == ["v"])
  }

  @Test("a collector keeps tables, prints and notices")
  func collector() async throws {
    let session = Session(store: SampleRates.store())
    let program = try session.check(
      session.parse(Source(name: "s", text: "rates\nprint \"{1 + 1}\"\nbilling")))
    let collector = ResultCollector()
    _ = try await session.run(program, sink: collector)
    #expect(collector.tables.map(\.count) == [10, 1])
    #expect(collector.printed == ["2"])
    #expect(collector.notices.isEmpty)
    #expect(collector.tables.last?.first?["account"] == .symbol("TENANT"))
  }

  @Test("a record is read from texts as people write them")
  func record() throws {
    let record = try RateRecord(reading: [
      .prefix: "44", .type: "mobile", .price1: "0.12", .postcallSurcharge: "1%", .interval1: "60",
    ])
    #expect(record[.type] == .symbol("MOBILE"))
    #expect(record[.postcallSurcharge] == .percent(try #require(ExactDecimal("0.01"))))
    #expect(record.decimal(.interval1) == ExactDecimal(60))
    #expect(record[.connectFee] == nil)
    #expect(record[.description] == .null)
    for (field, text) in [
      (RateField.price1, "1,2"), (.price1, "0.123456"), (.price1, "-1"), (.interval1, "0"), (.prefix, ""),
      (.type, "FAR"), (.price1, "1\nrates"),
    ] {
      let error = #expect(throws: RateRecordError.self) { try RateRecord(reading: [field: text]) }
      #expect(error?.field == field)
    }
  }
}
