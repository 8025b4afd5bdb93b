import RateQL
import Rendering
import TestSupport
import Testing

/// Random scripts against a plain model of the same meaning.
@Suite("Random scripts")
struct PlainModelTests {
  private static let seed: UInt64 = 27_182

  /// The files of one script.
  struct Tables: RowSource {
    let tables: [String: [(prefix: String, price: Int)]]

    func load(_ path: String) throws(RowSourceError) -> LoadedTable {
      guard let rows = tables[path] else { throw RowSourceError("there is no file `\(path)`") }
      let prices = rows.map { Value.number(ExactDecimal(PlainRate.text($0.price)) ?? .zero) }
      return LoadedTable(
        columns: [
          ResultColumn(name: "prefix", type: .text), ResultColumn(name: "price_n", type: .decimal),
        ],
        values: [.values(rows.map { .text($0.prefix) }), .values(prices)],
        lines: rows.indices.map { $0 + 2 })
    }

    func script(
      _ path: String, from includer: String
    ) throws(RowSourceError) -> (name: String, text: String) { throw RowSourceError("no scripts") }

    func save(_ path: String, replacing: Bool) throws(RowSourceError) -> any PendingFile {
      throw RowSourceError("no files")
    }
  }

  @Test("mean what a plain model says, in what they show and in what they write")
  func scripts() async throws {
    var random = SeededRandom(seed: PlainModelTests.seed)
    for number in 0..<400 {
      let store = ListingStore(SampleRates.store(), trusted: Bool.random(using: &random) ? .all : .none)
      var model = PlainModel(SampleRates.all)
      for _ in 0..<Int.random(in: 1...6, using: &random) { model.step(&random) }
      let text =
        (model.script + ["rates | sort prefix | select prefix, type, price_1, price_n"])
        .joined(separator: "\n")
      let note = "script \(number) of seed \(PlainModelTests.seed):\n\(text)"

      let output = MemoryOutput()
      let sink = FormattingSink(
        output: output, messages: MemoryOutput(), format: .csv, settings: RenderSettings())
      let session = Session(store: store, compiler: Compiler(files: Tables(tables: model.files)))
      let program = session.parse(Source(name: "case", text: text))
      let plan: ChangePlan
      do {
        plan = try await session.run(session.check(program), sink: sink)
      } catch {
        Issue.record("\(error)\n\(note)")
        continue
      }
      let wanted = model.sorted
      #expect(PlainModelTests.rates(of: await output.text) == wanted, "shown by \(note)")

      try await store.write(plan)
      let left = PlainModel(await store.table.all).sorted
      #expect(left == wanted, "left by \(note)")
    }
  }

  static func rates(of csv: String) -> [PlainRate] {
    csv.split(whereSeparator: \.isNewline).dropFirst().map { line in
      let cells = line.split(separator: ",").map(String.init)
      func units(_ text: String) -> Int { PlainModel.units(.text(text)) }
      guard cells.count == 4 else { return PlainRate(prefix: String(line), type: "", price1: 0, priceN: 0) }
      return PlainRate(
        prefix: cells[0], type: cells[1], price1: units(cells[2]), priceN: units(cells[3]))
    }
  }
}
