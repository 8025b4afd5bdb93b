/// What to do next, told from the words around the place where parsing stopped.
extension Parser {
  // MARK: A value is missing

  /// What may be meant where a value is due.
  var operandHint: String? {
    if let keyword = token.keyword {
      switch keyword {
      case .and, .or: return "`\(keyword.rawValue)` stands between two conditions"
      case .startswith, .endswith, .contains, .covers:
        return "it stands between its operands: `prefix \(keyword.rawValue) \"44\"`"
      case .in: return "it stands between a value and a list: `type in [MOBILE, LOCAL]`"
      case .between: return "it stands behind its value: `price_n between 0.01 and 0.02`"
      case .is: return "it stands behind its value: `description is null`"
      case _ where keyword.isReservedInExpressions: return "`\(keyword.rawValue)` is a word of the language"
      default: break
      }
    }
    switch token.kind {
    case .symbol(.dot):
      if case .number = following.kind, following.touchesPrevious {
        return "write `0.\(source.text(following.span))`"
      }
      return nil
    case .symbol(.plus):
      guard case .number = following.kind, following.touchesPrevious else {
        return "a value stands on both sides of `+`"
      }
      let number = source.text(following.span)
      return
        "write `\(number)` without the sign; a text, such as a called number, stands in quotes: \"+\(number)\""
    case .symbol(.openBrace): return openingHint ?? "a list stands in square brackets: `[…]`"
    case .symbol(.comma) where previous?.isSymbol(.comma) == true:
      return "a value is missing between the commas"
    case .symbol(.times) where previous?.isSymbol(.times) == true: return "there are no powers: multiply"
    case .symbol(.assign) where previous?.kind == .symbol(.greaterOrEqual): return "`>=` is one operator"
    default: return openingHint ?? danglingHint
    }
  }

  /// Right behind the word that opens a stage or statement: how it is written.
  private var openingHint: String? {
    guard let help = previous?.keyword?.help, index - 1 == stageStart ?? statementStart else { return nil }
    return help.example.contains("\n") ? "write `\(help.syntax)`" : "for example `\(help.example)`"
  }

  /// The text ends behind an operator.
  private var danglingHint: String? {
    guard let previous, endsHere else { return nil }
    switch previous.kind {
    case .symbol(let symbol) where symbol.continuesLine: return "a value has to follow `\(symbol.rawValue)`"
    case .word(let word) where previous.keyword?.role == .operator || previous.keyword == .by:
      return "a value has to follow `\(word)`"
    default: return nil
    }
  }

  private var endsHere: Bool {
    switch token.kind {
    case .newline, .end, .symbol(.pipe), .symbol(.semicolon), .symbol(.closeParenthesis): true
    default: false
    }
  }

  // MARK: An assignment is none

  /// What may be meant where `=` is due after a name.
  func assignmentHint(_ target: Name) -> String {
    let name = target.text
    let next = following.kind == .newline || following.kind == .end ? "…" : source.text(following.span)
    switch token.kind {
    case .symbol(.plus), .symbol(.minus), .symbol(.times), .symbol(.divide):
      if statementWord != .create, stageWord == .set {
        return "write `\(name) \(symbolText)= \(next)`"
      }
      return "the name comes first: `NAME = \(name) \(symbolText) …`"
    case .symbol(.equal): return "`=` gives a value: `\(name) = \(next)`"
    case .symbol(.colon): return "write `\(name) = \(next)`"
    case .word("to"), .word("TO"): return "write `\(name) = \(next)`"
    case .word("by"), .word("BY"): return "write `\(name) += \(next)`"
    case .word("as"), .word("AS"): return "the name comes first: `\(next) = \(name)`"
    case .word where statementWord == .create && stageWord == nil:
      return "`create` is followed by the fields: `create prefix = \"4479\", …`"
    case .symbol(.comma), .newline, .end: return "give it a value: `\(name) = …`"
    case .number, .percent, .duration, .string, .word: return "write `\(name) = \(source.text(token.span))`"
    default: return "for example `price_n += 5%`"
    }
  }

  /// After `is` stands only `null`.
  func nullHint(_ left: Expression, negated: Bool) -> String {
    let operand = source.text(left.span)
    guard case .word(let word) = token.kind, ["empty", "blank"].contains(word.lowercased()) else {
      return "write `\(operand) \(negated ? "!=" : "=") \(source.text(token.span))`"
    }
    return negated
      ? "write `\(operand) != \"\"`, which null is not either"
      : "write `coalesce(\(operand), \"\") = \"\"`"
  }

  // MARK: Where we are

  private var symbolText: String {
    if case .symbol(let symbol) = token.kind { symbol.rawValue } else { source.text(token.span) }
  }

  var previous: Token? { index > 0 && index <= tokens.count ? tokens[index - 1] : nil }

  var previousText: String? { previous.map { source.text($0.span) } }

  /// The first token of the statement.
  private var statementStart: Int {
    var place = index
    while place > 0, tokens[place - 1].kind != .newline, !tokens[place - 1].isSymbol(.semicolon) {
      place -= 1
    }
    return place
  }

  var statementWord: Keyword? { tokens[safe: statementStart]?.keyword }

  /// The word of the stage that this token stands in, outside of brackets; nil before the first `|`.
  var stageStart: Int? {
    var open = 0
    var place = index - 1
    let start = statementStart
    while place >= start {
      switch tokens[place].kind {
      case .symbol(.closeParenthesis), .symbol(.closeBracket): open += 1
      case .symbol(.openParenthesis), .symbol(.openBracket):
        guard open > 0 else { return nil }
        open -= 1
      case .symbol(.pipe) where open == 0: return place + 1
      default: break
      }
      place -= 1
    }
    return nil
  }

  /// The query as far as the stage that this token stands in.
  var queryBeforeStage: String {
    guard let stageStart, stageStart >= 2 else { return "rates | where …" }
    var start = statementStart
    // Behind `let NAME =`, and inside of brackets.
    for place in start..<(stageStart - 1)
    where tokens[place].isSymbol(.assign) || tokens[place].isSymbol(.openParenthesis) {
      start = place + 1
    }
    guard start <= stageStart - 2 else { return "rates | where …" }
    return source.text(Span(tokens[start].span.start, tokens[stageStart - 2].span.end))
  }

  var stageWord: Keyword? { stageStart.flatMap { tokens[safe: $0]?.keyword } }
}

extension Parser {
  /// What went wrong, told better where the tokens around show more than the parser asked about.
  func sharper(_ diagnostic: Diagnostic) -> Diagnostic {
    commaInNumber ?? quoteInString ?? diagnostic
  }

  /// `0,05`: two numbers with a comma and no blank between.
  private var commaInNumber: Diagnostic? {
    let comma = token.isSymbol(.comma) ? index : index - 1
    guard comma > 0, comma + 1 < tokens.count, tokens[comma].isSymbol(.comma), tokens[comma].touchesPrevious,
      tokens[comma + 1].touchesPrevious
    else { return nil }
    var end = tokens[comma + 1].span.end
    switch tokens[comma + 1].kind {
    case .number, .percent: break
    default: return nil
    }
    guard case .number = tokens[comma - 1].kind else { return nil }
    // `1,000,000`
    var groups = 1
    var last = comma + 1
    while last + 2 < tokens.count, tokens[last + 1].isSymbol(.comma), tokens[last + 1].touchesPrevious,
      tokens[last + 2].touchesPrevious, case .number = tokens[last + 2].kind
    {
      last += 2
      groups += 1
      end = tokens[last].span.end
    }
    let span = Span(tokens[comma - 1].span.start, end)
    let text = source.text(span)
    // `1.000,50` or `1,000.50`: the last of both is the decimal point.
    if text.contains("."), let comma = text.lastIndex(of: ","), let point = text.lastIndex(of: ".") {
      let bare = text.replacing(comma > point ? "." : ",", with: "")
      return .decimalComma(text, written: bare.replacing(",", with: "."), at: span)
    }
    let isThousands = groups > 1 || source.text(tokens[comma + 1].span).count == 3
    let written =
      isThousands && groups > 1
      ? text.replacing(",", with: "")
      : isThousands
        ? "\(text.replacing(",", with: ""))` or `\(text.replacing(",", with: "."))"
        : text.replacing(",", with: ".")
    return .decimalComma(text, written: written, at: span)
  }

  /// `'O'Neil'`: a word touches the end of a string.
  private var quoteInString: Diagnostic? {
    guard let previous, token.touchesPrevious, case .string = previous.kind, case .word = token.kind else {
      return nil
    }
    return .quoteInside(String(source.text(previous.span).prefix(1)), at: token.span)
  }
}
