import RateQL

/// The tokens and comments of a program, one a line: `1:9  word where`.
enum TokenListing {
  static func of(_ source: Source) -> String {
    var lexed = Lexer.lex(source)
    StatementLines.join(&lexed.tokens)
    var lines = lexed.tokens.map { (place: $0.span.start, text: text($0)) }
    lines += lexed.comments.map { (place: $0.start, text: "comment \(source.text($0))") }
    return lines.sorted { $0.place < $1.place }.map { line in
      let place = "\(source.line(at: line.place)):\(source.column(at: line.place))"
      return place.padding(to: 7) + line.text + "\n"
    }.joined()
  }

  static func text(_ token: Token) -> String {
    switch token.kind {
    case .word(let word): "\(token.keyword?.role.rawValue ?? "name") \(word)"
    case .quotedName(let name): "name `\(name)`"
    case .number(let value): "number \(value)"
    case .percent(let value): "percent \(Percent.text(value))"
    case .duration(let value): "duration \(Seconds.text(value))"
    case .date(let value): "date \(value)"
    case .string(let pieces): "string " + pieces.map(text).joined(separator: " ")
    case .regex(let pattern): "regex \(pattern)"
    case .symbol(let symbol): "symbol \(symbol.rawValue)"
    case .newline: "newline"
    case .end: "end"
    case .invalid: "invalid"
    }
  }

  private static func text(_ piece: StringPiece) -> String {
    switch piece {
    case .text(let text): TreeText.quoted(text)
    case .tokens(let tokens): "{" + tokens.dropLast().map(text).joined(separator: ", ") + "}"
    }
  }
}

extension String {
  func padding(to width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}
