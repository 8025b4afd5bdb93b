/// What to do next, told from what stands at the place.
extension Checker {
  /// A word that is neither column nor name nor symbol.
  mutating func reportUnknown(_ name: Name, in context: Context) {
    if brokenNames.contains(name.text) || context.rows?.isUnknown == true { return }
    var candidates = (context.rows?.names ?? []) + scope.names + SymbolKind.allCases.flatMap(\.names)
    if name.text.count > 2 { candidates += ["true", "false", "null"] }
    report(
      .unknownName(
        name.text, at: name.span, rows: context.rows,
        hint: nameHint(name.text, at: name.span, candidates, context)))
  }

  /// `-- comment` reads as the negative of a negative.
  private func followsDashes(_ place: Span) -> Bool {
    guard let source = sources.source(of: place) else { return false }
    let before = source.text(Span(max(source.base, place.start - 8), place.start))
    return before.reversed().drop { $0 == " " }.starts(with: "--")
  }

  private func nameHint(
    _ name: String, at place: Span, _ candidates: [String], _ context: Context
  ) -> String? {
    let word = name.lowercased()
    if ScalarFunction(rawValue: word) != nil || (Aggregate(rawValue: word) != nil && context.groups != nil) {
      return "a function takes brackets: `\(word)(\(word == Aggregate.count.rawValue ? "" : "…"))`"
    }
    if let value = Habits.values[word] { return "did you mean `\(value)`?" }
    if followsDashes(place) { return "a comment starts with `#`" }
    let nearest = Suggestion.nearest(to: name, among: candidates).map { "did you mean `\($0)`?" }
    // A word beside a text is rather one that lacks its quotes than a column that is spelt wrong.
    switch context.wanted {
    case .text? where nearest == nil: return "a text stands in quotes: \"\(name)\""
    case .symbol(let kind)?:
      return Suggestion.nearest(to: name, among: kind.names).map { "did you mean `\($0)`?" } ?? nearest
        ?? "it is one of \(kind.names.joined(separator: ", "))"
    default: break
    }
    if nearest == nil, context.isDefinition {
      return "a column that is no field of a rate is written `row.NAME` here"
    }
    if nearest == nil, context.rows == nil {
      return "a text stands in quotes: \"\(name)\"; a name is given by `let`"
    }
    return nearest
  }

  mutating func reportUnknownFunction(_ name: Name, _ arguments: [Argument] = []) {
    if brokenNames.contains(name.text) { return }
    let word = name.text.lowercased()
    let first = arguments.first.map { text($0.value) } ?? "…"
    let hint: String
    if name.text == openDefinition {
      hint = "a `def` can't call itself: its own name is not known in its body"
    } else if scope[name.text] != nil {
      hint = "`\(name.text)` is no `def`, so it takes no arguments"
    } else if ["isnull", "is_null", "isempty"].contains(word), arguments.count == 1 {
      hint = "write `\(first) is null`"
    } else if ["concat", "concatenate"].contains(word) {
      hint = "texts are joined by writing them into one: \"{a}{b}\""
    } else if ["pow", "power", "sqrt"].contains(word) {
      hint = "there are no powers: multiply"
    } else if let keyword = Keyword(word: word), keyword.role == .stage {
      hint = "`\(keyword.rawValue)` is a stage: `… | \(keyword.rawValue) …`"
    } else if let meant = Habits.functions[word] {
      hint = "did you mean `\(meant)`?"
    } else {
      let names =
        ScalarFunction.names + Aggregate.names + definitionNames
        + options.host.functions.map(\.name)
      hint =
        Suggestion.nearest(to: word, among: names).map { "did you mean `\($0)`?" }
        ?? "functions are \(names.joined(separator: ", "))"
    }
    report(.unknownFunction(name.text, at: name.span, hint: hint))
  }

  /// The types of two sides that are compared: a bare word beside a text is looked at as one.
  mutating func compared(
    _ left: Expression, _ right: Expression, in context: Context
  ) -> (ValueType, ValueType) {
    let a = checkType(left, in: context)
    var inner = context
    inner.wanted = a
    return (a, checkType(right, in: inner))
  }

  /// What may be meant where a text is due.
  func textHint(_ expression: Expression, _ found: ValueType) -> String? {
    let shown = text(expression)
    switch (expression.kind, found) {
    case (_, .list): return "write one test for each, joined by `or`"
    case (.literal(.number), _), (.literal(.duration), _), (.literal(.percent), _):
      return "write it as a text: \"\(shown)\""
    case (_, .int), (_, .decimal): return "make a text of it: \"{\(shown)}\""
    case (.name, .symbol):
      if case .symbol? = facts.names[expression.id] { return "a text stands in quotes: \"\(shown)\"" }
      return "make a text of it: \"{\(shown)}\""
    default: return nil
    }
  }

  /// `["44", "49"]` for `[44, 49]` beside a text.
  func listHint(_ type: ValueType, _ elements: [Expression]) -> String? {
    guard type == .text else { return nil }
    var texts: [String] = []
    for element in elements.prefix(5) {
      guard case .literal(.number) = element.kind else { return nil }
      texts.append("\"\(text(element))\"")
    }
    return "write the numbers as texts: [\(texts.joined(separator: ", "))\(elements.count > 5 ? ", …" : "")]"
  }

  /// The symbol that a text spells, where one is due.
  func symbolText(_ type: ValueType, _ value: Expression) -> String? {
    guard case .symbol = type, case .literal(.text(let name)) = value.kind else { return nil }
    return SymbolKind.lookup(name)?.name
  }

  /// `prefix = "49"` for the `"49"` of `prefix = "44" or "49"`.
  func repeatedHint(_ left: Expression, _ right: Expression) -> String? {
    var last = left
    while case .binary(let operation, _, let inner) = last.kind, operation == .and || operation == .or {
      last = inner
    }
    guard case .binary(let operation, let operand, _) = last.kind, !isLiteral(operand),
      operation.isComparison || [.startswith, .endswith, .contains].contains(operation)
    else { return nil }
    if let wanted = facts.types[operand.id], let found = facts.types[right.id] {
      guard found != .bool, ValueType.common(wanted, found) != nil else { return nil }
    }
    return "say again what is compared: `\(text(operand)) \(operation.rawValue) \(text(right))`"
  }

  /// The number, percent or duration that a text spells.
  func unquoted(_ value: Expression) -> String? {
    guard case .literal(.text(let text)) = value.kind else { return nil }
    let forms: [ParameterType] = [.decimal, .percent, .duration]
    return forms.contains { $0.read(text) != nil } ? text : nil
  }

  func isLiteral(_ expression: Expression) -> Bool {
    if case .literal = expression.kind { return true }
    return false
  }

  /// Texts joined, as one text: `"{description} x"`.
  func joinedText(_ left: String, _ right: Expression) -> String {
    "\"\(left)\(textPiece(right))\""
  }

  func textPiece(_ expression: Expression) -> String {
    let written = text(expression)
    guard case .literal(.text) = expression.kind, written.count >= 2 else { return "{\(written)}" }
    return String(written.dropFirst().dropLast())
  }

  /// What is due for a number that lacks its sign or unit.
  func unitHint(_ accepts: FunctionSignature.Accepted, _ value: Expression) -> String? {
    guard case .literal(.number) = value.kind else { return nil }
    switch accepts {
    case .percent: return "write it with its sign: \(percentText(value) ?? "\(text(value))%")"
    case .duration: return "write it with its unit: \(text(value))s"
    default: return nil
    }
  }

  /// The seconds of a duration that is written out.
  func secondsText(_ expression: Expression) -> String? {
    guard case .literal(.duration(let seconds)) = expression.kind else { return nil }
    return seconds.description
  }

  /// `price_n = 1 and price_1 = 2`: two assignments that lack their comma.
  func joinedAssignments(_ value: Expression) -> Diagnostic? {
    guard case .binary(.and, let first, let second) = value.kind,
      case .binary(.equal, let target, _) = second.kind, case .name(let name) = target.kind,
      RateField(name: name.text) != nil, !isCondition(first)
    else { return nil }
    return .joinedAssignments(text(second), at: value.span)
  }

  private func isCondition(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .literal(let literal): if case .bool = literal { true } else { false }
    case .binary(let operation, _, _):
      operation.isComparison || [.and, .or, .matches, .matchesNot].contains(operation)
        || [.startswith, .endswith, .contains, .covers].contains(operation)
    case .not, .isNull, .between, .membership: true
    default: false
    }
  }
}

extension Diagnostic {
  fileprivate static func joinedAssignments(_ second: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ2081", "`and` joins conditions, not assignments", at: span,
      hints: ["put a comma between the two: `…, \(second)`"])
  }
}
