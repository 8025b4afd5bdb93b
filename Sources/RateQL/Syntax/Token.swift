/// A piece of source text with its meaning.
package struct Token: Sendable, Hashable {
  package let kind: TokenKind
  package var span: Span
  /// No white space stands between it and the token before.
  package var touchesPrevious = false
  /// The keyword that a word is; looked up once, asked for often.
  package let keyword: Keyword?

  package init(kind: TokenKind, span: Span) {
    self.kind = kind
    self.span = span
    if case .word(let word) = kind { keyword = Keyword(word: word) } else { keyword = nil }
  }
}

package enum TokenKind: Sendable, Hashable {
  case word(String)
  /// A name in backticks.
  case quotedName(String)
  case number(ExactDecimal)
  /// As its fraction: `5%` is 0.05.
  case percent(ExactDecimal)
  /// In seconds.
  case duration(ExactDecimal)
  case date(CalendarDate)
  case string([StringPiece])
  case regex(String)
  case symbol(Symbol)
  case newline
  case end
  /// What could not be read; already reported.
  case invalid
}

/// A part of a double-quoted string: literal text, or the tokens between braces.
package enum StringPiece: Sendable, Hashable {
  case text(String)
  case tokens([Token])
}

package enum Symbol: String, Sendable, Hashable, CaseIterable {
  case pipe = "|"
  case semicolon = ";"
  case comma = ","
  case openParenthesis = "("
  case closeParenthesis = ")"
  case openBracket = "["
  case closeBracket = "]"
  case openBrace = "{"
  case closeBrace = "}"
  case colon = ":"
  case dot = "."
  case assign = "="
  case equal = "=="
  case notEqual = "!="
  case sqlNotEqual = "<>"
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case matches = "~"
  case matchesNot = "!~"
  case plus = "+"
  case minus = "-"
  case times = "*"
  case divide = "/"
  case addAssign = "+="
  case subtractAssign = "-="
  case multiplyAssign = "*="
  case divideAssign = "/="

  private static let single: [Symbol?] = {
    var table: [Symbol?] = Array(repeating: nil, count: 128)
    for symbol in allCases where symbol.rawValue.utf8.count == 1 {
      table[Int(symbol.rawValue.utf8.first ?? 0)] = symbol
    }
    return table
  }()

  private static let double: [(first: UInt8, second: UInt8, symbol: Symbol)] = allCases.compactMap { symbol in
    let bytes = Array(symbol.rawValue.utf8)
    return bytes.count == 2 ? (bytes[0], bytes[1], symbol) : nil
  }

  /// The longest symbol that starts with these bytes.
  package init?(_ first: UInt8, _ second: UInt8?) {
    let found = Symbol.double.first { $0.first == first && $0.second == second }?.symbol
    guard let symbol = found ?? (first < 128 ? Symbol.single[Int(first)] : nil) else { return nil }
    self = symbol
  }

  package var length: Int { rawValue.utf8.count }

  /// An operand has to follow: a line break after it does not end the statement, and `/` opens a
  /// regular expression.
  package var awaitsOperand: Bool {
    switch self {
    case .closeParenthesis, .closeBracket, .closeBrace, .semicolon, .dot: false
    default: true
    }
  }

  package var continuesLine: Bool {
    switch self {
    case .openParenthesis, .openBracket, .openBrace, .colon: false
    default: awaitsOperand
    }
  }
}

extension Token {
  /// How messages name it.
  package var display: String {
    switch kind {
    case .word(let word): "`\(word)`"
    case .quotedName(let name): "`\(name)`"
    case .number(let value): "`\(value)`"
    case .percent(let value): "`\(Percent.text(value))`"
    case .duration(let value): "`\(Seconds.text(value))`"
    case .date(let value): "`\(value)`"
    case .string: "a string"
    case .regex: "a regular expression"
    case .symbol(let symbol): "`\(symbol.rawValue)`"
    case .newline: "the end of the line"
    case .end: "the end"
    case .invalid: "this"
    }
  }

  package func isSymbol(_ symbol: Symbol) -> Bool {
    if case .symbol(let own) = kind { return own == symbol }
    return false
  }
}
