/// What people bring along from SQL, answered with the query rewritten.
extension Parser {
  private func word(_ token: Token) -> String? {
    guard case .word(let word) = token.kind else { return nil }
    return word.lowercased()
  }

  /// A statement that starts as SQL's do.
  func sqlStatement() -> Diagnostic? {
    guard !following.isSymbol(.pipe) else { return nil }
    let rest = tokens[index...].prefix { $0.kind != .newline && $0.kind != .end && !$0.isSymbol(.semicolon) }
    let rewritten = SQLRewriter(source, rest).query
    switch word(token) {
    case "select":
      return .sqlHabit("a query starts with its source", at: token.span, rewritten: rewritten ?? "rates")
    case "update":
      return .sqlHabit(
        "an edit is a query that ends with `set`", at: token.span,
        rewritten: rewritten ?? "rates | where prefix = \"44\" | set price_n = 0.02")
    case "delete":
      return .sqlHabit(
        "an edit is a query that ends with `delete`", at: token.span,
        rewritten: rewritten ?? "rates | where prefix = \"44\" | delete")
    case "insert":
      return .sqlHabit(
        "a rate is made with `create`", at: token.span,
        rewritten: "create prefix = \"4479\", type = MOBILE, price_1 = 0.05, …")
    default: return nil
    }
  }

  /// A stage by its SQL name.
  func sqlStage() -> Diagnostic? {
    switch word(token) {
    case "limit":
      .sqlHabit("the stage is called `take`", at: token.span, rewritten: "| take \(operandText)")
    case "offset":
      .sqlHabit("the stage is called `skip`", at: token.span, rewritten: "| skip \(operandText)")
    case "order":
      .sqlHabit("the stage is called `sort`", at: token.span, rewritten: "| sort price_n desc")
    case "group":
      .sqlHabit(
        "groups are made by `summarize`", at: token.span, rewritten: "| summarize count() by type")
    case "having":
      .sqlHabit(
        "a condition on groups is a `where` after `summarize`", at: token.span,
        rewritten: "| summarize n = count() by type | where n > 10")
    case "update":
      .sqlHabit("the stage is called `set`", at: token.span, rewritten: "| set price_n += 5%")
    default: nil
    }
  }

  private var operandText: String {
    if case .number(let value) = following.kind { return value.description }
    return "20"
  }

  /// `like`, `<>`.
  func sqlOperator(after left: Expression) -> Diagnostic? {
    let operand = source.text(left.span)
    if token.isSymbol(.sqlNotEqual) {
      return .sqlHabit(
        "`<>` is written `!=`", at: token.span,
        rewritten: "\(operand) != \(source.text(following.span))")
    }
    guard word(token) == "like" || word(token) == "ilike" else { return nil }
    guard case .string(let pieces) = following.kind, pieces.count == 1, case .text(let pattern) = pieces[0]
    else {
      return .sqlHabit(
        "there is no `like`", at: token.span, rewritten: "\(operand) startswith \"44\"")
    }
    return .sqlHabit(
      "there is no `like`", at: token.span, rewritten: "\(operand) \(SQLRewriter.like(pattern))")
  }
}
