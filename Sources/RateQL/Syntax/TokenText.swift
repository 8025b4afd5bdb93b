/// Tokens as one line of text, whatever blanks, line breaks and comments stood between them.
enum TokenText {
  /// The canonical text of an expression, which is the title of a column that has no name.
  static func joined(_ tokens: some Sequence<Token>, in source: Source) -> String {
    var result = ""
    var previous: Token?
    var beforeThat: Token?
    for token in tokens where token.kind != .newline {
      if let previous, needsSpace(between: previous, and: token, after: beforeThat) { result += " " }
      result += text(token, in: source)
      (beforeThat, previous) = (previous, token)
    }
    return result
  }

  private static func text(_ token: Token, in source: Source) -> String {
    if token.isSymbol(.equal) { return Symbol.assign.rawValue }
    if let keyword = token.keyword, keyword.isReservedInExpressions { return keyword.rawValue }
    return source.text(token.span)
  }

  private static func needsSpace(between left: Token, and right: Token, after before: Token?) -> Bool {
    switch right.kind {
    case .symbol(.comma), .symbol(.closeParenthesis), .symbol(.closeBracket), .symbol(.colon),
      .symbol(.dot):
      return false
    case .symbol(.openParenthesis):
      return !(isName(left) && before?.isSymbol(.pipe) != true) && !opens(left, after: before)
    default:
      return !opens(left, after: before)
    }
  }

  /// A word that a bracket may touch: a function.
  private static func isName(_ token: Token) -> Bool {
    switch token.kind {
    case .word: !(token.keyword?.isReservedInExpressions ?? false)
    case .quotedName: true
    default: false
    }
  }

  /// What follows it touches it.
  private static func opens(_ token: Token, after before: Token?) -> Bool {
    switch token.kind {
    case .symbol(.openParenthesis), .symbol(.openBracket), .symbol(.dot): true
    case .symbol(.minus): isOperandDue(after: before)
    default: false
    }
  }

  private static func isOperandDue(after token: Token?) -> Bool {
    switch token?.kind {
    case nil: true
    case .symbol(let symbol): symbol.awaitsOperand
    case .word: token?.keyword?.role == .operator
    default: false
    }
  }
}
