/// Stages that bring a second query in, and what they are matched by.
extension Parser {
  /// `join (QUERY) on K` and `diff (QUERY) on K`.
  mutating func parseTogether(_ keyword: Keyword) throws(ParseStop) -> StageKind {
    let other = try parseOtherQuery(keyword.rawValue)
    guard take(.on) else {
      throw fail(
        .expected("`on` and a column", found: token, hint: "for example `\(keyword) (rates) on prefix`"))
    }
    var keys: [JoinKey] = []
    repeat {
      let left = try expectName("a column that both sides have")
      let right = take(.assign) ? try expectName("a column of the right side") : left
      keys.append(JoinKey(left: left, right: right))
    } while take(.comma)
    return keyword == .join ? .join(other, on: keys) : .diff(other, on: keys)
  }

  /// The second query: in brackets, or a name alone.
  mutating func parseOtherQuery(_ stage: String) throws(ParseStop) -> Query {
    let start = token.span.start
    guard token.isSymbol(.openParenthesis) else {
      guard startsName else {
        throw fail(
          .expected("a query in brackets", found: token, hint: "for example `\(stage) (rates) on …`"))
      }
      let source = try parseQuerySource()
      return Query(id: newID(), span: Span(start, previousEnd), source: source, stages: [])
    }
    let open = token.span
    advance()
    let query = try parseQuery(allowsEdit: false)
    guard take(.closeParenthesis) else {
      throw fail(.unclosed("the bracket around the query", opener: "(", closer: ")", at: open))
    }
    return query
  }

  /// A word that may stand for a query, and is not the `on` that follows it.
  private var startsName: Bool {
    switch token.kind {
    case .word: token.keyword?.role != .clause
    case .quotedName: true
    default: false
    }
  }

  /// `on K, K2`.
  mutating func parseKeys(_ stage: String) throws(ParseStop) -> [Name] {
    guard take(.on) else {
      throw fail(.expected("`on` and a field", found: token, hint: "for example `\(stage) on prefix`"))
    }
    var keys: [Name] = []
    repeat {
      keys.append(try expectName("a field"))
    } while take(.comma)
    return keys
  }

  /// `default F = …, …`, where it is there.
  mutating func parseDefaults() throws(ParseStop) -> [Assignment] {
    take(.default) ? try parseAssignments("a field that new rates get") : []
  }
}
