import RateQL
import TestSupport
import Testing

@Suite("The grammar")
struct GrammarTests {
  @Test("names the keywords of the language, all of them and no others")
  func keywords() throws {
    let words = try Grammar.read().literals(inTokens: false).filter { $0.allSatisfy(\.isLetter) }
    #expect(words == Set(Keyword.allCases.map(\.rawValue)))
  }

  @Test("names the symbols of the language; `<>` is only answered")
  func symbols() throws {
    let symbols = try Grammar.read().literals(inTokens: false).filter { !$0.allSatisfy(\.isLetter) }
    #expect(symbols == Set(Symbol.allCases.map(\.rawValue)).subtracting(["<>"]))
  }

  @Test("has each rule that it uses, and uses each that it has")
  func rules() throws {
    let grammar = try Grammar.read()
    #expect(grammar.references.union(["program", "COMMENT"]) == Set(grammar.names))
  }

  @Test("makes sentences that the parser takes, and whose canonical form is sound")
  func sentences() throws {
    let seed: UInt64 = 3_141
    var maker = SentenceMaker(try Grammar.read(), seed: seed)
    var kinds: Set<String> = []
    for round in 0..<3_000 {
      let tokens = maker.sentence(depth: 14 + round % 30)
      let text = Sentence.text(tokens, using: &maker.random)
      let parsed = Parser.parse(Source(name: "sentence", text: text))
      #expect(
        parsed.diagnostics.isEmpty,
        "seed \(seed), round \(round): \(parsed.diagnostics.map(\.description))\n\(text)")
      guard parsed.diagnostics.isEmpty else { continue }
      #expect(FormattedProgram(text, "seed \(seed), round \(round)") != nil)
      for line in TreeText.of(parsed.program).split(separator: "\n") {
        kinds.insert(String(line.drop { $0 == " " }.prefix { $0.isLetter }))
      }
    }
    // Every statement and stage came up.
    let wanted = Keyword.allCases.filter {
      [.statement, .stage].contains($0.role) || $0 == .if
    }.map(\.rawValue)
    #expect(Set(wanted).subtracting(kinds) == [])
  }

  @Test("sentences with a slip are answered: no crash, and what still parses has a sound canonical form")
  func slips() throws {
    let seed: UInt64 = 2_718
    var maker = SentenceMaker(try Grammar.read(), seed: seed)
    for round in 0..<4_000 {
      var tokens = maker.sentence(depth: 14 + round % 25)
      guard !tokens.isEmpty else { continue }
      for _ in 0..<Int.random(in: 1...2, using: &maker.random) { slip(&tokens, &maker.random) }
      var bytes = Array(Sentence.text(tokens, using: &maker.random).utf8)
      if round % 3 == 0, let place = bytes.indices.randomElement(using: &maker.random) {
        bytes[place] ^= UInt8(1 << Int.random(in: 0..<7, using: &maker.random))
      }
      let text = String(decoding: bytes, as: UTF8.self)
      let compiler = Compiler()
      _ = try? compiler.check(compiler.parse(Source(name: "slip", text: text)))
      _ = FormattedProgram(text, "seed \(seed), round \(round)")
    }
  }

  private func slip(_ tokens: inout [String], _ random: inout SeededRandom) {
    guard let place = tokens.indices.randomElement(using: &random) else { return }
    switch Int.random(in: 0..<3, using: &random) {
    case 0: tokens.remove(at: place)
    case 1: tokens.insert(tokens[place], at: place)
    default: tokens.swapAt(place, tokens.indices.randomElement(using: &random) ?? place)
    }
  }
}
