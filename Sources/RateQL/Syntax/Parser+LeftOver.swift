/// What to do about something that is left over, told from the words around it.
extension Parser {
  private static let gap =
    "an operator, a comma or `|` is missing before it, or it belongs on a line of its own"

  var leftOverHint: String? {
    if let only = bareStage {
      return "`\(only.rawValue)` stands alone: what it takes is chosen before it, with `where`"
    }
    if statementWord == .billing, stageWord == nil {
      return "settings are changed by `billing set enabled = true`"
    }
    switch token.kind {
    case .symbol(let symbol): return symbolHint(symbol)
    case .word(let word): return wordHint(word, word.lowercased())
    case .string where stageWord == nil && statementWord == .assert: return "put a comma before the message"
    default: return gapHint
    }
  }

  /// The stage that has no operand and stands before this.
  private var bareStage: Keyword? {
    guard let word = stageWord, word == .delete || word == .pin, index - 1 == stageStart else { return nil }
    if word == .pin, let next = token.keyword, next.role == .stage { return nil }
    return token.isSymbol(.comma) || token.isSymbol(.closeParenthesis) ? nil : word
  }

  private func symbolHint(_ symbol: Symbol) -> String? {
    switch symbol {
    case .closeParenthesis: openBracket == .openBracket ? "`[` is closed by `]`" : "it has no `(`"
    case .closeBracket: openBracket == .openParenthesis ? "`(` is closed by `)`" : "it has no `[`"
    case .closeBrace: "it has no `{`"
    case .openBracket: "single rows are chosen by `sort`, `skip` and `take`"
    case .comma: commaHint
    case .dot: dotHint
    case .minus where following.isSymbol(.minus) && following.touchesPrevious: "a comment starts with `#`"
    case .divide where following.touchesPrevious: "a comment starts with `#`"
    case .greater where following.keyword?.role == .stage: "stages are joined by `|`"
    case .assign where previous?.kind == .symbol(.assign): "values are compared with one `=`"
    default: Parser.gap
    }
  }

  private var commaHint: String {
    guard let stageWord else { return "a comma parts the items of a list, and there is none here" }
    if let list = bareList { return "a list stands in square brackets: `in [\(list)]`" }
    switch stageWord {
    case .where: return "conditions are joined by `and` or `or`"
    case .take, .skip, .search, .match: return "`\(stageWord.rawValue)` takes one value"
    default: return "a comma parts the items of a list, and there is none here"
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
      if case .number = previous?.kind, let range = rangeHint { return range }
      if case .number = previous?.kind {
        return "write `\(source.text(previous?.span ?? token.span)).0`, or no point"
      }
      return Parser.gap
    }
    let left = source.text(previous.span)
    let name = word.lowercased()
    if let stage = following.keyword, stage.role == .stage, stage != .match || previous.keyword == .rates {
      return "stages are joined by `|`: `\(left) | \(stage.rawValue) …`"
    }
    if name == "count" || (previous.keyword == .rates && Habits.functions[name] == "len") {
      return "rows are counted by `count(\(left))`"
    }
    if previous.keyword == .rates { return "columns are named alone: `\(word)`" }
    if Habits.functions[name] == "len" || name == "len" { return "write `len(\(left))`" }
    if let test = following.keyword.map(\.rawValue) ?? Habits.comparisons[name] {
      return "it stands between its operands: `\(left) \(test) \(firstArgument(after: index + 2))`"
    }
    if isMethodCall {
      return "write `\(word)(\(left))`"
    }
    return "a column is named alone: `\(word)`"
  }

  /// `prefix.startswith("44")`, `prefix.len()`: at the point, a word with a bracket follows.
  var isMethodCall: Bool {
    guard case .word = following.kind, let next = tokens[safe: index + 2] else { return false }
    return next.isSymbol(.openParenthesis) && next.touchesPrevious
  }

  /// What stands behind the bracket at a place, up to its end.
  private func firstArgument(after place: Int) -> String {
    guard place + 1 < tokens.count, tokens[place].isSymbol(.openParenthesis) else { return "…" }
    switch tokens[place + 1].kind {
    case .newline, .end, .symbol: return "…"
    default: return source.text(tokens[place + 1].span)
    }
  }

  private func wordHint(_ written: String, _ word: String) -> String? {
    if let keyword = token.keyword, keyword.role == .stage {
      return "stages are joined by `|`: `| \(keyword.rawValue) …`"
    }
    if case .number = previous?.kind, let hint = unitHint(word) { return hint }
    switch word {
    case "descending": return "write `desc`"
    case "ascending": return "write `asc`, or nothing"
    case "group" where stageWord == .summarize: return "groups follow `by` alone: `summarize … by type`"
    case "per",
      "for" where stageWord == .summarize:
      return "groups follow `by`: `summarize … by type`"
    case "as":
      let tick = namedBehind.hasPrefix("`") ? "" : "`"
      return "a name stands before its value: \(tick)\(namedBehind) = \(itemText ?? "VALUE")\(tick)"
    case "when" where previousText?.lowercased() == "case":
      return "write `if CONDITION then VALUE else VALUE`"
    case "from": return "a query starts with its source: `rates | …`"
    default: break
    }
    if stageWord == .summarize, previous?.keyword == .by {
      return index >= 2 && tokens[index - 2].isSymbol(.comma)
        ? "no comma stands before `by`" : "say first what is worked out: `summarize count() by \(written)`"
    }
    if let order = previous?.keyword, order == .desc || order == .asc, RateField(name: word) != nil {
      return "`\(order.rawValue)` follows what it sorts: `\(written) \(order.rawValue)`"
    }
    if token.keyword == nil, let meant = Habits.stages[word], openBracket == nil, stageWord != .sort {
      return "stages are joined by `|`: `\(rewrittenStage(word, as: meant))`"
    }
    return gapHint
  }

  /// A unit behind a number.
  private func unitHint(_ word: String) -> String? {
    let number = previousText ?? "5"
    switch word {
    case "eur", "euro", "euros", "usd", "dollar", "dollars", "gbp", "chf", "cent", "cents", "ct", "pence",
      "p":
      return "prices are written as plain numbers, without their currency: `0.05`"
    case "percent", "pct": return "write `\(number)%`"
    case "s", "sec", "secs", "second", "seconds": return "a duration touches its unit: `\(number)s`"
    case "m", "min", "mins", "minute", "minutes": return "a duration touches its unit: `\(number)m`"
    case "h", "hour", "hours": return "a duration touches its unit: `\(number)h`"
    default: return nil
    }
  }

  /// Two values stand side by side.
  private var gapHint: String {
    switch openBracket {
    case .openBracket: return "put a comma between the two"
    case .openParenthesis where isCall && previous?.keyword == .distinct:
      return
        "what differs is counted in two steps: `… | distinct \(source.text(token.span)) | summarize count()`"
    case .openParenthesis where isCall: return "put a comma between the two"
    default: break
    }
    let written = source.text(token.span)
    if let previous, case .word(let name) = previous.kind, previous.keyword == nil,
      RateField(name: name) == nil, SymbolKind.lookup(name) == nil, index - 1 != stageStart,
      token.keyword == .rates || RateField(name: written) != nil
    {
      return "what a function is given stands in brackets: `\(name)(\(written))`"
    }
    return startsItem ? "put a comma between the two" : Parser.gap
  }

  /// Another item of the list that the stage is given.
  private var startsItem: Bool {
    switch stageWord {
    case .set, .extend:
      switch following.kind {
      case .symbol(.assign), .symbol(.addAssign), .symbol(.subtractAssign), .symbol(.multiplyAssign),
        .symbol(.divideAssign):
        true
      default: false
      }
    case .select, .distinct, .summarize, .sort:
      RateField(name: source.text(token.span)) != nil || following.isSymbol(.openParenthesis)
        || following.isSymbol(.assign)
    default: false
    }
  }

  /// The bracket that is open here; nil where none is.
  private var openBracket: Symbol? {
    openPlace.flatMap { place in
      if case .symbol(let symbol) = tokens[place].kind { symbol } else { nil }
    }
  }

  /// Whether the bracket that is open here belongs to a function.
  private var isCall: Bool {
    guard let place = openPlace, let before = tokens[safe: place - 1], case .word = before.kind else {
      return false
    }
    return !(before.keyword?.isReservedInExpressions ?? false)
  }

  private var openPlace: Int? {
    var closed = 0
    var place = index - 1
    while place >= 0, tokens[place].kind != .newline {
      switch tokens[place].kind {
      case .symbol(.closeParenthesis), .symbol(.closeBracket): closed += 1
      case .symbol(.openParenthesis), .symbol(.openBracket):
        if closed == 0 { return place }
        closed -= 1
      default: break
      }
      place -= 1
    }
    return nil
  }
}
