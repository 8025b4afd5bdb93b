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
        if startsStatement(tokens, after: index), let last = result.last, endsOperand(last) {
          // A bracket was not closed: what follows is no part of it.
          while let open = brackets.last, open != .openBrace { brackets.removeLast() }
        }
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

  /// Whether a line starts there that can't go on with a bracket: inside one, an operator, a comma or a
  /// bracket has to follow an operand.
  private static func startsStatement(_ tokens: [Token], after index: Int) -> Bool {
    guard let next = tokens[safe: index + 1], case .word = next.kind else { return false }
    switch next.keyword?.role {
    case .statement, .source: return true
    case nil: return tokens[safe: index + 2]?.isSymbol(.pipe) ?? false
    default: return false
    }
  }

  private static func endsOperand(_ token: Token) -> Bool {
    switch token.kind {
    case .quotedName, .number, .percent, .duration, .string, .regex: true
    case .word: token.keyword.map { $0.role == .literal || $0.role == .source } ?? true
    case .symbol(.closeParenthesis), .symbol(.closeBracket): true
    default: false
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
    var following: Token?
    for index in tokens.indices.reversed() {
      result[index] = following.map { $0.isSymbol(.pipe) || $0.keyword == .else } ?? false
      if tokens[index].kind != .newline { following = tokens[index] }
    }
    return result
  }
}
