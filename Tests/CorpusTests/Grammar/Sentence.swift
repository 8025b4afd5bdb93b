import RateQL
import TestSupport

/// Tokens written as text, with line breaks and comments thrown in wherever the grammar's prose lets a line
/// break.
enum Sentence {
  static func text(_ tokens: [String], using random: inout SeededRandom) -> String {
    var text = ""
    var brackets: [String] = []
    for (index, token) in tokens.enumerated() {
      text += token
      switch token {
      case "(", "[", "{": brackets.append(token)
      case ")", "]", "}": _ = brackets.popLast()
      default: break
      }
      guard index + 1 < tokens.count, token != "\n" else { continue }
      let isInside = brackets.last.map { $0 != "{" } ?? false
      let mayBreak = isInside || continuesLine(token) || takesUp(tokens[index + 1])
      text += mayBreak ? gap(using: &random) : blank(using: &random)
    }
    return text
  }

  private static func continuesLine(_ token: String) -> Bool {
    if let symbol = Symbol(rawValue: token) { return symbol.continuesLine }
    return Keyword(word: token)?.continuesLine ?? false
  }

  private static func takesUp(_ token: String) -> Bool { token == "|" || token.lowercased() == "else" }

  private static func blank(using random: inout SeededRandom) -> String {
    ["  ", "\t", "\r ", "\u{A0}"].randomElement(using: &random).flatMap {
      Int.random(in: 0..<12, using: &random) == 0 ? $0 : nil
    } ?? " "
  }

  private static func gap(using random: inout SeededRandom) -> String {
    guard Int.random(in: 0..<8, using: &random) == 0 else { return blank(using: &random) }
    var text = ""
    for _ in 0..<Int.random(in: 1...2, using: &random) {
      text += ["", " # é", "# |  ", "#!"].randomElement(using: &random) ?? ""
      text += String(repeating: "\n", count: Int.random(in: 1...3, using: &random))
    }
    return text
  }
}
