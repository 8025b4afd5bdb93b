import RateQL
import Rendering
import TestSupport
import Testing

struct CSVFormatterTests {
  private let columns: [(String, ValueType)] = [
    ("prefix", .text), ("type", .symbol(.rateType)), ("price_n", .decimal), ("postcall_surcharge", .percent),
    ("free", .duration), ("ok", .bool), ("description", .text),
  ]

  @Test("a header, plain numbers, percents as fractions, durations as seconds, quotes where needed")
  func plain() async throws {
    let rows: [[Value]] = [
      [
        .text("44"), .symbol("MOBILE"), number("0.1000"), percent("0.01"), seconds("125"), .bool(true),
        .text("UK"),
      ],
      [.null, .null, .null, .null, .null, .null, .null],
      [
        .text("1"), .symbol("LOCAL"), number("1234567.00001"), percent("0"), seconds("0.5"), .bool(false),
        .text("a \"b\", c"),
      ],
      [
        .text(""), .symbol("LOCAL"), number("-0.5"), percent("1"), seconds("0"), .bool(false),
        .text(" x\ny\r\n"),
      ],
      [.text("中"), .symbol("LOCAL"), .int(0), percent("1"), seconds("0"), .bool(false), .text("\u{1B}[2J")],
    ]
    #expect(
      try await render(.csv, columns, rows) == """
        prefix,type,price_n,postcall_surcharge,free,ok,description
        44,MOBILE,0.1,0.01,125,true,UK
        ,,,,,,
        1,LOCAL,1234567.00001,0,0.5,false,"a ""b"", c"
        "",LOCAL,-0.5,1,0,false," x
        y\r
        "
        中,LOCAL,0,1,0,false,\u{1B}[2J

        """)
  }

  @Test("no rows: the header alone; a lone null is not an empty line; a list is its JSON text")
  func edges() async throws {
    #expect(try await render(.csv, [("a,b", .text), ("c", .int)], []) == "\"a,b\",c\n")
    #expect(
      try await render(.csv, [("a", .text)], [[.null], [.text("")], [.text("x")]]) == "a\n\"\"\n\"\"\nx\n")
    #expect(
      try await render(.csv, [("l", .list(.text))], [[.list([.text("a"), number("0.50"), .null])]])
        == "l\n\"[\"\"a\"\", 0.5, null]\"\n")
  }

  @Test("excel safe: texts that a spreadsheet would run get a quote before them, numbers do not")
  func excelSafe() async throws {
    let texts = ["=1+1", "+44", "-x", "@a", "\tx", "\rx", "=a,\"b\"", "a=1", ""]
    let rows: [[Value]] = texts.map { [.text($0), number("-1.5")] }
    let settings = RenderSettings(excelSafe: true)
    #expect(
      try await render(.csv, [("=t", .text), ("n", .decimal)], rows, settings) == """
        '=t,n
        '=1+1,-1.5
        '+44,-1.5
        '-x,-1.5
        '@a,-1.5
        "'\tx",-1.5
        "'\rx",-1.5
        "'=a,""b""\",-1.5
        a=1,-1.5
        "",-1.5

        """)
    #expect(try await render(.csv, [("t", .text)], [[.text("=1+1")]]) == "t\n=1+1\n")
  }

  @Test("a selection picks rows, and every form of column gives the same cells")
  func columnForms() async throws {
    var fixed = FixedColumn(kind: .number, scale: 5)
    var text = TextColumn()
    var symbol = SymbolColumn()
    for value in [Int64(1250), -100_000, 0, Int64.min] { fixed.append(fixed: value) }
    fixed.appendNull()
    for value in ["a", "", "c,d", "é"] { text.append(value) }
    text.appendNull()
    for value in ["X,Y", "LOCAL", "LOCAL", "MOBILE"] { symbol.append(.symbol(value)) }
    symbol.append(.null)
    let dense: [Column] = [.fixed(fixed), .text(text), .symbol(symbol), .constant(percent("0.05"), count: 5)]
    let plain = dense.map { column in Column.values((0..<5).map { column[$0] }) }
    let expected = """
      f,t,s,c
      ,,,0.05
      -92233720368547.75808,é,MOBILE,0.05
      0,"c,d",LOCAL,0.05
      -1,"",LOCAL,0.05
      0.0125,a,"X,Y",0.05

      """
    for columns in [dense, plain] {
      let output = MemoryOutput()
      let formatter = OutputFormat.csv.formatter(writingTo: output)
      try await formatter.begin(["f", "t", "s", "c"].map { ResultColumn(name: $0, type: .text) })
      try await formatter.rows(columns, count: 5, selection: [4, 3, 2, 1, 0])
      try await formatter.end()
      #expect(await output.text == expected)
    }
  }

  @Test("what is written is read back the same, null told from empty", arguments: 1...40)
  func roundTrip(_ seed: UInt64) async throws {
    var generator = SeededRandom(seed: seed)
    let width = Int.random(in: 2...5, using: &generator)
    let rows: [[Value]] = (0..<30).map { _ in
      (0..<width).map { _ in
        Bool.random(using: &generator) ? .text(NastyText.make(&generator, upTo: 6)) : .null
      }
    }
    let text = try await render(.csv, (0..<width).map { ("c\($0)", .text) }, rows)
    let parsed = try CSVParser.parse(text).dropFirst()
    #expect(parsed.count == rows.count, "seed \(seed)")
    for (cells, row) in zip(parsed, rows) {
      let values = cells.map { $0.text.isEmpty && !$0.isQuoted ? Value.null : .text($0.text) }
      #expect(values.map(scalars) == row.map(scalars), "seed \(seed)")
    }
  }

  /// Strings compare by canonical equivalence; here every scalar counts.
  private func scalars(_ value: Value) -> [Unicode.Scalar]? { value.string.map { Array($0.unicodeScalars) } }
}
