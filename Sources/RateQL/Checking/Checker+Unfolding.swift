/// Calls of definitions. Each unfolds the body anew, with nodes and so with types of its own; arguments are
/// bound as they stand in the call.
extension Checker {
  /// The outermost call whose body is being checked: what is wrong in there is told of it.
  struct OpenCall {
    let definition: String
    let span: Span
    /// Where the unfolded nodes of this call start.
    let firstID: Int32
    /// Something has been told of it.
    var isReported = false
  }

  enum Unfolded {
    case value(Expression, ValueType)
    case rows(Query, RowShape)
    /// It could not be unfolded, which has been reported.
    case broken
  }

  /// How many nodes all calls of one program may unfold to.
  private static let programLimit: Int32 = 500_000
  /// How many nodes one call may unfold to, what it shares counted once.
  private static let callLimit: Int32 = 50_000

  /// A call that stands where a value is due.
  mutating func valueType(
    of known: KnownDefinition, _ name: Name, _ arguments: [Argument], of expression: Expression,
    in context: Context
  ) -> ValueType {
    switch unfold(known, name, arguments, at: expression.span, as: expression.id, in: context) {
    case .value(let body, let type):
      facts.calls[expression.id] = .unfolded(body)
      return type
    case .rows:
      report(.rowsAsValue(text(expression), at: expression.span))
      return .invalid
    case .broken: return .invalid
    }
  }

  /// A call that stands where a query starts.
  mutating func checkCall(
    _ name: Name, _ arguments: [Argument], at span: Span, of query: Query
  ) -> RowShape {
    guard case .definition(let known)? = scope[name.text] else {
      for argument in arguments { checkType(argument.value, in: .noRow) }
      if isFunction(name) {
        report(.functionAsRows(name.text, at: span))
      } else {
        reportUnknownFunction(name)
      }
      return .rates
    }
    switch unfold(known, name, arguments, at: span, in: .noRow) {
    case .rows(let body, let shape):
      facts.views[query.id] = body
      return shape
    case .value(_, let type):
      if type != .invalid { report(.notRows(sources.text(span), type: type, at: span)) }
    case .broken: break
    }
    return .rates
  }

  mutating func unfold(
    _ known: KnownDefinition, _ name: Name, _ arguments: [Argument], at span: Span, as node: NodeID? = nil,
    in context: Context
  ) -> Unfolded {
    let bound = bind(known, name, arguments, at: span, in: context)
    guard let bound, !known.isBroken, let body = body(of: known, name, at: span) else { return .broken }
    let unfolded = check(body, with: bound, of: known, name, at: span, in: context)
    guard call == nil else { return unfolded }
    let weight: Weights.Weight? =
      switch unfolded {
      case .value(let expression, _): weights.measure(expression, facts)
      case .rows(let query, _): weights.measure(query, facts)
      case .broken: nil
      }
    guard weight?.isTooMuch == true else { return unfolded }
    if let node { weights.markTooMuch(node) }
    // What is too much already in an argument has been told there.
    if !arguments.contains(where: { weights.measure($0.value, facts).isTooMuch }) {
      report(.unfoldsTooFar(name.text, limit: Weights.limit, at: span))
    }
    return .broken
  }

  private mutating func check(
    _ body: Definition.Body, with bound: [String: Scope.Meaning], of known: KnownDefinition, _ name: Name,
    at span: Span, in context: Context
  ) -> Unfolded {
    let (outerScope, outerCall) = (scope, call)
    if call == nil { call = OpenCall(definition: name.text, span: span, firstID: nextID) }
    scope = scope.inside(bound, before: known.place)
    defer {
      scope = outerScope
      call = outerCall.map { outer in
        var outer = outer
        outer.isReported = call?.isReported ?? outer.isReported
        return outer
      }
    }
    switch body {
    case .query(let query): return .rows(query, checkQuery(query))
    case .value(let expression):
      if standing(of: expression) == .rows {
        return checkRows(expression, in: context).map { .rows($0.query, $0.shape) } ?? .broken
      }
      var inner = context
      inner.isCalled = true
      return .value(expression, checkType(expression, in: inner))
    }
  }

  private mutating func body(of known: KnownDefinition, _ name: Name, at span: Span) -> Definition.Body? {
    let first = call?.firstID ?? nextID
    guard nextID - first < Checker.callLimit, nextID - firstUnfoldedID < Checker.programLimit else {
      report(.unfoldsTooFar(name.text, limit: Weights.limit, at: span))
      return nil
    }
    guard let source = sources.source(of: known.definition.name.span),
      let (body, next) = Parser.unfold(known.definition, in: source, firstID: nextID)
    else { return nil }
    nextID = next
    return body
  }

  /// The arguments, checked where they stand; nil where they are not as many as they should be.
  private mutating func bind(
    _ known: KnownDefinition, _ name: Name, _ arguments: [Argument], at span: Span, in context: Context
  ) -> [String: Scope.Meaning]? {
    var lenient = context
    lenient.isArgument = true
    let bound = arguments.map { argument($0.value, in: lenient) }
    let parameters = known.definition.parameters
    guard arguments.count == parameters.count else {
      let problem =
        "`\(name.text)` takes \(parameters.count == 1 ? "1 argument" : "\(parameters.count) arguments")"
      report(
        .wrongArguments(known.display, at: span, problem: problem + ", and this gives \(arguments.count)"))
      return nil
    }
    for (argument, parameter) in zip(arguments, parameters) {
      if let label = argument.label, label.text != parameter.text {
        report(
          .wrongArguments(
            known.display, at: label.span,
            problem: "`\(name.text)` has no argument `\(label.text)` in this place"))
        return nil
      }
    }
    var meanings: [String: Scope.Meaning] = [:]
    for (place, pair) in zip(parameters, bound).enumerated() {
      meanings[pair.0.text] = .parameter(Parameter(place: place, argument: pair.1))
    }
    return meanings
  }

  private mutating func argument(_ expression: Expression, in context: Context) -> BoundArgument {
    var meaning = BoundArgument.Meaning.value(.invalid)
    if standing(of: expression) == .rows {
      if let (query, shape) = checkRows(expression, in: context) { meaning = .rows(query, shape) }
    } else {
      meaning = .value(checkType(expression, in: context))
    }
    return BoundArgument(
      expression: expression, meaning: meaning, queryDepth: queryDepth,
      dependsOnRow: facts.dependsOnRow(expression), hasAggregate: facts.hasAggregate(expression),
      looseColumn: context.groups.flatMap { facts.looseColumn(expression, groups: $0) })
  }

  // MARK: Parameters in a body

  mutating func argumentType(
    _ parameter: Parameter, _ name: Name, of expression: Expression, in context: Context
  ) -> ValueType {
    guard let argument = parameter.argument else { return .invalid }
    guard case .value(let type) = argument.meaning else {
      report(.viewAsValue(name.text, at: name.span))
      return .invalid
    }
    if argument.dependsOnRow, argument.queryDepth != queryDepth {
      report(.rowInsideQuery(name.text, at: name.span))
      return .invalid
    }
    if context.groups != nil, !context.isArgument {
      if context.insideAggregate, argument.hasAggregate {
        report(.nestedAggregate(name.text, at: name.span))
        return .invalid
      }
      if !context.insideAggregate, let column = argument.looseColumn {
        report(.outsideAggregate(column, at: name.span))
        return .invalid
      }
    }
    facts.names[expression.id] = .argument(argument.expression)
    return type
  }

  /// A parameter that a query starts with.
  mutating func checkParameter(_ parameter: Parameter, _ name: Name, of query: Query) -> RowShape {
    switch parameter.argument?.meaning {
    case .rows(let rows, let shape):
      facts.views[query.id] = rows
      return shape
    case .value(let type):
      if type != .invalid { report(.notRows(name.text, type: type, at: name.span)) }
    case nil: break
    }
    return .rates
  }

  /// Tells what is wrong in an unfolded body where the call stands; the first thing is enough.
  mutating func reportCall(_ diagnostic: Diagnostic) {
    guard let open = call, !open.isReported else { return }
    call?.isReported = true
    var told = diagnostic
    told.span = open.span
    told.label = nil
    if let span = diagnostic.span, span != open.span {
      told.message = "in `\(open.definition)`: \(diagnostic.message)"
      let line = sources.source(of: span).map { "\($0.name):\($0.line(at: span.start))" } ?? ""
      told.hints.append("it stands in \(line): `\(sources.text(span))`")
    }
    diagnostics.append(told)
  }
}

extension CheckFacts {
  /// Whether the value differs from row to row.
  package func dependsOnRow(_ expression: Expression) -> Bool {
    var found = false
    walk(expression) { node in if readsRow(at: node) { found = true } }
    return found
  }

  func hasAggregate(_ expression: Expression) -> Bool {
    var found = false
    walk(expression) { node in if case .aggregate? = calls[node.id] { found = true } }
    return found
  }

  /// A column outside any aggregate that is not one of the groups.
  func looseColumn(_ expression: Expression, groups: [String]) -> String? {
    if case .aggregate? = calls[expression.id] { return nil }
    if case .cost? = calls[expression.id] { return "cost" }
    if case .column? = names[expression.id] {
      switch expression.kind {
      case .name(let name), .column(let name):
        return groups.contains(name.text.lowercased()) ? nil : name.text
      default: break
      }
    }
    for part in parts(of: expression) {
      if let column = looseColumn(part, groups: groups) { return column }
    }
    return nil
  }
}
