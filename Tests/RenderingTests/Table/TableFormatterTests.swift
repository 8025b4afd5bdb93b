import RateQL
import Rendering
import Testing

private let columns: [(String, ValueType)] = [
  ("prefix", .text), ("type", .symbol(.rateType)), ("interval_1", .int), ("price_n", .decimal),
  ("postcall_surcharge", .percent), ("free", .duration), ("description", .text),
]

private let rows: [[Value]] = [
  [
    .text("44"), .symbol("MOBILE"), .int(60), number("0.1"), percent("0.01"), seconds("0"),
    .text("United Kingdom"),
  ],
  [
    .text("86"), .symbol("LOCAL"), .int(1), number("0.0125"), percent("0.125"), seconds("125"),
    .text("中国 mobile"),
  ],
  [.text("1"), .null, .null, number("12"), .null, .null, .null],
  [.text("49"), .symbol("INTERNATIONAL"), .int(300), number("-3.5"), percent("0"), seconds("90"), .text("")],
]

struct TableFormatterTests {
  @Test("an aligned table with points in line, null told from empty, and a footer")
  func plain() async throws {
    #expect(
      try await render(.table, columns, rows) == """
        prefix  type           interval_1  price_n  postcall_surcharge   free  description
        ──────  ─────────────  ──────────  ───────  ──────────────────  ─────  ──────────────
        44      MOBILE                 60   0.1000                1.0%     0s  United Kingdom
        86      LOCAL                   1   0.0125               12.5%   2m5s  中国 mobile
        1       null                 null  12.0000                null   null  null
        49      INTERNATIONAL         300  -3.5000                0.0%  1m30s
        (4 rows)

        """)
  }

  @Test("a narrow terminal: texts give way, then columns from the right, with a note")
  func narrow() async throws {
    #expect(
      try await render(.table, columns, rows, RenderSettings(width: 80)) == """
        prefix  type           interval_1  price_n  postcall_surcharge   free  descript…
        ──────  ─────────────  ──────────  ───────  ──────────────────  ─────  ─────────
        44      MOBILE                 60   0.1000                1.0%     0s  United K…
        86      LOCAL                   1   0.0125               12.5%   2m5s  中国 mob…
        1       null                 null  12.0000                null   null  null
        49      INTERNATIONAL         300  -3.5000                0.0%  1m30s
        (4 rows)

        """)
    #expect(
      try await render(.table, columns, rows, RenderSettings(width: 40)) == """
        prefix  type           interval_1
        ──────  ─────────────  ──────────
        44      MOBILE                 60
        86      LOCAL                   1
        1       null                 null
        49      INTERNATIONAL         300
        (4 rows)
        (4 columns not shown: price_n,
        postcall_surcharge, free, description;
        use a wider terminal or select)

        """)
  }

  @Test("colours: header bold, rule, null and footer faint")
  func coloured() async throws {
    let text = try await render(
      .table, [("a", .text), ("n", .int)], [[.text("x"), .null]], RenderSettings(style: .coloured))
    let bold = "\u{1B}[1m"
    let faint = "\u{1B}[2m"
    let off = "\u{1B}[0m"
    #expect(
      text == """
        \(bold)a\(off)     \(bold)n\(off)
        \(faint)─\(off)  \(faint)────\(off)
        x  \(faint)null\(off)
        \(faint)(1 row)\(off)

        """)
  }

  @Test("no rows: header, rule and count")
  func empty() async throws {
    #expect(
      try await render(.table, [("prefix", .text), ("n", .int)], []) == """
        prefix  n
        ──────  ─
        (0 rows)

        """)
  }

  @Test("control characters of a server's text are shown, in cells and in names")
  func controls() async throws {
    #expect(
      try await render(
        .table, [("na\u{1B}me", .text), ("b", .text)],
        [[.text("\u{1B}]0;x\u{7}"), .text("a\nb")], [.text("\u{202E}abc"), .text("\u{9B}2J")]]) == """
          na␛me        b
          ───────────  ────────
          ␛]0;x␇       a␊b
          \\u{202e}abc  \\u{9b}2J
          (2 rows)

          """)
  }

  @Test("long fractions are cut with a mark, never rounded")
  func longFractions() async throws {
    #expect(
      try await render(
        .table, [("avg", .decimal), ("share", .percent)],
        [
          [number("0.666666666666666667"), percent("0.333333333333333333")],
          [number("-12.5"), percent("0.5")],
        ]) == """
                      avg            share
          ───────────────  ───────────────
            0.6666666666…  33.3333333333…%
          -12.5            50%
          (2 rows)

          """)
  }

  @Test("numbers that find no room lose digits of the fraction visibly, or all of them")
  func cutNumbers() async throws {
    func lone(_ value: Value, _ type: ValueType, _ width: Int) async throws -> String {
      let text = try await render(.table, [("n", type)], [[value]], RenderSettings(width: width))
      return text.split(separator: "\n").dropFirst(2).first.map(String.init) ?? ""
    }
    #expect(try await lone(number("12.34567"), .decimal, 8) == "12.34567")
    #expect(try await lone(number("12.34567"), .decimal, 7) == "12.345…")
    #expect(try await lone(number("12.34567"), .decimal, 4) == "12.…")
    #expect(try await lone(number("12.34567"), .decimal, 3) == "###")
    #expect(try await lone(number("1234567"), .int, 4) == "####")
    #expect(try await lone(percent("0.1234567"), .percent, 6) == "12.3…%")
  }

  @Test("the first rows settle the widths; later ones are written as they come and are not broken")
  func streaming() async throws {
    let output = MemoryOutput()
    let formatter = OutputFormat.table.formatter(
      writingTo: output, settings: RenderSettings(width: 20, sampleRows: 2))
    try await formatter.begin([ResultColumn(name: "p", type: .text), ResultColumn(name: "n", type: .decimal)])
    func add(_ text: String, _ value: String) async throws {
      try await formatter.rows(
        [.constant(.text(text), count: 1), .constant(number(value), count: 1)], count: 1, selection: nil)
    }
    try await add("44", "0.5")
    #expect(await output.text == "")
    try await add("4", "0.25")
    #expect(await output.text == "p      n\n──  ────\n44  0.50\n4   0.25\n")
    try await add("4479", "1")
    try await add("44", "1000.00001")
    try await add("44791112345678901234567890", "2")
    try await add("44", "12345678901234567890")
    try await formatter.end()
    #expect(
      await output.text == """
        p      n
        ──  ────
        44  0.50
        4   0.25
        4479  1.00
        44  1000.00001
        4479111234567…  2.00
        44  ################
        (6 rows)

        """)
  }

  @Test("without a terminal nothing is cut, however late it comes")
  func unlimited() async throws {
    let long = String(repeating: "x", count: 300)
    let text = try await render(
      .table, [("p", .text), ("q", .text)], [[.text("a"), .text("b")], [.text(long), .text("c")]],
      RenderSettings(sampleRows: 1))
    #expect(text == "p  q\n─  ─\na  b\n\(long)  c\n(2 rows)\n")
  }

  @Test("a selection picks rows, in its order")
  func selection() async throws {
    let output = MemoryOutput()
    let formatter = OutputFormat.table.formatter(writingTo: output)
    try await formatter.begin([ResultColumn(name: "p", type: .text)])
    try await formatter.rows(
      [.values([.text("a"), .text("b"), .text("c")])], count: 3, selection: [2, 0])
    try await formatter.end()
    #expect(await output.text == "p\n─\nc\na\n(2 rows)\n")
  }

  @Test("1,500 rows: the count has its separator, every line is there")
  func manyRows() async throws {
    let text = try await render(
      .table, [("n", .int)], (0..<1500).map { [.int($0)] }, RenderSettings(), batch: 100)
    let lines = text.split(separator: "\n")
    #expect(lines.count == 1503)
    #expect(lines.last == "(1,500 rows)")
    // Widths come from the first thousand, 0 to 999.
    #expect(lines[2] == "  0")
    #expect(lines[1501] == "1499")
  }
}
