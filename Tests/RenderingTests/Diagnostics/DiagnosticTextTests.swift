import RateQL
import Rendering
import Testing

@Suite("Diagnostics as text")
struct DiagnosticTextTests {
  /// Draws what the marked part of `text`, between `«` and `»`, would be told.
  private func draw(
    _ text: String, label: String? = nil, hints: [String] = [], width: Int? = nil
  ) throws -> String {
    var start: Int?
    var end: Int?
    var plain = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "«": start = plain.utf8.count
      case "»": end = plain.utf8.count
      default: plain.unicodeScalars.append(scalar)
      }
    }
    let span = Span(try #require(start), try #require(end))
    let source = Source(name: "a.rql", text: plain)
    let diagnostic = Diagnostic("RQ0001", "wrong", at: span, label: label, hints: hints).inSource(source)
    return DiagnosticText.draw(diagnostic, width: width)
  }

  private func expect(_ found: String, _ lines: String) {
    #expect(found == "error[RQ0001]: wrong\n" + lines + "\n")
  }

  @Test("one place, with a label and hints")
  func plain() throws {
    expect(
      try draw("let a = 1\nprint «bb» + 1\n", label: "here", hints: ["do this", "or that"]),
      """
        --> a.rql:2:7
         |
       2 | print bb + 1
         |       ^^ here
        = help: do this
        = help: or that
      """)
  }

  @Test("the caret stands right under wide, combining, joined and hidden characters and tabs")
  func widths() throws {
    expect(try draw("x \"中文\" «y»"), "  --> a.rql:1:8\n   |\n 1 | x \"中文\" y\n   |          ^")
    expect(try draw("x «中文» y"), "  --> a.rql:1:3\n   |\n 1 | x 中文 y\n   |   ^^^^")
    expect(
      try draw("x \"e\u{301}e\u{301}\" «y»"),
      "  --> a.rql:1:8\n   |\n 1 | x \"e\u{301}e\u{301}\" y\n   |        ^")
    expect(
      try draw("x \"👩‍👩‍👧‍👦\" «y»"), "  --> a.rql:1:7\n   |\n 1 | x \"👩‍👩‍👧‍👦\" y\n   |        ^")
    expect(try draw("🇩🇪 «y»"), "  --> a.rql:1:3\n   |\n 1 | 🇩🇪 y\n   |    ^")
    expect(try draw("1️⃣ «y»"), "  --> a.rql:1:3\n   |\n 1 | 1️⃣ y\n   |    ^")
    expect(
      try draw("a\u{200B}b «y»"), "  --> a.rql:1:5\n   |\n 1 | a\\u{200b}b y\n   |            ^")
    expect(
      try draw("a «\u{200B}» b"), "  --> a.rql:1:3\n   |\n 1 | a \\u{200b} b\n   |   ^^^^^^^^")
    expect(try draw("\u{202E}x «y»"), "  --> a.rql:1:4\n   |\n 1 | \\u{202e}x y\n   |           ^")
    expect(try draw("\t«y»\tz"), "  --> a.rql:1:2\n   |\n 1 |     y   z\n   |     ^")
    expect(try draw("ab\t中\t«y»"), "  --> a.rql:1:6\n   |\n 1 | ab  中  y\n   |         ^")
    expect(try draw("a«\t»b"), "  --> a.rql:1:2\n   |\n 1 | a   b\n   |  ^^^")
    expect(try draw("\u{1B}[31m «y»"), "  --> a.rql:1:7\n   |\n 1 | ␛[31m y\n   |       ^")
  }

  @Test("a place inside a character is that character's")
  func insideCharacter() throws {
    // A combining mark alone: the letter that carries it is marked.
    expect(try draw("x e«\u{301}» y"), "  --> a.rql:1:3\n   |\n 1 | x e\u{301} y\n   |   ^")
    expect(try draw("👩«‍»👧 y"), "  --> a.rql:1:1\n   |\n 1 | 👩‍👧 y\n   | ^^")
    // A mark with nothing to stand on still gets its caret.
    expect(try draw("«\u{301}»"), "  --> a.rql:1:1\n   |\n 1 | \u{301}\n   | ^")
  }

  @Test("the end of a line and of the text")
  func ends() throws {
    expect(try draw("ab«»\ncd"), "  --> a.rql:1:3\n   |\n 1 | ab\n   |   ^")
    expect(try draw("ab\r«»\ncd"), "  --> a.rql:1:3\n   |\n 1 | ab\n   |   ^")
    expect(try draw("ab\n«»"), "  --> a.rql:2:1\n   |\n 2 |\n   | ^")
    expect(try draw("«»"), "  --> a.rql:1:1\n   |\n 1 |\n   | ^")
    expect(try draw("ab\n«cd»"), "  --> a.rql:2:1\n   |\n 2 | cd\n   | ^^")
    // The line break itself.
    expect(try draw("ab«\n»cd"), "  --> a.rql:1:3\n   |\n 1 | ab\n   |   ^")
  }

  @Test("a span over several lines, without the blanks at its ends")
  func severalLines() throws {
    expect(
      try draw("  «create prefix = \"1\",\n\n    type = LOCAL  »"),
      """
        --> a.rql:1:3
         |
       1 |   create prefix = "1",
         |   ^^^^^^^^^^^^^^^^^^^^
       2 |
       3 |     type = LOCAL  
         |     ^^^^^^^^^^^^
      """)
    let long = "\n\n\n\n\n\n\nprint «(1 +\n2 +\n3 +\n4 +\n5)» + 1"
    expect(
      try draw(long, label: "all of it"),
      """
         --> a.rql:8:7
          |
        8 | print (1 +
          |       ^^^^
       ...
       12 | 5) + 1
          | ^^ all of it
      """)
  }

  @Test("a long line is cut around the place, within the terminal's width")
  func longLines() throws {
    let digits = String(repeating: "0123456789", count: 20)
    expect(
      try draw("«x» " + digits, width: 40),
      "  --> a.rql:1:1\n   |\n 1 | x 01234567890123456789012345678901…\n   | ^")
    expect(
      try draw(digits + "«x»" + digits, width: 40),
      "  --> a.rql:1:201\n   |\n 1 | …4567890123456789x0123456789012345…\n   |                  ^")
    expect(
      try draw(digits + "«x»", width: 40),
      "  --> a.rql:1:201\n   |\n 1 | …89012345678901234567890123456789x\n   |                                  ^"
    )
    expect(
      try draw(digits + "«»", width: 40),
      "  --> a.rql:1:201\n   |\n 1 | …89012345678901234567890123456789\n   |                                  ^"
    )
    // A place wider than the window is shown from its start.
    expect(
      try draw("ab «" + digits + "»", width: 30),
      "  --> a.rql:1:4\n   |\n 1 | …01234567890123456789012…\n   |  ^^^^^^^^^^^^^^^^^^^^^^^^")
    let wide = String(repeating: "中", count: 50)
    expect(
      try draw(wide + "«x»" + wide, width: 30),
      "  --> a.rql:1:51\n   |\n 1 | …中中中中中x中中中中中…\n   |            ^")
  }

  @Test("every window holds its place and keeps to the width", arguments: 0..<300)
  func windows(_ seed: UInt64) throws {
    var random = LinearRandom(seed: seed)
    let pieces = ["a", " ", "中", "é", "e\u{301}", "👩‍👧", "\t", "\u{200B}", "0123", "xyz "]
    func text(_ most: Int) -> String {
      (0..<Int.random(in: 0...most, using: &random)).map { _ in
        pieces.randomElement(using: &random) ?? ""
      }.joined()
    }
    let width = Int.random(in: 25...120, using: &random)
    let lines = try draw(text(200) + "«§" + text(3) + "»" + text(200), width: width).split(separator: "\n")
    let (line, carets) = (lines[3], lines[4])
    #expect(DisplayWidth.of(String(line)) <= width, "seed \(seed)")
    #expect(DisplayWidth.of(String(carets)) <= width, "seed \(seed)")
    // The first caret stands under the place's first character.
    let before = line.prefix { $0 != "§" }
    #expect(line.contains("§"), "seed \(seed)")
    #expect(DisplayWidth.of(String(before)) == carets.prefix { $0 != "^" }.count, "seed \(seed)")
  }

  @Test("a line of a megabyte is drawn from around its place")
  func hugeLine() throws {
    let half = String(repeating: "é ", count: 200_000)
    let text = try draw(half + "«x»" + half, width: 40)
    expect(
      text, "  --> a.rql:1:400001\n   |\n 1 | …é é é é é é é é xé é é é é é é é …\n   |                  ^")
  }

  @Test("of very many errors the first hundred are drawn")
  func many() {
    let source = Source(name: "a.rql", text: "x")
    let all = Array(repeating: Diagnostic("RQ0001", "wrong", at: Span(0, 1)).inSource(source), count: 1_105)
    let text = DiagnosticText.draw(all)
    #expect(text.split(separator: "\n").count { $0.hasPrefix("error[") } == 100)
    #expect(text.hasSuffix("\n\nerror: 1,005 more errors not shown: mend these first\n"))
  }

  @Test("colours mark, and change nothing else")
  func colours() throws {
    let source = Source(name: "a.rql", text: "print x")
    let diagnostic = Diagnostic("RQ0001", "wrong", at: Span(6, 7), hints: ["mend it"]).inSource(source)
    let text = DiagnosticText.draw(diagnostic, style: .coloured)
    #expect(text.contains("\u{1B}[31merror[RQ0001]\u{1B}[0m: "))
    #expect(text.contains("\u{1B}[31m^\u{1B}[0m"))
    let plain = text.replacing(try Regex("\u{1B}\\[[0-9]+m"), with: "")
    #expect(plain == DiagnosticText.draw(diagnostic))
  }
}

/// A generator whose numbers a seed fixes.
struct LinearRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
