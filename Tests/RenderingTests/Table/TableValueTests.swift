import RateQL
import Rendering
import Testing

@Suite("Values without an end, dates and unknown values")
struct TableValueTests {
  private let rows: [[Value]]

  init() throws {
    let third = try ExactFraction(.one, over: 3)
    rows = [
      [.exact(third), CalendarDate("2026-03-01").map { .date($0) } ?? .null],
      [number("12.5"), .null],
    ]
  }

  @Test("a number without an end is cut, and the points still stand in line")
  func table() async throws {
    #expect(
      try await render(.table, [("c", .decimal), ("day", .date)], rows) == """
                     c  day
        ──────────────  ──────────
         0.3333333333…  2026-03-01
        12.5            null
        (2 rows)

        """)
  }

  @Test("what is not cut is filled with blanks behind its sign, for zeros would look exact")
  func percents() async throws {
    let shares: [[Value]] = [
      [percent("0.000833333333333333")], [.percent(.zero)],
      [.percent(ExactDecimal(significand: -125, scale: 3))],
    ]
    #expect(
      try await render(.table, [("change", .percent)], shares) == """
                  change
        ────────────────
          0.0833333333…%
          0.0%
        -12.5%
        (3 rows)

        """)
  }

  @Test("data has 18 digits of it, and a date as ISO text")
  func data() async throws {
    let columns: [(String, ValueType)] = [("c", .decimal), ("day", .date)]
    #expect(
      try await render(.csv, columns, rows) == "c,day\n0.333333333333333333,2026-03-01\n12.5,\n")
    #expect(
      try await render(.ndjson, columns, rows)
        == "{\"c\":0.333333333333333333,\"day\":\"2026-03-01\"}\n{\"c\":12.5,\"day\":null}\n")
  }

  @Test("a null that may be a value not shown is called unknown")
  func unknown() async throws {
    let output = MemoryOutput()
    let formatter = OutputFormat.table.formatter(writingTo: output)
    try await formatter.begin([
      ResultColumn(name: "a", type: .decimal, mayBeUnknown: true), ResultColumn(name: "b", type: .text),
    ])
    try await formatter.rows([.values([.null]), .values([.null])], count: 1, selection: nil)
    try await formatter.end()
    let text = await output.text
    #expect(text.contains("unknown  null"), "\(text)")
  }
}
