/// Decides which line breaks end a statement.
///
/// A newline does not end one inside `()` or `[]`, after `=`, an operator, an operator word, a comma or
/// `|`, nor where the next line starts with `|` or `else`.
package enum StatementLines {
  /// `tokens` without the line breaks that end nothing.
  package static func joined(_ tokens: [Token]) -> [Token] {
    var result: [Token] = []
    result.reserveCapacity(tokens.count)
    var brackets: [Symbol] = []
    let taken = takenUp(tokens)
    for (index, token) in tokens.enumerated() {
      switch token.kind {
      case .symbol(let symbol):
        track(symbol, &brackets)
        result.append(token)
      case .newline:
        let insideBrackets = brackets.last.map { $0 != .openBrace } ?? false
        let goesOn = insideBrackets || continuesLine(result.last) || taken[index]
        if !goesOn, result.last?.kind != .newline { result.append(token) }
      default:
        result.append(token)
      }
    }
    return result
  }

  private static func track(_ symbol: Symbol, _ brackets: inout [Symbol]) {
    switch symbol {
    case .openParenthesis, .openBracket, .openBrace: brackets.append(symbol)
    case .closeParenthesis, .closeBracket, .closeBrace: _ = brackets.popLast()
    default: break
    }
  }

  /// Whether the statement cannot end after `token`.
  package static func continuesLine(_ token: Token?) -> Bool {
    guard let token else { return false }
    if case .symbol(let symbol) = token.kind { return symbol.continuesLine }
    return token.keyword?.continuesLine ?? false
  }

  /// For each token, whether what follows after any line breaks takes the statement up.
  private static func takenUp(_ tokens: [Token]) -> [Bool] {
    var result = Array(repeating: false, count: tokens.count)
    var follows = false
    for index in tokens.indices.reversed() {
      result[index] = follows
      switch tokens[index].kind {
      case .newline: break
      case .symbol(let symbol): follows = symbol == .pipe
      default: follows = tokens[index].keyword == .else
      }
    }
    return result
  }
}
