extension Parser {
  /// Whether a query starts here: `rates`, or a name with a stage behind it.
  var startsQuery: Bool {
    switch token.kind {
    case .word:
      token.keyword == .rates || startsLoad
        || (!isReserved(token) && (following.isSymbol(.pipe) || calledQueryGoesOn))
    case .quotedName: following.isSymbol(.pipe)
    case .symbol(.openParenthesis): bracketGoesOn(from: index)
    default: false
    }
  }

  /// `load "FILE"`, or `load NAME`.
  private var startsLoad: Bool {
    guard token.keyword == .load else { return false }
    switch following.kind {
    case .string, .word, .quotedName, .symbol(.openParenthesis): return true
    default: return false
    }
  }

  /// `mobile("44") | …`: a call with a stage behind it.
  private var calledQueryGoesOn: Bool {
    following.isSymbol(.openParenthesis) && bracketGoesOn(from: index + 1)
  }

  private func isReserved(_ token: Token) -> Bool { token.keyword?.isReservedInExpressions ?? false }

  /// `(rates | …) | …`: a bracket that has a stage behind it.
  private func bracketGoesOn(from start: Int) -> Bool {
    var open = 0
    var position = start
    while position < tokens.count {
      if tokens[position].isSymbol(.openParenthesis) { open += 1 }
      if tokens[position].isSymbol(.closeParenthesis) {
        open -= 1
        if open == 0 { return position + 1 < tokens.count && tokens[position + 1].isSymbol(.pipe) }
      }
      if tokens[position].kind == .newline { return false }
      position += 1
    }
    return false
  }

  mutating func parseQuery(allowsEdit: Bool) throws(ParseStop) -> Query {
    try nested { parser throws(ParseStop) in
      let start = parser.token.span.start
      let source = try parser.parseQuerySource()
      var stages: [Stage] = []
      while parser.take(.pipe) {
        if let edit = stages.last, edit.kind.endsQuery {
          throw parser.fail(.stageAfterEdit(edit.keyword.text, at: parser.token.span))
        }
        let stage = try parser.parseStage()
        if stage.kind.endsQuery && !allowsEdit {
          throw parser.fail(.editInExpression(stage.keyword.text, at: stage.keyword.span))
        }
        stages.append(stage)
      }
      return Query(
        id: parser.newID(), span: Span(start, parser.previousEnd), source: source, stages: stages)
    }
  }

  mutating func parseQuerySource() throws(ParseStop) -> QuerySource {
    if token.isSymbol(.openParenthesis) {
      let open = token.span
      advance()
      let query = try parseQuery(allowsEdit: false)
      guard take(.closeParenthesis) else {
        throw failOpen("the bracket around the query", opener: "(", closer: ")", at: open)
      }
      return .nested(query)
    }
    if token.keyword == .rates {
      defer { advance() }
      return .rates(token.span)
    }
    let start = token.span.start
    if startsLoad {
      advance()
      let path = try parsePrimary()
      return .load(path, Span(start, previousEnd))
    }
    let name = try expectName("`rates`, `load \"FILE\"` or the name of a view")
    guard token.isSymbol(.openParenthesis) else { return .name(name) }
    let arguments = try parseArguments(of: name)
    return .call(name, arguments, Span(start, previousEnd))
  }

  private mutating func parseStage() throws(ParseStop) -> Stage {
    let start = token.span.start
    guard case .word(let word) = token.kind else {
      throw fail(.expected("a stage after `|`", found: token, hint: "such as `where`, `sort` or `take`"))
    }
    let keyword = Name(text: word.lowercased(), span: token.span)
    if let habit = sqlStage() { throw fail(habit) }
    guard let known = token.keyword, known.role == .stage else {
      throw fail(
        .unknownStage(
          word, at: token.span, nearest: Suggestion.nearest(to: word, among: Keyword.stageWords)))
    }
    advance()
    let kind = try parseStageKind(known)
    return Stage(id: newID(), span: Span(start, previousEnd), keyword: keyword, kind: kind)
  }

  private mutating func parseStageKind(_ keyword: Keyword) throws(ParseStop) -> StageKind {
    switch keyword {
    case .where: return .filter(try parseExpression())
    case .search: return .search(try parseExpression())
    case .take: return .take(try parseExpression())
    case .skip: return .skip(try parseExpression())
    case .sort: return .sort(try parseSortKeys())
    case .select: return .select(try parseSelectItems())
    case .extend: return .extend(try parseAssignments("a name for the new column"))
    case .distinct: return .distinct(stageEnds ? [] : try parseSelectItems())
    case .summarize:
      let values = try parseSummaries()
      return .summarize(values, by: take(.by) ? try parseSelectItems() : [])
    case .match: return .match(try parseExpression())
    case .join, .diff: return try parseTogether(keyword)
    case .snapshot: return .snapshot
    case .pin: return .pin
    case .save: return .save(try parsePrimary(), replacing: take(.replace))
    case .set: return .set(try parseAssignments("a field to set"))
    case .delete: return .delete
    case .insert: return .insert(defaults: try parseDefaults())
    case .upsert:
      let keys = try parseKeys("upsert")
      return .upsert(on: keys, defaults: try parseDefaults())
    case .sync:
      let scope = try parseOtherQuery("sync")
      let keys = try parseKeys("sync")
      return .sync(scope, on: keys, defaults: try parseDefaults())
    default: throw fail(.unknownStage(keyword.rawValue, at: token.span, nearest: nil))
    }
  }

  var stageEnds: Bool {
    switch token.kind {
    case .newline, .end, .symbol(.pipe), .symbol(.semicolon), .symbol(.comma), .symbol(.closeParenthesis),
      .symbol(.openBrace), .symbol(.closeBrace):
      true
    default: false
    }
  }

  private mutating func parseSortKeys() throws(ParseStop) -> [SortKey] {
    if token.keyword == .by {
      throw fail(
        .sqlHabit(
          "`sort` takes no `by`", at: token.span, rewritten: rewrittenStage("sort", as: .sort)))
    }
    var keys: [SortKey] = []
    repeat {
      let expression = try parseExpression()
      let descending = take(.desc)
      if !descending { _ = take(.asc) }
      keys.append(SortKey(expression: expression, descending: descending))
    } while take(.comma)
    return keys
  }

  /// `price_n, twice = price_n * 2, len(prefix)`: what has no name is called by its text.
  private mutating func parseSelectItems() throws(ParseStop) -> [SelectItem] {
    if token.isSymbol(.times) {
      throw fail(
        .sqlHabit("`select *` is not needed", at: token.span, rewritten: queryBeforeStage))
    }
    var items: [SelectItem] = []
    repeat {
      items.append(try parseNamedValue())
    } while take(.comma)
    return items
  }

  private mutating func parseNamedValue() throws(ParseStop) -> SelectItem {
    if following.isSymbol(.assign), isName(token) {
      let name = try expectName("a column name")
      advance()
      let start = token.span.start
      let value = try parseExpression()
      return SelectItem(name: name, value: value, isBracketed: value.span.start > start)
    }
    let start = index
    let value = try parseExpression()
    let isBracketed = value.span.start > tokens[start].span.start
    let name: Name
    switch value.kind {
    case .name(let used), .column(let used): name = Name(text: used.text, span: value.span)
    default:
      let written = tokens[start..<index].filter {
        $0.span.start >= value.span.start && $0.span.end <= value.span.end
      }
      name = Name(text: TokenText.joined(written, in: source), span: value.span)
    }
    return SelectItem(name: name, value: value, isBracketed: isBracketed, isUnnamed: true)
  }

  private func isName(_ token: Token) -> Bool {
    switch token.kind {
    case .word: !isReserved(token)
    case .quotedName: true
    default: false
    }
  }

  private mutating func parseSummaries() throws(ParseStop) -> [Assignment] {
    var values: [Assignment] = []
    repeat {
      let item = try parseNamedValue()
      values.append(
        Assignment(
          target: item.name, operation: nil, value: item.value, isBracketed: item.isBracketed,
          isUnnamed: item.isUnnamed))
    } while take(.comma)
    return values
  }
}
