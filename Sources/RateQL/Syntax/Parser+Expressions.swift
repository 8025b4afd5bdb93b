extension Parser {
  mutating func parseExpression() throws(ParseStop) -> Expression {
    try nested { parser throws(ParseStop) in
      if parser.token.keyword == .if { return try parser.parseConditional() }
      return try parser.parseOr()
    }
  }

  private mutating func parseConditional() throws(ParseStop) -> Expression {
    let start = token.span.start
    advance()
    let condition = try parseExpression()
    guard take(.then) else { throw fail(.expected("`then`", found: token)) }
    let yes = try parseExpression()
    guard take(.else) else {
      throw fail(.expected("`else`", found: token, hint: "`if … then …` needs its `else …`"))
    }
    let no = try parseExpression()
    return try node(.conditional(condition, then: yes, else: no), from: start, over: [condition, yes, no])
  }

  private mutating func parseOr() throws(ParseStop) -> Expression {
    let start = token.span.start
    var left = try parseAnd()
    while take(.or) {
      let right = try parseAnd()
      left = try node(.binary(.or, left, right), from: start, over: [left, right])
    }
    return left
  }

  private mutating func parseAnd() throws(ParseStop) -> Expression {
    let start = token.span.start
    var left = try parseNot()
    while take(.and) {
      let right = try parseNot()
      left = try node(.binary(.and, left, right), from: start, over: [left, right])
    }
    return left
  }

  private mutating func parseNot() throws(ParseStop) -> Expression {
    guard token.keyword == .not else { return try parseComparison() }
    return try nested { parser throws(ParseStop) in
      let start = parser.token.span.start
      parser.advance()
      let operand = try parser.parseNot()
      return try parser.node(.not(operand), from: start, over: [operand])
    }
  }

  private mutating func parseComparison() throws(ParseStop) -> Expression {
    let start = token.span.start
    let left = try parseSum()
    guard let result = try parseComparison(of: left, from: start) else { return left }
    if comparisonFollows { throw fail(.chainedComparison(at: token.span)) }
    return result
  }

  private var comparisonFollows: Bool {
    switch token.kind {
    case .symbol(let symbol): symbol.comparison != nil
    case .word:
      switch token.keyword {
      case .in, .between, .startswith, .endswith, .contains, .covers, .is: true
      default: false
      }
    default: false
    }
  }

  /// The comparison that starts at the operator here; nil where none does.
  private mutating func parseComparison(
    of left: Expression, from start: Int
  ) throws(ParseStop) -> Expression? {
    if let habit = sqlOperator(after: left) { throw fail(habit) }
    if case .symbol(let symbol) = token.kind, let comparison = symbol.comparison {
      advance()
      let right = try parseSum()
      return try node(.binary(comparison, left, right), from: start, over: [left, right])
    }
    let negated = token.keyword == .not && followingNegates
    if negated { advance() }
    guard let keyword = token.keyword else { return nil }
    switch keyword {
    case .startswith, .endswith, .contains, .covers:
      guard let comparison = BinaryOperator(rawValue: keyword.rawValue) else { return nil }
      advance()
      let right = try parseSum()
      let result = try node(.binary(comparison, left, right), from: start, over: [left, right])
      return negated ? try node(.not(result), from: start, over: [result]) : result
    case .in:
      advance()
      let list = try parseSum()
      return try node(.membership(left, in: list, negated: negated), from: start, over: [left, list])
    case .between:
      advance()
      let low = try parseSum()
      guard take(.and) else {
        throw fail(.expected("`and`", found: token, hint: "write `x between 1 and 5`"))
      }
      let high = try parseSum()
      return try node(
        .between(left, low: low, high: high, negated: negated), from: start, over: [left, low, high])
    case .is:
      advance()
      let negated = take(.not)
      guard take(.null) else {
        throw fail(.expected("`null`", found: token, hint: nullHint(left, negated: negated)))
      }
      return try node(.isNull(left, negated: negated), from: start, over: [left])
    default:
      return nil
    }
  }

  /// `not in`, `not between`, `not startswith` …
  private var followingNegates: Bool {
    switch following.keyword {
    case .in, .between, .startswith, .endswith, .contains, .covers: true
    default: false
    }
  }

  private mutating func parseSum() throws(ParseStop) -> Expression {
    let start = token.span.start
    var left = try parseProduct()
    while true {
      let operation: BinaryOperator
      switch token.kind {
      case .symbol(.plus): operation = .add
      case .symbol(.minus): operation = .subtract
      default: return left
      }
      advance()
      let right = try parseProduct()
      left = try node(.binary(operation, left, right), from: start, over: [left, right])
    }
  }

  private mutating func parseProduct() throws(ParseStop) -> Expression {
    let start = token.span.start
    var left = try parseUnary()
    while true {
      let operation: BinaryOperator
      switch token.kind {
      case .symbol(.times): operation = .multiply
      case .symbol(.divide): operation = .divide
      case .word where token.keyword == .mod: operation = .mod
      default: return left
      }
      advance()
      let right = try parseUnary()
      left = try node(.binary(operation, left, right), from: start, over: [left, right])
    }
  }

  private mutating func parseUnary() throws(ParseStop) -> Expression {
    guard token.isSymbol(.minus) else { return try parsePrimary() }
    return try nested { parser throws(ParseStop) in
      let start = parser.token.span.start
      parser.advance()
      let operand = try parser.parseUnary()
      return try parser.node(.negate(operand), from: start, over: [operand])
    }
  }
}

extension Symbol {
  /// The comparison that it stands for between two values.
  fileprivate var comparison: BinaryOperator? {
    switch self {
    case .assign, .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    case .matches: .matches
    case .matchesNot: .matchesNot
    default: nil
    }
  }
}
