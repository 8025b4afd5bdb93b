import RateQL

/// A filter read into a checked tree, by recursive descent: `or` binds loosest, then `and`, `not`, a
/// comparison.
///
/// Operators, functions and field names are written in small letters, as OData writes them. A condition may
/// be compared with `true` or `false`. Brackets and `not` nest to a bounded depth.
struct FilterParser {
  static let maximumLength = 16_384
  private static let maximumDepth = 50

  private let tokens: [FilterLexer.Placed]
  private var index = 0

  /// - Throws: ``QueryTextError`` for what is no filter, with the place.
  static func parse(_ text: String) throws(QueryTextError) -> FilterExpression {
    guard text.utf8.count <= maximumLength else {
      throw QueryTextError(message: "the filter is longer than \(maximumLength) bytes", position: 1)
    }
    var parser = FilterParser(tokens: try FilterLexer.tokens(text))
    let start = parser.position
    let expression = try parser.readOr(depth: 0)
    guard parser.token == .end else {
      throw parser.error("expected 'and', 'or' or the end instead of \(parser.token.shown)")
    }
    try FilterParser.expectCondition(expression, at: start)
    guard !expression.isLiteral else {
      throw parser.error("expected a condition such as \"prefix eq '44'\", found a value alone", at: start)
    }
    return expression
  }

  private init(tokens: [FilterLexer.Placed]) { self.tokens = tokens }

  private var token: FilterLexer.Token { index < tokens.count ? tokens[index].token : .end }
  private var position: Int { index < tokens.count ? tokens[index].position : 1 }

  private func error(_ message: String, at place: Int? = nil) -> QueryTextError {
    QueryTextError(message: message, position: place ?? position)
  }

  private mutating func take(_ wanted: FilterLexer.Token) -> Bool {
    guard token == wanted else { return false }
    index += 1
    return true
  }

  private static func expectCondition(
    _ expression: FilterExpression, at place: Int
  ) throws(QueryTextError) {
    guard expression.kind == .condition || expression.kind == .null else {
      throw QueryTextError(
        message: "expected a condition such as \"prefix eq '44'\", found \(expression.kind.rawValue) alone",
        position: place)
    }
  }

  private mutating func readOr(depth: Int) throws(QueryTextError) -> FilterExpression {
    var place = position
    var terms = [try readAnd(depth: depth)]
    while token == .word("or") {
      if terms.count == 1 { try FilterParser.expectCondition(terms[0], at: place) }
      index += 1
      place = position
      let term = try readAnd(depth: depth)
      try FilterParser.expectCondition(term, at: place)
      terms.append(term)
    }
    return terms.count == 1 ? terms[0] : .or(terms)
  }

  private mutating func readAnd(depth: Int) throws(QueryTextError) -> FilterExpression {
    var place = position
    var terms = [try readNot(depth: depth)]
    while token == .word("and") {
      if terms.count == 1 { try FilterParser.expectCondition(terms[0], at: place) }
      index += 1
      place = position
      let term = try readNot(depth: depth)
      try FilterParser.expectCondition(term, at: place)
      terms.append(term)
    }
    return terms.count == 1 ? terms[0] : .and(terms)
  }

  private mutating func readNot(depth: Int) throws(QueryTextError) -> FilterExpression {
    guard depth < FilterParser.maximumDepth else { throw error("the filter is nested too deeply") }
    guard take(.word("not")) else { return try readComparison(depth: depth) }
    let place = position
    let operand = try readNot(depth: depth + 1)
    try FilterParser.expectCondition(operand, at: place)
    return .not(operand)
  }

  private mutating func readComparison(depth: Int) throws(QueryTextError) -> FilterExpression {
    let left = try readOperand(depth: depth)
    guard case .word(let word) = token, let comparison = StorePredicate.Comparison(rawValue: word) else {
      return left
    }
    let place = position
    index += 1
    let right = try readOperand(depth: depth)
    try check(left, comparison, right, at: place)
    return .compare(comparison, left, right)
  }

  private func check(
    _ left: FilterExpression, _ comparison: StorePredicate.Comparison, _ right: FilterExpression,
    at place: Int
  ) throws(QueryTextError) {
    guard !left.isLiteral || !right.isLiteral else {
      throw error("one side of '\(comparison.rawValue)' must be a field", at: place)
    }
    guard left.kind == right.kind || left.kind == .null || right.kind == .null else {
      let hint = left.kind == .text && right.kind == .number ? "; texts stand in single quotes" : ""
      throw error(
        "'\(comparison.rawValue)' can't compare \(left.kind.rawValue) with \(right.kind.rawValue)\(hint)",
        at: place)
    }
    guard left.kind != .condition || comparison == .equal || comparison == .notEqual else {
      throw error("a condition is only compared by 'eq' and 'ne'", at: place)
    }
  }

  private mutating func readOperand(depth: Int) throws(QueryTextError) -> FilterExpression {
    let start = position
    let current = token
    index += 1
    switch current {
    case .text(let text): return .text(text)
    case .number(let number): return .number(number)
    case .word("true"): return .bool(true)
    case .word("false"): return .bool(false)
    case .word("null"): return .null
    case .open:
      let inner = try readOr(depth: depth + 1)
      guard take(.close) else { throw error("expected ')' instead of \(token.shown)") }
      return inner
    case .word(let word):
      if token == .open { return try readFunction(word, at: start, depth: depth) }
      guard let field = RateField.allCases.first(where: { $0.name == word }) else {
        throw error("there is no field '\(word)'", at: start)
      }
      return .field(field)
    case .close, .comma, .end:
      index -= 1
      throw error("expected a field, a value or '(' instead of \(current.shown)")
    }
  }

  private mutating func readFunction(
    _ word: String, at start: Int, depth: Int
  ) throws(QueryTextError) -> FilterExpression {
    guard let test = StorePredicate.TextTest(rawValue: word) else {
      throw error("there is no function '\(word)'; there are startswith, endswith and contains", at: start)
    }
    index += 1
    let first = try readText(of: word, depth: depth)
    guard take(.comma) else { throw error("expected ',' instead of \(token.shown)") }
    let second = try readText(of: word, depth: depth)
    guard take(.close) else { throw error("expected ')' instead of \(token.shown)") }
    guard !first.isLiteral || !second.isLiteral else {
      throw error("one argument of '\(word)' must be a field", at: start)
    }
    return .test(test, first, second)
  }

  private mutating func readText(of word: String, depth: Int) throws(QueryTextError) -> FilterExpression {
    let place = position
    let argument = try readOperand(depth: depth + 1)
    guard argument.kind == .text else {
      throw error("'\(word)' takes texts, this is \(argument.kind.rawValue)", at: place)
    }
    return argument
  }
}
