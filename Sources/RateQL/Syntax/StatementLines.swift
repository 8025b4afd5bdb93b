/// Decides which line breaks end a statement.
///
/// A newline does not end one inside `()` or `[]`, after `=`, an operator, an operator word, a comma or
/// `|`, nor where the next line starts with `|` or `else`.
package enum StatementLines {
  /// Takes the line breaks that end nothing out of `tokens`.
  package static func join(_ tokens: inout [Token]) {
    let taken = takenUp(tokens)
    var brackets: [Symbol] = []
    // In their own place: a copy of a long script's tokens costs more than the look at them.
    var kept = 0
    for index in tokens.indices {
      switch tokens[index].kind {
      case .symbol(let symbol): track(symbol, &brackets)
      case .newline:
        let last = kept > 0 ? tokens[kept - 1] : nil
        let isBroken = last.map { breaks(after: $0, tokens, index) } ?? false
        if isBroken {
          // A bracket was not closed, or an operator lacks its operand: what follows is no part of it.
          while let open = brackets.last, open != .openBrace { brackets.removeLast() }
        }
        let insideBrackets = brackets.last.map { $0 != .openBrace } ?? false
        let goesOn = insideBrackets || continuesLine(last) || taken[index]
        if goesOn && !isBroken || last?.kind == .newline { continue }
      default: break
      }
      if kept < index { tokens[kept] = tokens[index] }
      kept += 1
    }
    tokens.removeLast(tokens.count - kept)
  }

  private static func track(_ symbol: Symbol, _ brackets: inout [Symbol]) {
    switch symbol {
    case .openParenthesis, .openBracket, .openBrace: brackets.append(symbol)
    case .closeParenthesis, .closeBracket, .closeBrace: _ = brackets.popLast()
    default: break
    }
  }

  /// Whether the next line starts a statement and can't go on with what `last` ends: two values never stand
  /// side by side, and a query in an expression has brackets. No program that is right is read otherwise.
  private static func breaks(after last: Token, _ tokens: [Token], _ newline: Int) -> Bool {
    guard let next = tokens[safe: newline + 1], case .word = next.kind, let second = tokens[safe: newline + 2]
    else { return false }
    let role = next.keyword == .if ? nil : next.keyword?.role
    let startsQuery = second.isSymbol(.pipe) && (next.keyword == nil || role == .source)
    if endsOperand(last) { return startsQuery || role == .source || role == .statement }
    guard isOperator(last) else { return false }
    return (startsQuery && next.keyword == .rates) || (role == .statement && isOperandStart(second))
  }

  /// An operator that a query or a statement never follows.
  private static func isOperator(_ token: Token) -> Bool {
    switch token.kind {
    case .symbol(.assign), .symbol(.pipe), .symbol(.comma): false
    case .symbol(let symbol): symbol.continuesLine
    // A `for … in` is followed by a query.
    default:
      (token.keyword?.role == .operator && token.keyword != .in) || token.keyword == .by
        || token.keyword == .on
    }
  }

  private static func isOperandStart(_ token: Token) -> Bool {
    switch token.kind {
    case .word: !(token.keyword?.isReservedInExpressions ?? false)
    case .number, .percent, .duration, .string, .quotedName: true
    default: false
    }
  }

  private static func endsOperand(_ token: Token) -> Bool {
    switch token.kind {
    case .quotedName, .number, .percent, .duration, .string, .regex: true
    case .word: token.keyword.map { $0.role == .literal || $0 == .rates } ?? true
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
