import RateQL
import TestSupport

/// Makes sentences of the grammar by chance.
struct SentenceMaker {
  private let grammar: Grammar
  /// How many rules deep the shortest sentence of each rule is.
  private let heights: [String: Int]
  var random: SeededRandom
  private var size = 0
  /// Inside how many strings.
  private var nesting = 0

  /// What comes back more often than chance has it.
  private static let names = [
    "price_n", "prefix", "type", "x", "mobile", "Target", "row", "_a1", "MOBILE", "count", "`by the way`",
    "`|`", "`é`", "r", "description",
  ]
  private static let characters = Array(" abcXYZ019_.,:;|(){}[]+-*/=<>~!#'\"`\\%é中\t".unicodeScalars)

  init(_ grammar: Grammar, seed: UInt64) {
    self.grammar = grammar
    heights = SentenceMaker.heights(grammar)
    random = SeededRandom(seed: seed)
  }

  /// The tokens of a sentence of `rule`, at most about `depth` rules deep.
  mutating func sentence(_ rule: String = "program", depth: Int) -> [String] {
    size = 0
    var tokens: [String] = []
    add(.rule(rule), depth, to: &tokens)
    return tokens
  }

  // MARK: Choosing

  private mutating func add(_ part: Grammar.Part, _ depth: Int, to tokens: inout [String]) {
    switch part {
    case .literal(let text):
      size += 1
      tokens.append(Int.random(in: 0..<20, using: &random) == 0 ? text.uppercased() : text)
    case .rule(let name):
      guard Grammar.isToken(name) else {
        return add(grammar.rules[name] ?? .sequence([]), depth - 1, to: &tokens)
      }
      size += 1
      tokens.append(token(name, depth - 1, after: tokens.last))
    case .character: tokens.append(spelled(part, depth))
    case .sequence(let parts): for part in parts { add(part, depth, to: &tokens) }
    case .choice(let parts): add(chosen(parts, depth), depth, to: &tokens)
    case .repeated(let part, let least, let isEndless):
      for _ in 0..<count(part, least, isEndless, depth) { add(part, depth, to: &tokens) }
    }
  }

  private mutating func chosen(_ parts: [Grammar.Part], _ depth: Int) -> Grammar.Part {
    let fitting = parts.filter { height($0) <= depth && size < 250 }
    return fitting.randomElement(using: &random)
      ?? parts.min { height($0) < height($1) } ?? .sequence([])
  }

  private mutating func count(
    _ part: Grammar.Part, _ least: Int, _ isEndless: Bool, _ depth: Int
  ) -> Int {
    guard height(part) <= depth, size < 250 else { return least }
    var count = least
    while count < (isEndless ? least + 3 : 1), Int.random(in: 0..<5, using: &random) < 2 { count += 1 }
    return count
  }

  // MARK: Tokens

  private mutating func token(_ name: String, _ depth: Int, after last: String?) -> String {
    switch name {
    case "NAME" where Bool.random(using: &random):
      return SentenceMaker.names.randomElement(using: &random) ?? "x"
    case "NAME", "WORD":
      var word = ""
      repeat { word = spelled(.rule(name), depth) } while Keyword(word: word) != nil || word == "update"
      return word
    case "DATE":
      return ["2026-03-01", "2024-02-29", "1999-12-31"].randomElement(using: &random) ?? "2026-03-01"
    case "REGEX" where !SentenceMaker.awaitsOperand(last):
      return spelled(.rule("STRING"), depth)
    default:
      return spelled(.rule(name), depth)
    }
  }

  /// Whether a `/` opens a regular expression behind a token.
  private static func awaitsOperand(_ token: String?) -> Bool {
    guard let token else { return true }
    return Symbol(rawValue: token)?.awaitsOperand ?? (Keyword(word: token)?.role == .operator)
  }

  /// A token's characters, with no gap between them.
  private mutating func spelled(_ part: Grammar.Part, _ depth: Int) -> String {
    switch part {
    case .literal(let text): return text
    case .rule(let name):
      if Grammar.isToken(name) {
        let text = spelled(grammar.rules[name] ?? .sequence([]), depth)
        // The one number of four digits or fewer that is no scalar: half of a pair.
        let isSurrogate = name == "ESCAPE" && text.count > 6 && text.lowercased().hasPrefix("\\u{d")
        return isSurrogate ? "\\n" : text
      }
      nesting += 1
      defer { nesting -= 1 }
      var inner: [String] = []
      add(part, depth, to: &inner)
      return inner.joined(separator: " ")
    case .character(let set, let isExcluded):
      let fitting = isExcluded ? SentenceMaker.characters.filter { !set.contains($0) } : Array(set)
      return (fitting.sorted().randomElement(using: &random)).map { String(Character($0)) } ?? ""
    case .sequence(let parts):
      var text = ""
      for part in parts { text += spelled(part, depth) }
      return text
    case .choice(let parts):
      let fitting = parts.filter { height($0) <= depth && (nesting < 3 || height($0) < 2) }
      return spelled(fitting.randomElement(using: &random) ?? parts[0], depth)
    case .repeated(let part, let least, let isEndless):
      var text = ""
      for _ in 0..<count(part, least, isEndless, depth) { text += spelled(part, depth) }
      return text
    }
  }

  // MARK: Heights

  private func height(_ part: Grammar.Part) -> Int { SentenceMaker.height(part, heights) }

  private static func heights(_ grammar: Grammar) -> [String: Int] {
    var heights: [String: Int] = [:]
    for _ in grammar.names {
      for (name, part) in grammar.rules { heights[name] = 1 + height(part, heights) }
    }
    return heights
  }

  private static func height(_ part: Grammar.Part, _ heights: [String: Int]) -> Int {
    switch part {
    case .literal, .character: 0
    case .rule(let name): heights[name] ?? 1_000
    case .sequence(let parts): parts.map { height($0, heights) }.max() ?? 0
    case .choice(let parts): parts.map { height($0, heights) }.min() ?? 0
    case .repeated(let part, let least, _): least == 0 ? 0 : height(part, heights)
    }
  }
}
