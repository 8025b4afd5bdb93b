import RateQL
import Testing

@testable import Decks

@Suite("Types of columns")
struct ColumnTypeTests {
  @Test("a column that is named as a field has the field's type")
  func fields() throws {
    let table = try Loaded(
      """
      ID, Prefix ,TYPE,price_1,price_n,postcall_surcharge,interval_1,connect_fee,description
      7, 44 ,mobile,0.1234567, 1e-05 ,0.01,60.0,0,007
      8,+49,Local,.5,12,1%,1,1.50,3
      ,,,,,,,,
      """)
    #expect(table.names[1...2] == ["Prefix", "TYPE"])
    #expect(
      table.types == [
        .text, .text, .symbol(.rateType), .decimal, .decimal, .percent, .int, .decimal, .text,
      ])
    #expect(
      table.rows[0] == [
        .text("7"), .text("44"), .symbol("MOBILE"), try number("0.1234567"), try number("0.00001"),
        try percent("0.01"), .int(60), .int(0), .text("007"),
      ])
    #expect(
      table.rows[1] == [
        .text("8"), .text("+49"), .symbol("LOCAL"), try number("0.5"), .int(12), try percent("0.01"), .int(1),
        try number("1.5"), .text("3"),
      ])
    #expect(table.rows[2].allSatisfy { $0 == .null })
  }

  @Test("money is dense at the API's digits, finer where a cell is finer, plain where 64 bits are too few")
  func density() throws {
    func scale(_ column: Column) -> Int? { if case .fixed(let fixed) = column { fixed.scale } else { nil } }
    #expect(scale(try Loaded("price_n\n0.5\n1\n").table.values[0]) == 5)
    #expect(scale(try Loaded("price_n\n0.1234567\n").table.values[0]) == 7)
    #expect(scale(try Loaded("interval_1\n60\n6.0\n").table.values[0]) == 0)
    #expect(scale(try Loaded("x\n0.25\n1.500\n").table.values[0]) == 2)
    #expect(scale(try Loaded("x\n900000000000000.0000000000\n0.1\n").table.values[0]) == 1)
    let wide = try Loaded("price_n\n0.00000000000000000001\n99999999999999999999\n")
    #expect(scale(wide.table.values[0]) == nil)
    #expect(wide.rows == [[try number("0.00000000000000000001")], [try number("99999999999999999999")]])
    if case .truth = try Loaded("x\ntrue\n").table.values[0] {} else { Issue.record("not dense") }
    if case .symbol = try Loaded("type\nLOCAL\n").table.values[0] {} else { Issue.record("not dense") }
    if case .text = try Loaded("x\ny\n").table.values[0] {} else { Issue.record("not dense") }
  }

  @Test(
    "any other column has the type that all its cells fit",
    arguments: [
      (["1", "", "-20"], ValueType.int), (["1", "2.5"], .decimal), (["-.5"], .decimal), (["1.0"], .decimal),
      (["1e-05", "0.1"], .decimal), (["0", "0.0"], .decimal), (["5%", " 0.5 % "], .percent),
      (["true", "FALSE", ""], .bool), (["999999999999999"], .int), (["0.123456789012345678"], .decimal),
      // Codes and called numbers.
      (["007"], .text), (["00"], .text), (["-01"], .text), (["+1"], .text), (["1E5"], .text),
      (["1234567890123456"], .text), (["1", "x"], .text), (["1", "5%"], .text), (["1", "true"], .text),
      (["1,5"], .text), (["1 000"], .text), (["."], .text), (["-"], .text), (["1."], .text), (["%"], .text),
      (["1-2"], .text), (["--1"], .text), (["٣"], .text), (["", " ", "\u{A0}"], .text),
      (["truefalse"], .text),
    ])
  func inference(_ cells: [String], _ type: ValueType) throws {
    let text = "n,x\n" + cells.map { "a,\"\($0)\"" }.joined(separator: "\n")
    #expect(try Loaded(text).types[1] == type)
  }

  @Test("values of inferred columns")
  func values() throws {
    let table = try Loaded("a,b,c,d\n-20,2.50,5%,true\n,,,\n0,-.5,0.125 %,False\n")
    #expect(
      table.rows == [
        [.int(-20), try number("2.5"), try percent("0.05"), .bool(true)],
        [.null, .null, .null, .null],
        [.int(0), try number("-0.5"), try percent("0.00125"), .bool(false)],
      ])
  }

  @Test("a cell that does not fit its field is told with line, column and what to do")
  func faults() throws {
    #expect(
      try refusal(
        """
        Prefix,type,price_n,interval_1,postcall_surcharge
        44,FREE,"0,5",1.5,one
        45,LOCAL,"1,234.50",60s,2
        46,LOCAL,€0.5,1,%
        47,LOCAL,1234567890123456789012345678901234567890,1,1
        48,LOCAL,"a
        b",1,1
        """) == [
          "`deck.csv` can't be loaded: 10 things are wrong in it",
          "deck.csv:2: column `type`: `FREE` is none of LOCAL, NATIONAL, INTERNATIONAL, MOBILE",
          "deck.csv:2: column `price_n`: `0,5` is not a number; a decimal takes a point, and thousands take no comma",
          "deck.csv:3: column `price_n`: `1,234.50` is not a number; a decimal takes a point, and thousands take no "
            + "comma",
          "deck.csv:4: column `price_n`: `€0.5` is not a number; money stands without its €",
          "deck.csv:5: column `price_n`: `1234567890123456789012345678901234567890` has more digits than are kept "
            + "exactly (38)",
          "deck.csv:6: column `price_n`: `a\\u{a}b` is not a number",
          "deck.csv:2: column `interval_1`: `1.5` is not a whole number",
          "deck.csv:3: column `interval_1`: `60s` is not a number",
          "deck.csv:2: column `postcall_surcharge`: `one` is not a number; a surcharge is a fraction (0.01 for 1%) "
            + "or has its sign (1%)",
          "deck.csv:4: column `postcall_surcharge`: `%` is not a number; a surcharge is a fraction (0.01 for 1%) or "
            + "has its sign (1%)",
        ])
  }
}
