import RateQL

/// Reads a filter: comparisons and functions, joined by `or`, more tightly by `and`, most tightly by `not`.
struct FilterReader {
  private var tokens: FilterTokens
  private let quirks: Set<Quirk>
  private var depth = 0

  private static let deepest = 50

  static func read(_ text: String, _ quirks: Set<Quirk>) throws(Refusal) -> Condition {
    var reader = FilterReader(tokens: try FilterTokens(text, option: "filter"), quirks: quirks)
    let condition = try reader.alternatives()
    guard reader.tokens.current == nil else { throw reader.fault("something follows the filter's end") }
    return quirks.contains(.filterReadsFirstOnly) ? condition.first : condition
  }

  private init(tokens: FilterTokens, quirks: Set<Quirk>) {
    self.tokens = tokens
    self.quirks = quirks
  }

  private func fault(_ message: String) -> Refusal { .invalid(message, "filter") }

  private func permit(_ word: String) throws(Refusal) {
    guard let quirk = Quirk.refusing(word), quirks.contains(quirk) else { return }
    throw fault("`\(word)` is not supported")
  }

  private mutating func alternatives() throws(Refusal) -> Condition {
    var parts = [try conjunction()]
    while tokens.take(.word("or")) {
      try permit("or")
      parts.append(try conjunction())
    }
    return parts.count == 1 ? parts[0] : .any(parts)
  }

  private mutating func conjunction() throws(Refusal) -> Condition {
    var parts = [try operand()]
    while tokens.take(.word("and")) {
      try permit("and")
      parts.append(try operand())
    }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private mutating func operand() throws(Refusal) -> Condition {
    depth += 1
    defer { depth -= 1 }
    guard depth < FilterReader.deepest else { throw fault("it is nested too deeply") }
    if tokens.take(.word("not")) { return .not(try operand()) }
    if tokens.take(.open) {
      try permit("(")
      let inner = try alternatives()
      guard tokens.take(.close) else { throw fault("a bracket is not closed") }
      return inner
    }
    if case .word(let word)? = tokens.current, let function = Condition.Function(rawValue: word) {
      try permit(word)
      tokens.advance()
      return try arguments(of: function)
    }
    return try comparison()
  }

  private mutating func arguments(of function: Condition.Function) throws(Refusal) -> Condition {
    guard tokens.take(.open) else { throw fault("a bracket is missing after \(function.rawValue)") }
    let field = try tokens.field("filter")
    guard field.isText else { throw fault("\(field.name) is no text") }
    guard tokens.take(.comma), case .text(let text)? = tokens.current else {
      throw fault("\(function.rawValue) needs a text in quotes")
    }
    tokens.advance()
    guard tokens.take(.close) else { throw fault("a bracket is not closed") }
    return .function(function, field, text)
  }

  private mutating func comparison() throws(Refusal) -> Condition {
    let field = try tokens.field("filter")
    guard case .word(let word)? = tokens.current, let comparison = Condition.Comparison(rawValue: word) else {
      throw fault("an operator is missing after \(field.name)")
    }
    try permit(word)
    tokens.advance()
    let literal: Condition.Literal
    switch tokens.current {
    case .word("null"): literal = .null
    case .text(let text) where field.isText: literal = .text(text)
    case .number(let number) where !field.isText: literal = .number(number)
    default: throw fault("\(field.name) can't be compared with that")
    }
    tokens.advance()
    return .comparison(field, comparison, literal)
  }
}

extension RateField {
  /// Whether a filter compares it with a text in quotes.
  var isText: Bool { fractionDigits == nil }
}
