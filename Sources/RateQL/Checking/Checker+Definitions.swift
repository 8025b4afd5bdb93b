/// `def NAME(a, b) = …`, checked where it stands, its parameters being anything.
extension Checker {
  mutating func checkDefinition(_ definition: Definition) {
    let name = definition.name
    let word = name.text.lowercased()
    if ScalarFunction(rawValue: word) != nil || Aggregate(rawValue: word) != nil {
      report(.nameTaken(name.text, by: "a function of the language", at: name.span))
    }
    let before = diagnostics.count
    let place = scope.count
    let parameters = checkParameters(definition)
    let outer = scope
    scope = outer.inside(parameters, before: place)
    openDefinition = name.text
    let standsFor = checkBody(definition)
    openDefinition = nil
    scope = outer
    if weights.measure(definition.body, facts).isTooMuch {
      report(.unfoldsTooFar(name.text, limit: Weights.limit, at: name.span))
    }
    give(
      name,
      .definition(
        KnownDefinition(
          definition: definition, place: place, standsFor: standsFor,
          isBroken: diagnostics.count > before)))
  }

  private mutating func checkParameters(_ definition: Definition) -> [String: Scope.Meaning] {
    var parameters: [String: Scope.Meaning] = [:]
    for (place, name) in definition.parameters.enumerated() {
      if RateField(name: name.text) != nil {
        report(.nameTaken(name.text, by: "a field of every rate", at: name.span))
      } else if let symbol = SymbolKind.lookup(name.text) {
        report(.nameTaken(name.text, by: symbol.kind.description, at: name.span))
      } else if Keyword(word: name.text)?.role == .source || name.text.lowercased() == "row" {
        report(.nameTaken(name.text, by: "a word of the language", at: name.span))
      } else if options.host.owns(name.text) {
        report(.nameTaken(name.text, by: "given by the host program", at: name.span))
      } else if parameters[name.text] != nil {
        report(.parameterTwice(name.text, at: name.span))
      }
      parameters[name.text] = .parameter(Parameter(place: place, argument: nil))
    }
    return parameters
  }

  private mutating func checkBody(_ definition: Definition) -> Standing {
    switch definition.body {
    case .query(let query):
      _ = checkQuery(query)
      return .rows
    case .value(let expression):
      let standing = standing(of: expression)
      if standing == .rows {
        _ = checkRows(expression)
      } else {
        checkType(
          expression, in: Context(rows: .rates, isCalled: true, isDefinition: true))
      }
      return standing
    }
  }

  /// What an expression stands for, before its types are known.
  func standing(of expression: Expression) -> Standing {
    switch expression.kind {
    case .query(_, field: nil): return .rows
    case .name(let name):
      switch scope[name.text] {
      case .view: return .rows
      case .parameter(let parameter):
        guard let argument = parameter.argument else { return .parameter(parameter.place) }
        if case .rows = argument.meaning { return .rows }
        return .value
      default: return .value
      }
    case .call(let name, let arguments):
      guard !isFunction(name), case .definition(let known)? = scope[name.text] else {
        return .value
      }
      guard case .parameter(let place) = known.standsFor else { return known.standsFor }
      return arguments[safe: place].map { standing(of: $0.value) } ?? .value
    default: return .value
    }
  }

  func isFunction(_ name: Name) -> Bool {
    let word = name.text.lowercased()
    return ScalarFunction(rawValue: word) != nil || Aggregate(rawValue: word) != nil
      || options.host.function(word) != nil
  }

  /// Checks an expression that stands for rows, by ``standing(of:)``.
  mutating func checkRows(
    _ expression: Expression, in context: Context = .noRow
  ) -> (query: Query, shape: RowShape)? {
    var found: (query: Query, shape: RowShape)?
    switch expression.kind {
    case .query(let query, _): found = (query, checkQuery(query))
    case .name(let name):
      switch scope[name.text] {
      case .view(let query, let shape):
        checkIsUnedited(query, name)
        found = (query, shape)
      case .parameter(let parameter):
        if case .rows(let query, let shape)? = parameter.argument?.meaning { found = (query, shape) }
      default: break
      }
    case .call(let name, let arguments):
      guard case .definition(let known)? = scope[name.text],
        case .rows(let query, let shape) = unfold(known, name, arguments, at: expression.span, in: context)
      else { return nil }
      found = (query, shape)
    default: break
    }
    if let found { facts.names[expression.id] = .view(found.query) }
    return found
  }

  /// The names that can be called, for suggestions.
  var definitionNames: [String] {
    scope.names.filter { scope[$0]?.isDefinition == true }
  }
}
