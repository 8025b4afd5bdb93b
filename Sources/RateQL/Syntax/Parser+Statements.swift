extension Parser {
  /// The statements up to the end of the text, or of the block that is open.
  mutating func parseStatements(inBlock: Bool = false) -> [Statement] {
    var statements: [Statement] = []
    while true {
      while token.kind == .newline || token.isSymbol(.semicolon) { advance() }
      if token.kind == .end || (inBlock && token.isSymbol(.closeBrace)) { return statements }
      let (depth, start) = (depth, index)
      do throws(ParseStop) {
        let statement = try parseStatement()
        try expectStatementEnd(inBlock)
        // Of a statement that is not understood to its end, the checker is told nothing: one mistake gives
        // one message.
        statements.append(statement)
      } catch {
        self.depth = depth
        noteBrokenName(from: start)
        skipStatement(inBlock)
      }
    }
  }

  private mutating func expectStatementEnd(_ inBlock: Bool) throws(ParseStop) {
    switch token.kind {
    case .newline, .end, .symbol(.semicolon): return
    case .symbol(.closeBrace) where inBlock: return
    default: throw fail(.leftOver(token, hint: leftOverHint))
    }
  }

  /// Goes on behind the broken statement, with line breaks as the only guide. Its blocks are read all the
  /// same, for what is wrong in them.
  private mutating func skipStatement(_ inBlock: Bool) {
    while token.kind != .newline, token.kind != .end, !token.isSymbol(.semicolon) {
      if inBlock, token.isSymbol(.closeBrace) { return }
      if token.isSymbol(.openBrace), opensBlock, depth < Parser.maximumDepth {
        advance()
        depth += 1
        _ = parseStatements(inBlock: true)
        depth -= 1
      }
      advance()
    }
  }

  /// Whether a brace may open a block here: no other statement has one.
  private var opensBlock: Bool { statementWord == .if || statementWord == .for }

  mutating func parseStatement() throws(ParseStop) -> Statement {
    let start = token.span.start
    let kind = try parseStatementKind()
    return Statement(id: newID(), span: Span(start, previousEnd), kind: kind)
  }

  private mutating func parseStatementKind() throws(ParseStop) -> StatementKind {
    // A view may be called `print`: a word followed by `|` is a query's source.
    let isView = following.isSymbol(.pipe) && token.keyword?.role == .statement
    switch isView ? nil : token.keyword {
    case .let: return try parseLet()
    case .param: return try parseParam()
    case .create:
      advance()
      return .create(try parseAssignments("a field to give a value"))
    case .billing:
      advance()
      if case .word = token.kind, following.isSymbol(.assign), token.keyword != .set {
        throw fail(
          .expected(
            "`set`", found: token,
            hint: "settings are changed by `billing set \(source.text(token.span)) = …`"))
      }
      guard take(.set) else { return .billing }
      return .billingSet(try parseAssignments("`enabled`, `account` or `type`"))
    case .assert:
      advance()
      let condition = try parseExpression()
      return .assert(condition, message: take(.comma) ? try parseExpression() : nil)
    case .print:
      advance()
      return .print(try parseExpression())
    case .def: return try parseDefinition()
    case .include: return try parseInclude()
    case .quote: return try parseQuote()
    case .if: return try parseConditionalStatement()
    case .for: return try parseLoop()
    case .explain:
      advance()
      return .explain(try nested { parser throws(ParseStop) in try parser.parseStatement() })
    case .rounding where following.isSymbol(.assign):
      advance()
      advance()
      return .rounding(try expectName("`half_up` or `half_even`"))
    default:
      return .query(try parseStatementQuery())
    }
  }

  private mutating func parseStatementQuery() throws(ParseStop) -> Query {
    if let habit = sqlStatement() { throw fail(habit) }
    switch token.kind {
    case .word(let word):
      guard startsQuery || followingEndsStatement || following.isSymbol(.openParenthesis) else {
        let words = (Keyword.words(.statement) + Keyword.words(.source)).filter { $0 != word.lowercased() }
        let nearest = Suggestion.nearest(to: word, among: words)
        if let keyword = token.keyword, Keyword.stageWords.contains(keyword.rawValue) {
          throw fail(
            .expected(
              "a statement", found: token,
              hint: keyword.isEdit
                ? "`\(keyword.rawValue)` ends a query: write `… | \(keyword.rawValue) …` behind what chooses the rates"
                : "`\(keyword.rawValue)` is a stage: write `rates | \(keyword.rawValue) …`"))
        }
        throw fail(.unknownStatement(word, at: token.span, nearest: nearest))
      }
      return try parseQuery(allowsEdit: true)
    case .quotedName, .symbol(.openParenthesis):
      return try parseQuery(allowsEdit: true)
    default:
      let hint = token.isSymbol(.pipe) ? "a query starts with its source: `rates | …`" : nil
      throw fail(.expected("a statement", found: token, hint: hint))
    }
  }

  private var followingEndsStatement: Bool {
    switch following.kind {
    case .newline, .end, .symbol(.semicolon), .symbol(.closeBrace): true
    default: false
    }
  }

  private mutating func parseLet() throws(ParseStop) -> StatementKind {
    advance()
    let name = try expectName("a name for the `let`")
    try expect(
      .assign, "`=` after the name", hint: "for example `\(Keyword.let.help?.example ?? "let a = 1")`")
    // A name followed by `|` starts a query; a name alone may be either, which the checker tells.
    if startsQuery {
      return .letQuery(name, try parseQuery(allowsEdit: false))
    }
    return .letValue(name, try parseExpression())
  }

  private mutating func parseParam() throws(ParseStop) -> StatementKind {
    advance()
    let name = try expectName("a name for the parameter")
    try expect(.colon, "`:` and a type", hint: "for example `param markup: percent = 5%`")
    let type = try expectName("a type")
    let fallback = take(.assign) ? try parseExpression() : nil
    return .param(name, type: type, default: fallback)
  }

  /// `extend "my column" = …`: a name in the quotes of a text.
  private var quotedTarget: Diagnostic? {
    guard case .string(let pieces) = token.kind, pieces.count == 1, case .text(let name) = pieces[0],
      following.isSymbol(.assign)
    else { return nil }
    return .nameInQuotes(name, at: token.span)
  }

  mutating func parseAssignments(_ what: String) throws(ParseStop) -> [Assignment] {
    var assignments: [Assignment] = []
    repeat {
      if let quoted = quotedTarget { throw fail(quoted) }
      let target = try expectName(what)
      let operation: BinaryOperator?
      switch token.kind {
      case .symbol(.assign): operation = nil
      case .symbol(.addAssign): operation = .add
      case .symbol(.subtractAssign): operation = .subtract
      case .symbol(.multiplyAssign): operation = .multiply
      case .symbol(.divideAssign): operation = .divide
      default:
        throw fail(
          .expected("`=` after `\(target.text)`", found: token, hint: assignmentHint(target)))
      }
      advance()
      let start = token.span.start
      let value = try parseExpression()
      assignments.append(
        Assignment(
          target: target, operation: operation, value: value, isBracketed: value.span.start > start))
    } while take(.comma)
    return assignments
  }
}
