/// What people bring along from SQL and elsewhere, answered with the program rewritten.
extension Parser {
  private func word(_ token: Token) -> String? {
    guard case .word(let word) = token.kind else { return nil }
    return word.lowercased()
  }

  // MARK: Statements

  /// A statement that starts as SQL's do, or another language's.
  func sqlStatement() -> Diagnostic? {
    guard let word = word(token), !following.isSymbol(.pipe) else { return nil }
    let rest = tokens[index...].prefix { $0.kind != .newline && $0.kind != .end && !$0.isSymbol(.semicolon) }
    let rewriter = SQLRewriter(source, rest)
    switch word {
    case "select", "from":
      return .sqlHabit(
        "a query starts with its source", at: token.span, rewritten: rewriter.query ?? "rates")
    case "update":
      return .sqlHabit(
        "an edit is a query that ends with `set`", at: token.span,
        rewritten: rewriter.query ?? "rates | where prefix = \"44\" | set price_n = 0.02")
    case "delete":
      return .sqlHabit(
        "an edit is a query that ends with `delete`", at: token.span,
        rewritten: (rest.count > 1 ? rewriter.query : nil) ?? "rates | where prefix = \"44\" | delete")
    case "insert":
      return .sqlHabit(
        "a rate is made with `create`", at: token.span,
        rewritten: rewriter.creation ?? "create prefix = \"4479\", type = MOBILE, price_1 = 0.05, …")
    case "import", "source", "require", "use":
      guard case .string = following.kind else { return nil }
      return .sqlHabit(
        "another script is read by `include`", at: token.span, rewritten: "include \(restOfStatement)")
    case "rounding":
      guard case .word(let rule) = following.kind else { return nil }
      return .sqlHabit(
        "the rule is given with `=`", at: token.span, rewritten: "rounding = \(rule.lowercased())")
    case _ where Habits.showing.contains(word) && following.keyword == .rates:
      return .sqlHabit(
        "a query is shown by writing it", at: token.span,
        rewritten: rest.contains { $0.isSymbol(.pipe) } ? restOfStatement : rewriter.query ?? "rates")
    case _ where Habits.printing.contains(word):
      guard !endsStatement(following), !following.isSymbol(.assign) else { return nil }
      return .sqlHabit("values are shown by `print`", at: token.span, rewritten: "print \(restOfStatement)")
    case _ where Habits.naming.contains(word):
      guard case .word = following.kind else { return nil }
      return .sqlHabit("a name is given by `let`", at: token.span, rewritten: "let \(restOfStatement)")
    case _
    where RateField(name: word) != nil && (following.isSymbol(.assign) || following.isSymbol(.addAssign)):
      return .sqlHabit(
        "a field is set by an edit", at: token.span,
        rewritten: "rates | where … | set \(source.text(Span(token.span.start, statementEnd)))")
    case _ where following.isSymbol(.assign) && token.keyword == nil:
      return .sqlHabit(
        "a name is given by `let`", at: token.span,
        rewritten: "let \(source.text(Span(token.span.start, statementEnd)))")
    default: return nil
    }
  }

  private func endsStatement(_ token: Token) -> Bool {
    token.kind == .newline || token.kind == .end || token.isSymbol(.semicolon)
  }

  private var statementEnd: Int {
    tokens[index...].prefix { !endsStatement($0) }.last?.span.end ?? token.span.end
  }

  private var restOfStatement: String { source.text(Span(following.span.start, statementEnd)) }

  // MARK: Stages

  /// A stage by its name elsewhere.
  func sqlStage() -> Diagnostic? {
    guard token.keyword?.role != .stage, let word = word(token), let meant = Habits.stages[word] else {
      return nil
    }
    let rewritten = rewrittenStage(word, as: meant)
    switch word {
    case "group", "groupby", "group_by":
      return .sqlHabit("groups are made by `summarize`", at: token.span, rewritten: rewritten)
    case "having":
      return .sqlHabit(
        "a condition on groups is a `where` after `summarize`", at: token.span,
        rewritten: "| summarize n = count() by type | where n > 10")
    case "count":
      return .sqlHabit("rows are counted by `summarize`", at: token.span, rewritten: rewritten)
    default:
      return .sqlHabit("the stage is called `\(meant.rawValue)`", at: token.span, rewritten: rewritten)
    }
  }

  /// The stage with its own name and, as far as they are understood, the words that follow.
  func rewrittenStage(_ word: String, as meant: Keyword) -> String {
    var rest = Array(stageTokens)
    if rest.first?.keyword == .by { rest.removeFirst() }
    let text = SQLRewriter(source, []).mended(rest)
    switch meant {
    case .delete, .pin: return "| \(meant.rawValue)"
    case .summarize where ["group", "groupby", "group_by"].contains(word):
      return "| summarize count() by \(text.isEmpty ? "type" : text)"
    case .summarize where word == "count": return "| summarize count()"
    case .take, .skip: return "| \(meant.rawValue) \(text.isEmpty ? "20" : text)"
    case .set: return "| set \(rewrittenAssignment(word, rest) ?? "price_n += 5%")"
    default: return "| \(meant.rawValue)\(text.isEmpty ? " …" : " " + text)"
    }
  }

  /// The tokens from the one after this to the next stage.
  private var stageTokens: ArraySlice<Token> {
    var open = 0
    return tokens[min(index + 1, tokens.count)...].prefix { token in
      if token.isSymbol(.openParenthesis) || token.isSymbol(.openBracket) { open += 1 }
      if token.isSymbol(.closeParenthesis) || token.isSymbol(.closeBracket) { open -= 1 }
      return open >= 0 && !endsStatement(token) && (open > 0 || !token.isSymbol(.pipe))
    }
  }

  /// `price_n by 5%` after `raise`, `price_n to 0.05`.
  private func rewrittenAssignment(_ word: String, _ rest: [Token]) -> String? {
    guard rest.count >= 3, case .word(let field) = rest[0].kind else { return nil }
    let value = SQLRewriter(source, []).mended(Array(rest[2...]))
    switch rest[1].kind {
    case .word("by"), .word("with"):
      return "\(field) \(["lower", "reduce", "decrease"].contains(word) ? "-=" : "+=") \(value)"
    case .word("to"), .symbol(.assign), .symbol(.equal): return "\(field) = \(value)"
    case .symbol(.addAssign), .symbol(.subtractAssign), .symbol(.multiplyAssign), .symbol(.divideAssign):
      return "\(field) \(source.text(rest[1].span)) \(value)"
    default: return nil
    }
  }

  // MARK: Operators

  /// `like`, `<>`, `starts with`, `gt` …
  func sqlOperator(after left: Expression) -> Diagnostic? {
    let operand = source.text(left.span)
    if token.isSymbol(.sqlNotEqual) {
      return .sqlHabit(
        "`<>` is written `!=`", at: token.span, rewritten: "\(operand) != \(operandText(at: index + 1))")
    }
    let isNegated = token.keyword == .not
    let place = isNegated ? index + 1 : index
    guard place < tokens.count, tokens[place].keyword == nil, let word = word(tokens[place]) else {
      return nil
    }
    let negation = isNegated ? "not " : ""
    if word == "like" || word == "ilike" {
      guard place + 1 < tokens.count, case .string(let pieces) = tokens[place + 1].kind, pieces.count == 1,
        case .text(let pattern) = pieces[0]
      else {
        return .sqlHabit(
          "there is no `\(word)`", at: tokens[place].span,
          rewritten: "\(operand) \(negation)startswith \"44\"")
      }
      let test = SQLRewriter.like(pattern)
      let written = isNegated ? test.hasPrefix("= ") ? "!\(test)" : "not \(test)" : test
      return .sqlHabit("there is no `\(word)`", at: tokens[place].span, rewritten: "\(operand) \(written)")
    }
    guard let meant = Habits.comparisons[word], !isNegated || meant.count > 2 else { return nil }
    // `starts with`, `equal to`: the second word belongs to the operator.
    var next = place + 1
    if next < tokens.count, ["with", "to"].contains(self.word(tokens[next]) ?? "") { next += 1 }
    guard !tokens[min(next, tokens.count - 1)].isSymbol(.openParenthesis) else {
      return .sqlHabit(
        "there is no `\(word)`", at: tokens[place].span, rewritten: "\(operand) \(negation)\(meant) …")
    }
    return .sqlHabit(
      "there is no `\(word)`", at: tokens[place].span,
      rewritten: "\(operand) \(negation)\(meant) \(operandText(at: next))")
  }

  /// The one operand at a place, as text; a word that stands for nothing would be a text.
  private func operandText(at place: Int) -> String {
    guard place < tokens.count, !endsStatement(tokens[place]) else { return "…" }
    // Behind a word, a pattern is not known as one.
    if tokens[place].isSymbol(.divide),
      let end = tokens[(place + 1)...].prefix(while: { !endsStatement($0) }).first(where: {
        $0.isSymbol(.divide)
      })
    {
      return source.text(Span(tokens[place].span.start, end.span.end))
    }
    return source.text(tokens[place].span)
  }
}
