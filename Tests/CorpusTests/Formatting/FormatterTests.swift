import RateQL
import TestSupport
import Testing

@Suite("The canonical form")
struct FormatterTests {
  @Test("of every program of the corpus is stable, means the same and keeps its comments")
  func corpus() throws {
    var count = 0
    for testCase in CorpusCase.all {
      let source = try #require(testCase["source"])
      if FormattedProgram(source, testCase.url.path) != nil { count += 1 }
    }
    #expect(count > 150)
  }

  @Test("a program that doesn't parse has none", arguments: ["rates | wher x", "print \"a", "if x {", ")"])
  func broken(_ text: String) {
    #expect(SourceFormatter.format(Parser.parse(Source(name: "broken", text: text))) == nil)
  }

  @Test(
    "nothing but blanks is nothing",
    arguments: ["", "\n", " \r\n\t\n", ";;\n;", "\u{FEFF}", "\u{FEFF}\n"])
  func empty(_ text: String) {
    #expect(FormattedProgram(text, "empty")?.text == "")
  }

  @Test("lines end as on Unix, and a byte order mark goes")
  func lines() {
    #expect(
      FormattedProgram("\u{FEFF}#!/bin/rateql\r\nprint 1\r\n\r\n\r\nprint 2 # two \r\n", "lines")?.text
        == "#!/bin/rateql\nprint 1\n\nprint 2 # two\n")
  }

  private static let largePrograms: [(String, count: Int, String, String)] = [
    ("print ", 45, "-(", "a" + String(repeating: ")", count: 45)),
    ("print ", 80, "f(", "a" + String(repeating: ")", count: 80)),
    ("", 60, "if a { ", "print 1" + String(repeating: "}", count: 60)),
    ("rates | where b", 900, " or a = 1", ""),
    ("print [", 20_000, "12345, ", "]"),
    ("print \"", 200_000, "x", "\""),
    ("", 3_000, "rates | where a = 1 | take 5 # x\n", ""),
    ("", 3_000, "if a {}# x\n", ""),
  ]

  @Test("deep and long programs have one", arguments: largePrograms)
  func large(_ start: String, _ count: Int, _ part: String, _ end: String) {
    #expect(FormattedProgram(start + String(repeating: part, count: count) + end, part) != nil)
  }

  /// Comments and line breaks thrown between the tokens of the corpus, wherever a line may break.
  @Test("comments stand wherever lines break")
  func comments() {
    let seed: UInt64 = 20_260_301
    var random = SeededRandom(seed: seed)
    let sources = CorpusCase.all.compactMap { $0["source"] }.filter {
      Parser.parse(Source(name: "case", text: $0)).diagnostics.isEmpty
    }
    for round in 0..<1_000 {
      guard let source = sources.randomElement(using: &random) else { return }
      let bytes = Array(source.utf8)
      var result: [UInt8] = []
      var last = 0
      for token in Lexer.lex(Source(name: "case", text: source)).tokens {
        result += bytes[last..<token.span.start]
        last = token.span.start
        if Int.random(in: 0..<6, using: &random) == 0 {
          let breaks = String(repeating: "\n", count: Int.random(in: 1...3, using: &random))
          let comment = ["", " # é\(round)", "# \(round) |  "].randomElement(using: &random) ?? ""
          result += Array((comment + breaks).utf8)
        }
      }
      result += bytes[last...]
      // Most of these end a statement too early; those that don't are looked at.
      _ = FormattedProgram(String(decoding: result, as: UTF8.self), "seed \(seed), round \(round)")
    }
  }
}
