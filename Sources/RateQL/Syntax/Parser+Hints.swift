/// What to do next, told from the words around the place where parsing stopped.
extension Parser {
  // MARK: Something is left over

  var leftOverHint: String? {
    switch token.kind {
    case .symbol(let symbol): symbolHint(symbol)
    case .word(let word): wordHint(word.lowercased())
    case .string where stageWord == nil && statementWord == .assert: "put a comma before the message"
    default: gapHint
    }
  }

  private func symbolHint(_ symbol: Symbol) -> String? {
    switch symbol {
    case .closeParenthesis: "it has no `(`"
    case .closeBracket: "it has no `[`"
    case .closeBrace: "it has no `{`"
    case .comma: commaHint
    case .dot: dotHint
    case .minus where following.isSymbol(.minus) && following.touchesPrevious: "a comment starts with `#`"
    case .greater where following.keyword?.role == .stage: "stages are joined by `|`"
    case .assign where previous?.kind == .symbol(.assign): "values are compared with one `=`"
    default: "a statement ends with its line or `;`"
    }
  }

  private var commaHint: String {
    guard let stageWord else { return "a statement ends with its line or `;`" }
    if let list = bareList { return "a list stands in square brackets: `in [\(list)]`" }
    switch stageWord {
    case .where: return "conditions are joined by `and` or `or`"
    case .take, .skip, .search, .match: return "`\(stageWord.rawValue)` takes one value"
    default: return "a statement ends with its line or `;`"
    }
  }

  /// The values after an `in` that has no bracket.
  private var bareList: String? {
    guard index >= 2, tokens[index - 2].keyword == .in else { return nil }
    let end = tokens[index...].prefix { token in
      switch token.kind {
      case .newline, .end, .symbol(.pipe), .symbol(.semicolon), .symbol(.closeParenthesis): false
      default: token.keyword?.role != .operator
      }
    }
    return source.text(Span(tokens[index - 1].span.start, end.last?.span.end ?? token.span.end))
  }

  private var dotHint: String {
    guard let previous, case .word(let word) = following.kind else {
      if case .number = previous?.kind {
        return "write `\(source.text(previous?.span ?? token.span)).0`, or no point"
      }
      return "a statement ends with its line or `;`"
    }
    let left = source.text(previous.span)
    let name = word.lowercased()
    if name == "count" || (previous.keyword == .rates && Habits.functions[name] == "len") {
      return "rows are counted by `count(\(left))`"
    }
    if previous.keyword == .rates { return "columns are named alone: `\(word)`" }
    if Habits.functions[name] == "len" || name == "len" { return "write `len(\(left))`" }
    if let test = following.keyword.map(\.rawValue) ?? Habits.comparisons[name] {
      return "it stands between its operands: `\(left) \(test) \(firstArgument(after: index + 2))`"
    }
    if let next = tokens[safe: index + 2], next.isSymbol(.openParenthesis), next.touchesPrevious {
      return "write `\(word)(\(left))`"
    }
    return "a column is named alone: `\(word)`"
  }

  /// What stands behind the bracket at a place, up to its end.
  private func firstArgument(after place: Int) -> String {
    guard place + 1 < tokens.count, tokens[place].isSymbol(.openParenthesis) else { return "…" }
    switch tokens[place + 1].kind {
    case .newline, .end, .symbol: return "…"
    default: return source.text(tokens[place + 1].span)
    }
  }

  private func wordHint(_ word: String) -> String? {
    if let keyword = token.keyword, keyword.role == .stage {
      return "stages are joined by `|`: `| \(keyword.rawValue) …`"
    }
    switch word {
    case "descending": return "write `desc`"
    case "ascending": return "write `asc`, or nothing"
    case "group" where stageWord == .summarize: return "groups follow `by` alone: `summarize … by type`"
    case "as": return "a name stands before its value: `NAME = \(previousText ?? "VALUE")`"
    case "from": return "a query starts with its source: `rates | …`"
    case "on": return "stages are joined by `|`"
    default: break
    }
    if previous?.keyword == .desc || previous?.keyword == .asc {
      return "`\(previousText ?? "desc")` follows what it sorts: `\(source.text(token.span)) desc`"
    }
    if token.keyword == nil, let meant = Habits.stages[word], stageWord != .sort {
      return "stages are joined by `|`: `\(rewrittenStage(word, as: meant))`"
    }
    return gapHint
  }

  /// Two values stand side by side.
  private var gapHint: String {
    if let previous, case .word(let name) = previous.kind, previous.keyword == nil,
      RateField(name: name) == nil, index - 1 != stageStart, case .word = token.kind
    {
      return "what a function is given stands in brackets: `\(name)(\(source.text(token.span)))`"
    }
    switch stageWord {
    case .select, .distinct, .extend, .summarize, .set, .sort: return "put a comma between the two"
    default: return "a statement ends with its line or `;`"
    }
  }

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
    case .word(let word) where previous.keyword?.role == .operator: return "a value has to follow `\(word)`"
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

  private var previousText: String? { previous.map { source.text($0.span) } }

  /// The first token of the statement.
  private var statementStart: Int {
    var place = index
    while place > 0, tokens[place - 1].kind != .newline, !tokens[place - 1].isSymbol(.semicolon) {
      place -= 1
    }
    return place
  }

  private var statementWord: Keyword? { tokens[safe: statementStart]?.keyword }

  /// The word of the stage that this token stands in, outside of brackets; nil before the first `|`.
  private var stageStart: Int? {
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

  private var stageWord: Keyword? { stageStart.flatMap { tokens[safe: $0]?.keyword } }
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
