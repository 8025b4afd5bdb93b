extension Checker {
  /// Finds the type of an expression and of all below it.
  @discardableResult
  mutating func checkType(_ expression: Expression, in context: Context) -> ValueType {
    note(findType(expression, in: context), for: expression)
  }

  /// - Parameter left: what stands before it, joined by `and` or `or`.
  mutating func expect(
    _ wanted: ValueType, of expression: Expression, in context: Context, _ what: @autoclosure () -> String,
    after left: Expression? = nil
  ) {
    let found = checkType(expression, in: context)
    guard found != wanted, found != .invalid, !(found == .null && wanted == .bool) else { return }
    var hint = left.flatMap { repeatedHint($0, expression) }
    if wanted == .text { hint = textHint(expression, found) }
    if wanted == .bool, hint == nil, !isLiteral(expression) {
      hint = "compare it with something: `\(text(expression)) > …`"
    }
    report(
      .wrongType(what(), wanted: wanted.description, found: found, at: expression.span, hint: hint))
  }

  private mutating func findType(_ expression: Expression, in context: Context) -> ValueType {
    switch expression.kind {
    case .literal(let literal): return literalType(literal, at: expression.span)
    case .name(let name): return nameType(name, of: expression, in: context)
    case .column(let name): return columnType(name, of: expression, in: context)
    case .field(let name, let field): return fieldType(name, field, of: expression)
    case .negate(let operand):
      let type = checkType(operand, in: context)
      if [.int, .decimal, .percent, .duration, .null, .invalid].contains(type) { return type }
      report(.wrongType("what `-` stands before", wanted: "a number", found: type, at: operand.span))
      return .invalid
    case .not(let operand):
      expect(.bool, of: operand, in: context, "what `not` stands before")
      return .bool
    case .binary(let operation, let left, let right):
      return binaryType(operation, left, right, in: context)
    case .between(let operand, let low, let high, _):
      let type = checkType(operand, in: context)
      for bound in [low, high] {
        compare("between", type, checkType(bound, in: context), operand, bound, ordered: true)
      }
      return .bool
    case .membership(let operand, let list, _):
      checkMembership(operand, list, in: context)
      return .bool
    case .isNull(let operand, _):
      checkType(operand, in: context)
      return .bool
    case .list(let elements): return listType(elements, in: context)
    case .conditional(let condition, let yes, let no):
      expect(.bool, of: condition, in: context, "the condition of `if`")
      let (a, b) = (checkType(yes, in: context), checkType(no, in: context))
      if let common = ValueType.common(a, b) { return common }
      report(.mixedTypes("if … then … else", a, b, at: expression.span, hint: "both ways give one type"))
      return .invalid
    case .call(let name, let arguments):
      return callType(name, arguments, of: expression, in: context)
    case .interpolation(let parts):
      for case .expression(let part) in parts { checkType(part, in: context) }
      return .text
    case .query(let query, let field): return queryType(query, field)
    case .invalid: return .invalid
    }
  }

  private mutating func literalType(_ literal: Literal, at span: Span) -> ValueType {
    switch literal {
    case .null: return .null
    case .bool: return .bool
    case .number(let value): return value.isInteger ? .int : .decimal
    case .percent: return .percent
    case .duration: return .duration
    case .date: return .date
    case .text: return .text
    case .regex(let pattern):
      checkPattern(pattern, at: span)
      return .regex
    }
  }

  mutating func checkPattern(_ pattern: String, at span: Span) {
    do {
      _ = try Pattern(pattern)
    } catch {
      report(.invalidRegex(error.reason, at: span))
    }
  }

  private mutating func nameType(
    _ name: Name, of expression: Expression, in context: Context
  ) -> ValueType {
    let column = context.rows?.column(name.text)
    let variable = scope[name.text]
    if case .parameter(let parameter)? = variable, column == nil || context.isCalled {
      return argumentType(parameter, name, of: expression, in: context)
    }
    if let column {
      if variable != nil {
        report(.columnAndVariable(name.text, at: name.span))
        return .invalid
      }
      return use(column, of: expression, name, in: context)
    }
    switch variable {
    case .value(let type, let slot):
      facts.names[expression.id] = .variable(slot)
      return type
    case .view:
      report(.viewAsValue(name.text, at: name.span))
      return .invalid
    case .row:
      report(.rowAsValue(name.text, at: name.span))
      return .invalid
    case .definition(let known) where SymbolKind.lookup(name.text) == nil:
      report(.definitionAsValue(known.display, at: name.span))
      return .invalid
    case .definition, .parameter, nil: break
    }
    if Keyword(word: name.text) == .rates {
      report(.viewAsValue(name.text, at: name.span))
      return .invalid
    }
    if let symbol = SymbolKind.lookup(name.text) {
      facts.names[expression.id] = .symbol(symbol.name)
      return .symbol(symbol.kind)
    }
    reportUnknown(name, in: context)
    return .invalid
  }

  private mutating func columnType(
    _ name: Name, of expression: Expression, in context: Context
  ) -> ValueType {
    guard let rows = context.rows else {
      if !brokenNames.contains("row") {
        report(.unknownName("row.\(name.text)", at: name.span, rows: nil, hint: nil))
      }
      return .invalid
    }
    guard let column = rows.column(name.text) else {
      if rows.isUnknown || context.isDefinition { return .invalid }
      let nearest = Suggestion.nearest(to: name.text, among: rows.names)
      report(.unknownColumn(name.text, at: name.span, rows: rows, nearest: nearest))
      return .invalid
    }
    return use(column, of: expression, name, in: context)
  }

  private mutating func use(
    _ column: RowShape.Column, of expression: Expression, _ name: Name, in context: Context
  ) -> ValueType {
    if let groups = context.groups, !context.insideAggregate, !context.isArgument,
      !groups.contains(name.text.lowercased())
    {
      report(.outsideAggregate(name.text, at: name.span))
      return .invalid
    }
    facts.names[expression.id] = .column(column.origin)
    return column.type
  }

  private mutating func listType(_ elements: [Expression], in context: Context) -> ValueType {
    var type = ValueType.null
    for element in elements {
      let found = checkType(element, in: context)
      guard let common = ValueType.common(type, found) else {
        report(
          .mixedTypes("[…]", type, found, at: element.span, hint: "all elements of a list are of one type"))
        return .invalid
      }
      type = common
    }
    return .list(type)
  }

  private mutating func queryType(_ query: Query, _ field: Name?) -> ValueType {
    let shape = checkQuery(query)
    if isEditing, let place = shape.unsettledAt { report(.unsettledValue(at: place)) }
    guard let field else {
      report(
        .queryAsValue(at: query.span))
      return .invalid
    }
    guard let column = shape.column(field.text) else {
      if shape.isUnknown { return .invalid }
      let nearest = Suggestion.nearest(to: field.text, among: shape.names)
      report(.unknownColumn(field.text, at: field.span, rows: shape, nearest: nearest))
      return .invalid
    }
    return column.type
  }
}
