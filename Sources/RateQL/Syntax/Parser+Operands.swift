extension Parser {
  mutating func parsePrimary() throws(ParseStop) -> Expression {
    let token = token
    let start = token.span.start
    switch token.kind {
    case .number(let value): return try literal(.number(value))
    case .percent(let value): return try literal(.percent(value))
    case .duration(let value): return try literal(.duration(value))
    case .date(let value): return try literal(.date(value))
    case .regex(let pattern): return try literal(.regex(pattern))
    case .string(let pieces): return try parseString(pieces)
    case .symbol(.openBracket): return try parseList()
    case .symbol(.openParenthesis): return try parseBrackets()
    case .quotedName(let name):
      advance()
      return try node(.name(Name(text: name, span: token.span)), from: start)
    case .word(let word): return try parseWord(word)
    default:
      throw fail(.expected("a value", found: token, hint: operandHint))
    }
  }

  private mutating func literal(_ value: Literal) throws(ParseStop) -> Expression {
    let start = token.span.start
    advance()
    return try node(.literal(value), from: start)
  }

  private mutating func parseWord(_ word: String) throws(ParseStop) -> Expression {
    switch token.keyword {
    case .true: return try literal(.bool(true))
    case .false: return try literal(.bool(false))
    case .null: return try literal(.null)
    case .if:
      throw fail(
        .expected(
          "a value", found: token,
          hint: "`if … then … else …` binds loosest: put it in brackets inside a larger expression"))
    case .rates where following.isSymbol(.pipe), .load where startsQuery:
      throw fail(.queryNeedsBrackets(at: token.span, isShown: previous?.keyword == .print))
    default: break
    }
    if token.keyword?.isReservedInExpressions ?? false {
      throw fail(.expected("a value", found: token, hint: operandHint))
    }
    let start = token.span.start
    let name = try expectName("a value")
    if token.isSymbol(.openParenthesis) { return try parseCall(name, from: start) }
    if token.isSymbol(.dot) {
      if isMethodCall { throw fail(.leftOver(token, hint: leftOverHint)) }
      advance()
      let field = try expectName("a column after `\(word).`")
      return try node(word.lowercased() == "row" ? .column(field) : .field(name, field), from: start)
    }
    return try node(.name(name), from: start)
  }

  private mutating func parseCall(_ name: Name, from start: Int) throws(ParseStop) -> Expression {
    let arguments = try parseArguments(of: name)
    return try node(.call(name, arguments), from: start, over: arguments.map(\.value))
  }

  /// What stands between the brackets of a call.
  mutating func parseArguments(of name: Name) throws(ParseStop) -> [Argument] {
    let open = token.span
    advance()
    var arguments: [Argument] = []
    if token.isSymbol(.times), following.isSymbol(.closeParenthesis) {
      throw fail(
        .sqlHabit("`\(name.text)` needs no `*`", at: token.span, rewritten: "\(name.text)()"))
    }
    if !token.isSymbol(.closeParenthesis) {
      repeat {
        arguments.append(try parseArgument())
      } while take(.comma)
    }
    guard take(.closeParenthesis) else {
      throw failOpen("the call of `\(name.text)`", opener: "(", closer: ")", at: open)
    }
    return arguments
  }

  private mutating func parseArgument() throws(ParseStop) -> Argument {
    var label: Name?
    if case .word = token.kind, following.isSymbol(.colon) {
      label = try expectName("an argument's name")
      advance()
    }
    // A query as an argument needs no brackets of its own: `count(rates | where …)`.
    if startsQuery {
      let start = token.span.start
      let query = try parseQuery(allowsEdit: false)
      return Argument(label: label, value: try node(.query(query, field: nil), from: start))
    }
    return Argument(label: label, value: try parseExpression())
  }

  private mutating func parseList() throws(ParseStop) -> Expression {
    let open = token.span
    advance()
    var elements: [Expression] = []
    while !token.isSymbol(.closeBracket) {
      elements.append(try parseExpression())
      guard take(.comma) else { break }
    }
    guard take(.closeBracket) else {
      throw failOpen("the list", opener: "[", closer: "]", at: open)
    }
    return try node(.list(elements), from: open.start, over: elements)
  }

  /// An expression or a query in brackets, with `.FIELD` behind a query.
  private mutating func parseBrackets() throws(ParseStop) -> Expression {
    let open = token.span
    advance()
    guard startsQuery else {
      let inner = try parseExpression()
      if token.isSymbol(.comma) {
        throw fail(.leftOver(token, hint: bracketCommaHint(open)))
      }
      guard take(.closeParenthesis) else {
        throw failOpen("the bracket", opener: "(", closer: ")", at: open)
      }
      if token.isSymbol(.dot), let query = queryInBrackets(inner) {
        advance()
        return try node(.query(query, field: try expectName("a field after `.`")), from: open.start)
      }
      if token.isSymbol(.dot) {
        throw fail(.leftOver(token, hint: "`.FIELD` follows a query in brackets: `(rates | …).FIELD`"))
      }
      return inner
    }
    let query = try parseQuery(allowsEdit: false)
    guard take(.closeParenthesis) else {
      throw failOpen("the bracket around the query", opener: "(", closer: ")", at: open)
    }
    let field = take(.dot) ? try expectName("a field after `.`") : nil
    return try node(.query(query, field: field), from: open.start)
  }

  /// The query that stood in brackets and was not known as one: a name, a call, or a query in brackets of
  /// its own.
  private mutating func queryInBrackets(_ inner: Expression) -> Query? {
    let source: QuerySource
    switch inner.kind {
    case .name(let view): source = .name(view)
    case .call(let name, let arguments): source = .call(name, arguments, inner.span)
    case .query(let query, nil): return query
    default: return nil
    }
    return Query(id: newID(), span: inner.span, source: source, stages: [])
  }

  private mutating func parseString(_ pieces: [StringPiece]) throws(ParseStop) -> Expression {
    let start = token.span.start
    advance()
    if pieces.count == 1, case .text(let text) = pieces[0] {
      return try node(.literal(.text(text)), from: start)
    }
    var parts: [InterpolationPart] = []
    var children: [Expression] = []
    for piece in pieces {
      switch piece {
      case .text(let text): parts.append(.text(text))
      case .tokens(let inner):
        let expression = try parseInside(inner)
        children.append(expression)
        parts.append(.expression(expression))
      }
    }
    return try node(.interpolation(parts), from: start, over: children)
  }

  /// Parses the tokens between a string's braces with this parser's state.
  private mutating func parseInside(_ inner: [Token]) throws(ParseStop) -> Expression {
    let (outer, place, stopped) = (tokens, index, stoppedAtEnd)
    tokens = inner
    index = 0
    defer {
      tokens = outer
      index = place
      stoppedAtEnd = stopped
    }
    let expression = try parseExpression()
    guard token.kind == .end else { throw fail(.leftOver(token)) }
    return expression
  }
}
