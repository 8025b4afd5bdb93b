import RateQL
import Testing

@testable import Decks

@Suite("CSV and TSV as tables")
struct CSVTableTests {
  @Test("names as they stand, cells, lines; a blank cell and a quoted empty one are null")
  func plain() throws {
    let table = try Loaded(
      #"""
      prefix, Destination ,Rate
      44,"Kingdom, ""United""",0.5

      49,"two
      lines",
      33,"",1

      """#)
    #expect(table.names == ["prefix", "Destination", "Rate"])
    #expect(table.types == [.text, .text, .decimal])
    #expect(
      table.rows == [
        [.text("44"), .text("Kingdom, \"United\""), try number("0.5")],
        [.text("49"), .text("two\nlines"), .null],
        [.text("33"), .null, .int(1)],
      ])
    #expect(table.lines == [2, 4, 6])
  }

  @Test("the separator is the header's, quotes apart")
  func separators() throws {
    #expect(try Loaded("a;b;c\n1;2;3").names == ["a", "b", "c"])
    #expect(try Loaded("a\tb\tc\n1\t2\t3").rows == [[.int(1), .int(2), .int(3)]])
    #expect(try Loaded("\"a,b,c\";d\n1;2").names == ["a,b,c", "d"])
    #expect(try Loaded("\n \na;b\n1;2,5").rows == [[.int(1), .text("2,5")]])
    #expect(try Loaded("alone\nx").names == ["alone"])
    #expect(try Loaded("a,b\tc\n1,2\t3", .tsv).names == ["a,b", "c"])
  }

  @Test("line ends of every kind, a byte order mark, no line end at the end")
  func lineEnds() throws {
    for end in ["\n", "\r\n", "\r"] {
      let table = try Loaded("\u{FEFF}a,b" + end + "1,\"x" + end + "y\"" + end + end + "2," + end + "3,z")
      #expect(table.names == ["a", "b"])
      #expect(table.rows == [[.int(1), .text("x\(end)y")], [.int(2), .null], [.int(3), .text("z")]])
      #expect(table.lines == [2, 5, 6])
    }
    #expect(try Loaded("a,b\n1,").rows == [[.int(1), .null]])
  }

  @Test(
    "characters that join their neighbours, or end lines elsewhere, are text",
    arguments: [
      "\u{301}x", "x\u{2028}y", "x\u{85}y", "x\u{B}y", "\u{C}", "\u{600}", "\u{1F3FB}", "é", "\u{4E00}\u{9F}",
      "\u{200D}", "x\u{FEFF}", "🇩🇪",
    ])
  func strangeCharacters(_ text: String) throws {
    for cell in [text, "\"\(text)\""] {
      let table = try Loaded("a,\(cell),c\n\(cell),\(cell),1\n")
      #expect(table.names.count == (CellText.isBlank(text) ? 2 : 3) && table.lines == [2])
      let read = table.rows[0][0].string.map { Array($0.utf8) }
      #expect(read == (CellText.isBlank(text) ? nil : Array(text.utf8)))
    }
  }

  @Test("a header alone is a table without rows; columns without name and cells are left out")
  func headers() throws {
    let table = try Loaded("prefix,price_n,note\n")
    #expect(table.types == [.text, .decimal, .text] && table.rows.isEmpty)
    #expect(try Loaded("a,,b,\n1,,2,\n").rows == [[.int(1), .int(2)]])
    #expect(try Loaded("a,b\n1,2,,\n").rows == [[.int(1), .int(2)]])
  }

  @Test("what is no table is refused, with the place")
  func refusals() throws {
    let cases: [(String, [String])] = [
      ("", ["deck.csv: the file is empty; its first line should name the columns"]),
      ("\n\n", ["deck.csv: the file is empty; its first line should name the columns"]),
      (",,\n", ["deck.csv:1: the first line names no column"]),
      ("\na,b,A\n", ["deck.csv:2: the columns `a` and `A` have the same name; rename one"]),
      ("a,a\n", ["deck.csv:1: the column `a` stands there twice; rename one"]),
      ("a,\n1,\n2,x\n", ["deck.csv:3: column 2 has no name in the header, but `x` stands in it"]),
      ("a,b\n1,2\n3\n", ["deck.csv:3: the row has 1 cell, the header has 2"]),
      ("a,b\n1,2,3\n", ["deck.csv:2: the row has 3 cells, the header has 2: `3` is past the last"]),
      (
        "a,b\n1,\"2\n3,4\n5,6",
        ["deck.csv:2: column `b`: a quote (\") is opened here and never closed"]
      ),
      (
        "a,b\n\"x\ny\",\"2\n3,4",
        ["deck.csv:3: column `b`: a quote (\") is opened here and never closed"]
      ),
      (
        "price_n,b\nx,\"2\n3,4",
        ["deck.csv:2: column `b`: a quote (\") is opened here and never closed"]
      ),
      ("\"a,b\n1,2\n", ["deck.csv:1: a quote (\") is opened here and never closed"]),
      (
        "a,b\n1,2\n3,\"4\"5\n",
        [
          "deck.csv:3: its quotes don't fit: a cell with a quote (\") in it stands in quotes, its own quotes doubled"
        ]
      ),
    ]
    for (text, lines) in cases { #expect(try refusal(text) == lines, "\(text)") }
  }

  @Test("what is no text is refused, with a hint")
  func bytes() throws {
    #expect(
      try refusal(Array("prefix\n1\nCura".utf8) + [0xE7] + Array("ao".utf8)) == [
        "deck.csv:3: byte 0xE7 is not UTF-8; save the file as UTF-8 (an old export is often CP1252: "
          + "iconv -f CP1252 -t UTF-8)"
      ])
    #expect(try refusal([0x61, 0xC3]).first?.contains("byte 0xC3 is not UTF-8") == true)
    #expect(try refusal([0xFF, 0xFE, 0x61, 0]) == ["deck.csv: it is UTF-16; save it as UTF-8"])
    #expect(try refusal([0x61, 0x0A, 0]).first?.hasPrefix("deck.csv:2: it holds a NUL byte") == true)
    #expect(try refusal([0x50, 0x4B, 3, 4, 9]).first?.contains("a ZIP file") == true)
  }

  @Test("twenty faults are told, the rest counted")
  func manyFaults() throws {
    let rows = (1...50).map { "\($0),x" }.joined(separator: "\n")
    let lines = try refusal("prefix,price_n\n" + rows)
    #expect(lines.count == 22)
    #expect(lines.first == "`deck.csv` can't be loaded: 50 things are wrong in it")
    #expect(lines[1] == "deck.csv:2: column `price_n`: `x` is not a number")
    #expect(lines.last == "… and 30 more")
  }
}
