/// Statements that hold others, and those that stand for others.
extension Parser {
  /// `if … { … } else if … { … } else { … }`.
  mutating func parseConditionalStatement() throws(ParseStop) -> StatementKind {
    var branches: [Branch] = []
    var otherwise: [Statement]?
    repeat {
      advance()
      let condition = try parseExpression()
      if token.keyword == .then {
        throw fail(
          .expected(
            "`{`", found: token,
            hint: "a statement is `if … { … } else { … }`; `if … then … else …` is a value"))
      }
      branches.append(Branch(condition: condition, body: try parseBlock("the `if`")))
      guard take(.else) else { break }
      if token.keyword != .if {
        otherwise = try parseBlock("the `else`")
        break
      }
    } while token.keyword == .if
    return .conditional(branches, else: otherwise)
  }

  /// `for ROW in QUERY { … }`.
  mutating func parseLoop() throws(ParseStop) -> StatementKind {
    advance()
    let name = try expectName("a name for the row")
    guard take(.in) else {
      throw fail(.expected("`in`", found: token, hint: "write `for r in rates | where … { … }`"))
    }
    let query = try parseQuery(allowsEdit: false)
    return .loop(name, in: query, body: try parseBlock("the `for`"))
  }

  private mutating func parseBlock(_ what: String) throws(ParseStop) -> [Statement] {
    let open = token.span
    guard take(.openBrace) else {
      throw fail(.expected("`{` and the statements of \(what)", found: token))
    }
    return try nested { parser throws(ParseStop) in
      let statements = parser.parseStatements(inBlock: true)
      guard parser.take(.closeBrace) else {
        throw parser.fail(.unclosed("\(what)", opener: "{", closer: "}", at: open))
      }
      return statements
    }
  }

  /// `def NAME(a, b) = …`.
  mutating func parseDefinition() throws(ParseStop) -> StatementKind {
    advance()
    let name = try expectName("a name for the `def`")
    try expect(
      .openParenthesis, "`(` and the names of the parameters", hint: "for example `def net(x) = x / 1.2`")
    var parameters: [Name] = []
    if !token.isSymbol(.closeParenthesis) {
      repeat {
        parameters.append(try expectName("a parameter's name"))
      } while take(.comma)
    }
    try expect(.closeParenthesis, "`)` after the parameters")
    try expect(.assign, "`=` and what the definition stands for")
    let start = index
    let body = try parseDefinitionBody()
    return .definition(
      Definition(name: name, parameters: parameters, body: body, tokens: Array(tokens[start..<index])))
  }

  private mutating func parseDefinitionBody() throws(ParseStop) -> Definition.Body {
    startsQuery ? .query(try parseQuery(allowsEdit: false)) : .value(try parseExpression())
  }

  /// The body of a definition as it stands in one call: the same text, with nodes of its own.
  ///
  /// - Returns: nil where the body was not read in full, which has been reported.
  package static func unfold(
    _ definition: Definition, in source: Source, firstID: Int32
  ) -> (body: Definition.Body, nextID: Int32)? {
    let end = Token(kind: .end, span: definition.tokens.last?.span ?? definition.name.span)
    var parser = Parser(source: source, tokens: definition.tokens + [end], diagnostics: [], firstID: firstID)
    do throws(ParseStop) {
      return (try parser.parseDefinitionBody(), parser.nextID)
    } catch {
      return nil
    }
  }

  /// `include "FILE"`.
  mutating func parseInclude() throws(ParseStop) -> StatementKind {
    advance()
    guard case .string(let pieces) = token.kind, pieces.count == 1, case .text(let path) = pieces[0],
      !path.isEmpty
    else {
      throw fail(
        .expected(
          "the name of a file in quotes", found: token,
          hint: "it is read before anything runs, so it can't be calculated"))
    }
    let span = token.span
    advance()
    return .include(Include(path: path, pathSpan: span))
  }

  /// `quote "NUMBER" for DURATION`.
  mutating func parseQuote() throws(ParseStop) -> StatementKind {
    advance()
    let number = try parseExpression()
    guard take(.for) else {
      throw fail(
        .expected("`for` and the length of the call", found: token, hint: "`quote \"+44…\" for 2m5s`"))
    }
    return .quote(number, for: try parseExpression())
  }
}
