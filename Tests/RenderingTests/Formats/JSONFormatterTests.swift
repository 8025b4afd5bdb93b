import FoundationEssentials
import RateQL
import Rendering
import TestSupport
import Testing

private struct Row: Decodable {
  var text: String?
  var price: Decimal?
  var share: Decimal?
}

struct JSONFormatterTests {
  private let columns: [(String, ValueType)] = [
    ("prefix", .text), ("type", .symbol(.rateType)), ("price_n", .decimal), ("postcall_surcharge", .percent),
    ("free", .duration), ("ok", .bool), ("tags", .list(.text)),
  ]
  private let rows: [[Value]] = [
    [
      .text("44"), .symbol("MOBILE"), number("0.10"), percent("0.01"), seconds("125"), .bool(true),
      .list([.text("a"), .int(1), .null]),
    ],
    [.null, .null, .null, .null, .null, .null, .null],
  ]

  @Test("an array with one object a line; numbers exact, percents as fractions")
  func array() async throws {
    #expect(
      try await render(.json, columns, rows, batch: 1) == """
        [
          {"prefix": "44", "type": "MOBILE", "price_n": 0.1, "postcall_surcharge": 0.01, "free": 125, "ok": true, \
        "tags": ["a", 1, null]},
          {"prefix": null, "type": null, "price_n": null, "postcall_surcharge": null, "free": null, "ok": null, \
        "tags": null}
        ]

        """)
    #expect(try await render(.json, columns, []) == "[]\n")
  }

  @Test("one bare object a line")
  func lines() async throws {
    #expect(
      try await render(.ndjson, columns, rows, batch: 1) == """
        {"prefix":"44","type":"MOBILE","price_n":0.1,"postcall_surcharge":0.01,"free":125,"ok":true,"tags":["a", 1, null]}
        {"prefix":null,"type":null,"price_n":null,"postcall_surcharge":null,"free":null,"ok":null,"tags":null}

        """)
    #expect(try await render(.ndjson, columns, []) == "")
  }

  @Test("texts are escaped, and what would act on a terminal too")
  func escapes() async throws {
    let text = "\"\\/\n\r\t\u{8}\u{0}\u{1B}\u{7F}\u{9B}\u{202E}\u{2028}é中😀"
    #expect(
      try await render(.ndjson, [("a\"b", .text)], [[.text(text)]])
        == #"{"a\"b":"\"\\/\n\r\t\u0008\u0000\u001b\u007f\u009b\u202e\u2028é中😀"}"# + "\n")
  }

  @Test("a JSON reader gets every text and every number exactly", arguments: [OutputFormat.json, .ndjson])
  func exact(_ format: OutputFormat) async throws {
    for seed in UInt64(1)...30 {
      var generator = SeededRandom(seed: seed)
      let rows: [[Value]] = (0..<40).map { _ in
        let significand = Int128(Int64.random(in: Int64.min...Int64.max, using: &generator))
        let number = ExactDecimal(
          significand: significand * (Bool.random(using: &generator) ? 1 : 1_000_000_007),
          scale: Int.random(in: 0...30, using: &generator))
        return [
          Int.random(in: 0..<5, using: &generator) == 0 ? .null : .text(NastyText.make(&generator, upTo: 8)),
          Bool.random(using: &generator) ? .number(number) : .null, .percent(number),
        ]
      }
      let text = try await render(
        format, [("text", .text), ("price", .decimal), ("share", .percent)], rows)
      let decoder = JSONDecoder()
      let decoded =
        format == .json
        ? try decoder.decode([Row].self, from: Data(text.utf8))
        : try text.utf8.split(separator: UInt8(ascii: "\n")).map {
          try decoder.decode(Row.self, from: Data($0))
        }
      #expect(decoded.count == rows.count, "seed \(seed)")
      for (row, values) in zip(decoded, rows) {
        #expect(
          row.text.map { Array($0.unicodeScalars) } == values[0].string.map { Array($0.unicodeScalars) })
        #expect(row.price == decimal(values[1]), "seed \(seed)")
        #expect(row.share == decimal(values[2]), "seed \(seed)")
      }
    }
  }

  @Test("a long result goes out in pieces")
  func streams() async throws {
    let output = MemoryOutput()
    let formatter = OutputFormat.ndjson.formatter(writingTo: output)
    try await formatter.begin([ResultColumn(name: "n", type: .int)])
    try await formatter.rows([.constant(.int(1), count: 50_000)], count: 50_000, selection: nil)
    #expect(await output.writes > 5)
    #expect(await output.bytes.count == 50_000 * 8)
  }

  private func decimal(_ value: Value) -> Decimal? {
    value.decimal.flatMap { Decimal(string: $0.description) }
  }
}
