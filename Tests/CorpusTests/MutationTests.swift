import RateQL
import TestSupport
import Testing

/// Programs that are broken in every way: the lexer, the parser and the checker answer, and never crash.
@Suite("Broken programs")
struct MutationTests {
  private static let seed: UInt64 = 4_711

  @Test("never crash lexer, parser and checker")
  func mutations() {
    var random = SeededRandom(seed: MutationTests.seed)
    let sources = CorpusCase.all.compactMap { $0["source"].map { Array($0.utf8) } }
    let bits = [
      "|", "(", ")", "\"", "{", "}", "'", "/", "`", "\n", "5%", "rates", "where", "set", "[", "]", "é",
      "\u{0}", "=", "not", "if",
    ]
    for _ in 0..<20_000 {
      var bytes = sources.randomElement(using: &random) ?? []
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes.insert(contentsOf: (bits.randomElement(using: &random) ?? "").utf8, at: place)
        case 1: if place < bytes.count { bytes.remove(at: place) }
        default: bytes.removeLast(min(bytes.count, Int.random(in: 0...8, using: &random)))
        }
      }
      check(String(decoding: bytes, as: UTF8.self))
    }
  }

  @Test(
    "deep and long programs end in a diagnostic",
    arguments: [
      String(repeating: "(", count: 100_000), String(repeating: "[", count: 100_000),
      "print " + String(repeating: "-", count: 100_000) + "1",
      "print " + String(repeating: "not ", count: 100_000) + "true",
      "print " + Array(repeating: "1", count: 100_000).joined(separator: "+"),
      "print " + String(repeating: "\"{", count: 10_000),
      "print " + String(repeating: "9", count: 1_000_000),
      "rates" + String(repeating: "|where(", count: 20_000),
    ])
  func deep(_ text: String) {
    let parsed = Parser.parse(Source(name: "deep", text: text))
    #expect(!parsed.diagnostics.isEmpty)
  }

  @Test("long flat programs are read in one go")
  func long() {
    let lines = Array(
      repeating: "rates | where price_n > 1 and prefix startswith \"44\" | take 5", count: 20_000)
    let parsed = Parser.parse(Source(name: "long", text: lines.joined(separator: "\n")))
    #expect(parsed.diagnostics.isEmpty)
    #expect(parsed.program.statements.count == 20_000)
    let text = "print \"" + String(repeating: "x", count: 1_000_000) + "\""
    #expect(Parser.parse(Source(name: "literal", text: text)).diagnostics.isEmpty)
    let blanks = String(repeating: "\n", count: 1_000_000)
    #expect(Parser.parse(Source(name: "blank", text: blanks)).diagnostics.isEmpty)
  }

  private func check(_ text: String) {
    _ = try? Checker.check(Parser.parse(Source(name: "mutant", text: text)))
  }
}
