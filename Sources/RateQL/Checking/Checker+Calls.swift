extension Checker {
  mutating func callType(
    _ name: Name, _ arguments: [Argument], of expression: Expression, in context: Context
  ) -> ValueType {
    let word = name.text.lowercased()
    if word == Aggregate.count.rawValue, let query = countedQuery(arguments, in: context) {
      facts.calls[expression.id] = .countRows(query)
      return .int
    }
    if case .definition(let known)? = scope[name.text] {
      return valueType(of: known, name, arguments, of: expression, in: context)
    }
    if let aggregate = Aggregate(rawValue: word) {
      return aggregateType(aggregate, arguments, name, of: expression, in: context)
    }
    if let function = ScalarFunction(rawValue: word) {
      facts.calls[expression.id] = .scalar(function)
      let type = check(arguments, of: word, function.signature, name, expression, in: context)
      switch function {
      case .cost: for argument in arguments { refuseNegativeCall(argument.value) }
      case .left where arguments.count == 2: refuseCount(arguments[1].value, of: word)
      case .perMinute: arguments.last.map { refuseZero(.divide, $0.value) }
      default: break
      }
      return function == .cost && type != .invalid ? costType(expression, name, in: context) : type
    }
    if let function = options.host.function(word) {
      return hostCallType(function, arguments, of: expression, in: context)
    }
    // What it is given is looked at as if it were right.
    var inner = context
    inner.insideAggregate = context.groups != nil
    for argument in arguments { checkType(argument.value, in: inner) }
    reportUnknownFunction(name, arguments)
    return .invalid
  }

  /// The query of `count(QUERY)`: written out, or the name of a view.
  private mutating func countedQuery(_ arguments: [Argument], in context: Context) -> Query? {
    guard arguments.count == 1, arguments[0].label == nil else { return nil }
    let value = arguments[0].value
    guard standing(of: value) == .rows, let (query, _) = checkRows(value, in: context) else { return nil }
    note(.int, for: value)
    return query
  }

  private mutating func aggregateType(
    _ aggregate: Aggregate, _ arguments: [Argument], _ name: Name, of expression: Expression,
    in context: Context
  ) -> ValueType {
    guard context.groups != nil || context.isDefinition else {
      if let only = arguments.first?.value, case .name(let name) = only.kind, brokenNames.contains(name.text)
      {
        return .invalid
      }
      if let column = context.rows?.column(text(expression)), column.name == text(expression) {
        report(.aggregateIsColumn(column.name, at: expression.span))
        return .invalid
      }
      if let only = arguments.first?.value, standing(of: only) == .rows || isRates(only) {
        report(.aggregateOutsideSummarize(aggregate.rawValue, of: "COLUMN", rows: text(only), at: name.span))
        return .invalid
      }
      // Without rows its columns mean nothing either, for the same reason.
      if context.rows != nil { for argument in arguments { checkType(argument.value, in: context) } }
      let inner = arguments.first.map { text($0.value) }
      report(.aggregateOutsideSummarize(aggregate.rawValue, of: inner, at: name.span))
      return .invalid
    }
    guard !context.insideAggregate else {
      report(.nestedAggregate(aggregate.rawValue, at: name.span))
      return .invalid
    }
    var inner = context
    inner.insideAggregate = true
    facts.calls[expression.id] = .aggregate(aggregate)
    let type = check(arguments, of: aggregate.rawValue, aggregate.signature, name, expression, in: inner)
    if aggregate == .percentile, arguments.count == 2 { refuseShare(arguments[1].value) }
    return type
  }

  private func isRates(_ expression: Expression) -> Bool {
    if case .name(let name) = expression.kind { return Keyword(word: name.text) == .rates }
    return false
  }

  private mutating func check(
    _ arguments: [Argument], of word: String, _ signature: FunctionSignature, _ name: Name,
    _ expression: Expression, in context: Context
  ) -> ValueType {
    let types = arguments.map { checkType($0.value, in: context) }
    var display: String { signature.display(word) }
    let required = signature.parameters.filter { !$0.isOptional }.count
    if arguments.count < required {
      report(
        .wrongArguments(display, at: expression.span, problem: "`\(word)` needs more arguments"))
      return .invalid
    }
    if arguments.count > signature.parameters.count, !signature.isVariadic {
      report(
        .wrongArguments(display, at: expression.span, problem: "`\(word)` takes fewer arguments"))
      return .invalid
    }
    for (index, argument) in arguments.enumerated() {
      guard let parameter = signature.parameters[safe: min(index, signature.parameters.count - 1)] else {
        continue
      }
      if let label = argument.label, label.text.lowercased() != parameter.name {
        report(
          .wrongArguments(
            display, at: label.span, problem: "`\(word)` has no argument `\(label.text)` in this place"))
        return .invalid
      }
      guard parameter.accepts.takes(types[index]) else {
        report(
          .wrongType(
            "`\(parameter.name)` of `\(word)`", wanted: parameter.accepts.rawValue, found: types[index],
            at: argument.value.span,
            hint: parameter.accepts == .text
              ? textHint(argument.value, types[index]) : unitHint(parameter.accepts, argument.value)))
        return .invalid
      }
    }
    return resultType(signature, types, arguments, expression)
  }

  private mutating func resultType(
    _ signature: FunctionSignature, _ types: [ValueType], _ arguments: [Argument],
    _ expression: Expression
  ) -> ValueType {
    let first = types.first ?? .null
    switch signature.result {
    case .fixed(let type): return type
    case .sameAsFirst: return first
    case .sameUnlessWhole: return first == .decimal && arguments.count == 1 ? .int : first
    case .asDecimal: return first == .int ? .decimal : first
    case .common:
      var common = ValueType.null
      for (type, argument) in zip(types, arguments) {
        guard let next = ValueType.common(common, type) else {
          report(
            .mixedTypes(
              text(expression), common, type, at: argument.value.span,
              hint: "all arguments are of one type"))
          return .invalid
        }
        common = next
      }
      return common
    }
  }
}

extension Array {
  /// The element there, if there is one.
  package subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
