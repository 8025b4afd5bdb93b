import RateQL

/// The words that editors colour, from the tables of the language.
enum EditorWords {
  /// Keywords that start a statement; `if` does that too.
  static let statements = Keyword.words(.statement) + [Keyword.if.rawValue]
  static let sources = Keyword.words(.source)
  static let edits = Keyword.allCases.filter(\.isEdit).map(\.rawValue)
  static let stages = Keyword.words(.stage).filter { !edits.contains($0) }
  static let operators = Keyword.words(.operator)
  /// `set` stands behind `billing` too.
  static let clauses = Keyword.words(.clause) + [Keyword.for.rawValue, Keyword.set.rawValue]
  static let literals = Keyword.words(.literal)
  static let functions = ScalarFunction.names + Aggregate.names
  static let fields = RateField.allCases.map(\.name)
  static let symbols = SymbolKind.allCases.flatMap(\.names)
  static let types = ParameterType.names

  /// Operators and punctuation, the longest first.
  static let operatorSymbols: [String] = {
    let brackets: [Symbol] = [
      .semicolon, .comma, .openParenthesis, .closeParenthesis, .openBracket, .closeBracket, .openBrace,
      .closeBrace, .colon, .dot, .sqlNotEqual,
    ]
    return Symbol.allCases.filter { !brackets.contains($0) }.map(\.rawValue)
      .sorted { ($1.count, $0) < ($0.count, $1) }
  }()

  /// All keywords are among these lists.
  static let allKeywords = Set(statements + sources + edits + stages + operators + clauses + literals)
}
