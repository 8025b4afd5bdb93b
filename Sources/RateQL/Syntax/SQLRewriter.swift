/// Puts an SQL statement into the language, word by word, for the hint of a diagnostic.
///
/// It is no SQL parser: it finds the clauses by their first words, and mends what differs inside them.
struct SQLRewriter {
  private let source: Source
  private var clauses: [String: [Token]] = [:]

  private static let openers = [
    "select", "update", "delete", "from", "set", "where", "group", "having", "order", "limit", "offset",
  ]

  /// - Parameter tokens: one statement's.
  init(_ source: Source, _ tokens: some Sequence<Token>) {
    self.source = source
    var clause = ""
    var depth = 0
    for token in tokens {
      if token.isSymbol(.openParenthesis) { depth += 1 }
      if token.isSymbol(.closeParenthesis) { depth -= 1 }
      if depth == 0, case .word(let word) = token.kind, SQLRewriter.openers.contains(word.lowercased()) {
        clause = word.lowercased()
        clauses[clause] = []
      } else {
        clauses[clause, default: []].append(token)
      }
    }
  }

  /// The query that says the same; nil where too little of the statement is there.
  var query: String? {
    var stages = ["rates"]
    if let condition = clauses["where"], !condition.isEmpty { stages.append("where \(mended(condition))") }
    if let groups = body("group"), let columns = clauses["select"] {
      stages.append("summarize \(aggregates(columns)) by \(groups)")
    }
    if clauses["group"] == nil, let columns = clauses["select"], isAggregate(columns) {
      stages.append("summarize \(aggregates(columns))")
    }
    if let condition = clauses["having"], !condition.isEmpty {
      // What SQL counts again, the summary has as a column.
      stages.append("where \(mended(condition).replacing("count(*)", with: "count"))")
    }
    if let keys = body("order") { stages.append("sort \(keys)") }
    if let count = clauses["offset"]?.first { stages.append("skip \(text(count))") }
    if let count = clauses["limit"]?.first { stages.append("take \(text(count))") }
    if clauses["update"] != nil {
      guard let assignments = clauses["set"], !assignments.isEmpty else { return nil }
      stages.append("set \(mended(assignments))")
    } else if clauses["delete"] != nil {
      stages.append("delete")
    } else if clauses["group"] == nil, let columns = clauses["select"], !columns.isEmpty,
      !columns[0].isSymbol(.times), !isAggregate(columns)
    {
      stages.append("select \(mended(columns))")
    }
    return stages.joined(separator: " | ")
  }

  /// The statement that makes the rate of an `insert into rates (…) values (…)`; nil where it is not of that form.
  var creation: String? {
    let tokens = clauses[""] ?? []
    let opens = tokens.indices.filter { tokens[$0].isSymbol(.openParenthesis) }
    guard opens.count == 2, let values = tokens.last, values.isSymbol(.closeParenthesis) else { return nil }
    let names = items(tokens[(opens[0] + 1)...])
    let given = items(tokens[(opens[1] + 1)...])
    guard names.count == given.count, !names.isEmpty else { return nil }
    let assignments = zip(names, given).map { name, value in
      // With the name before it a value is mended as one of that field.
      let whole = mended(name + [Token(kind: .symbol(.assign), span: Span(0, 0))] + value)
      let field = name.map(text).joined()
      return "\(field) = \(whole.dropFirst(field.count).drop { $0 == " " })"
    }
    return "create \(assignments.joined(separator: ", "))"
  }

  /// What stands between commas up to the closing bracket.
  private func items(_ tokens: ArraySlice<Token>) -> [[Token]] {
    tokens.prefix { !$0.isSymbol(.closeParenthesis) }.split { $0.isSymbol(.comma) }.map { Array($0) }
  }

  /// `count(*)`, `max(price_n)` …
  private func isAggregate(_ columns: [Token]) -> Bool {
    guard let first = columns.first, case .word(let word) = first.kind, columns.count > 1 else {
      return false
    }
    return columns[1].isSymbol(.openParenthesis)
      && ["count", "sum", "avg", "min", "max"].contains(word.lowercased())
  }

  /// The columns of a grouped select that are no groups.
  private func aggregates(_ columns: [Token]) -> String {
    let groups = Set((clauses["group"] ?? []).map(text))
    let kept = columns.split { $0.isSymbol(.comma) }.filter {
      $0.count > 1 || !groups.contains(text($0[$0.startIndex]))
    }
    let list = kept.map { mended(Array($0)).replacing(/(?i)count\(\*\)/, with: "count()") }
    return list.isEmpty ? "count()" : list.joined(separator: ", ")
  }

  /// What stands behind `group by` or `order by`.
  private func body(_ clause: String) -> String? {
    guard let tokens = clauses[clause] else { return nil }
    let rest = tokens.first?.keyword == .by ? Array(tokens.dropFirst()) : tokens
    return rest.isEmpty ? nil : mended(rest)
  }

  private func text(_ token: Token) -> String { source.text(token.span) }

  /// The tokens as text, with SQL's operators and quotes turned into the language's.
  func mended(_ tokens: [Token]) -> String {
    var result = ""
    var index = 0
    while index < tokens.count {
      let token = tokens[index]
      var piece = text(token)
      let field = index >= 2 ? fieldName(tokens[index - 2]) : nil
      if token.isSymbol(.sqlNotEqual) { piece = "!=" }
      if case .word(let word) = token.kind, word.lowercased() == "like", index + 1 < tokens.count,
        case .string(let pieces) = tokens[index + 1].kind, case .text(let pattern)? = pieces.first
      {
        piece = SQLRewriter.like(pattern)
        index += 1
      } else if case .number = token.kind, field?.type == .text {
        piece = "\"\(piece)\""
      } else if case .string(let pieces) = token.kind, case .text(let name)? = pieces.first {
        let isSymbol = field.map { if case .symbol = $0.type { true } else { false } } ?? false
        piece = isSymbol ? name.uppercased() : "\"\(name)\""
      }
      result += (result.isEmpty || token.touchesPrevious ? "" : " ") + piece
      index += 1
    }
    return result
  }

  private func fieldName(_ token: Token) -> RateField? {
    guard case .word(let word) = token.kind else { return nil }
    return RateField(name: word)
  }

  /// The test that an SQL pattern stands for.
  static func like(_ pattern: String) -> String {
    let bare = pattern.filter { $0 != "%" }
    return switch (pattern.hasPrefix("%"), pattern.hasSuffix("%")) {
    case (true, true): "contains \"\(bare)\""
    case (false, true): "startswith \"\(bare)\""
    case (true, false): "endswith \"\(bare)\""
    case (false, false): "= \"\(bare)\""
    }
  }
}
