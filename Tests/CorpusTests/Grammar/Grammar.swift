import Foundation

/// The rules of `grammar/rateql.ebnf`.
struct Grammar {
  indirect enum Part: Hashable {
    case literal(String)
    case rule(String)
    /// One character of a set, or one outside of it.
    case character(Set<Unicode.Scalar>, isExcluded: Bool)
    case sequence([Part])
    case choice([Part])
    case repeated(Part, atLeast: Int, isEndless: Bool)
  }

  private(set) var rules: [String: Part] = [:]
  /// In the order of the file.
  private(set) var names: [String] = []

  static let file = CorpusCase.folder.deletingLastPathComponent().appendingPathComponent("rateql.ebnf")

  static func read() throws -> Grammar {
    var reader = GrammarReader(try String(contentsOf: file, encoding: .utf8))
    var grammar = Grammar()
    for (name, part) in try reader.rules() {
      guard grammar.rules.updateValue(part, forKey: name) == nil else {
        throw GrammarReader.Fault("the rule \(name) is given twice")
      }
      grammar.names.append(name)
    }
    return grammar
  }

  /// Rules in capitals are tokens.
  static func isToken(_ name: String) -> Bool { name == name.uppercased() }

  /// What stands in quotes in the rules of tokens, or in all others.
  func literals(inTokens: Bool) -> Set<String> {
    var found: Set<String> = []
    for (name, part) in rules where Grammar.isToken(name) == inTokens {
      part.walk { if case .literal(let text) = $0 { found.insert(text) } }
    }
    return found
  }

  /// The rules that are named in others.
  var references: Set<String> {
    var found: Set<String> = []
    for part in rules.values { part.walk { if case .rule(let name) = $0 { found.insert(name) } } }
    return found
  }
}

extension Grammar.Part {
  func walk(_ body: (Grammar.Part) -> Void) {
    body(self)
    switch self {
    case .literal, .rule, .character: break
    case .sequence(let parts), .choice(let parts): for part in parts { part.walk(body) }
    case .repeated(let part, _, _): part.walk(body)
    }
  }
}
