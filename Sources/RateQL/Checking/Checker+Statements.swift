extension Checker {
  mutating func check(_ statement: Statement) {
    switch statement.kind {
    case .query(let query):
      checkStatementQuery(query)
    case .letQuery(let name, let query):
      let shape = checkQuery(query)
      views.name(query, after: edits)
      give(name, .view(query, shape))
    case .letValue(let name, let expression):
      checkLet(statement, name, expression)
    case .param(let name, let type, let fallback):
      checkParam(statement, name, type, fallback)
    case .create(let assignments):
      checkCreate(assignments, at: statement.span)
    case .billing:
      break
    case .definition(let definition): checkDefinition(definition)
    case .include(let include): for inner in include.statements ?? [] { check(inner) }
    case .explain(let inner): checkExplained(inner)
    case .quote(let number, let duration): checkQuote(number, duration)
    case .conditional(let branches, let otherwise): checkConditional(branches, otherwise)
    case .loop(let name, let query, let body): checkLoop(statement, name, query, body)
    case .rounding(let name): checkRounding(name)
    case .billingSet(let assignments):
      checkBilling(assignments)
    case .assert(let condition, let message):
      expect(.bool, of: condition, in: .noRow, "the condition of `assert`")
      if let message { expect(.text, of: message, in: .noRow, "the message of `assert`") }
    case .print(let expression):
      checkType(expression, in: .noRow)
    }
  }

  mutating func checkStatementQuery(_ query: Query) {
    if case .name(let name) = query.source, query.stages.isEmpty,
      case .value(let type, _)? = scope[name.text]
    {
      return report(.notRows(name.text, type: type, at: name.span))
    }
    isEditing = query.edit != nil
    defer { isEditing = false }
    let shape = checkQuery(query)
    noteEdit(query)
    if let edit = query.edit, let place = shape.unsettledAt {
      report(.unsettled(edit.keyword.text, at: place))
    }
  }

  /// What later views may not depend on any more. Created and deleted rates don't change what a condition
  /// says of the others.
  private mutating func noteEdit(_ query: Query) {
    guard let edit = query.edit else { return }
    if case .set(let assignments) = edit.kind {
      edits.note(assignments.compactMap { RateField(name: $0.target.text) })
    } else if let rowEdit = facts.rowEdits[edit.id] {
      let keys = rowEdit.keys.map(\.field)
      edits.note(rowEdit.fields.map(\.field).filter { !keys.contains($0) })
    }
  }

  /// A name alone may stand for a view, which then gets a second name.
  private mutating func checkLet(_ statement: Statement, _ name: Name, _ expression: Expression) {
    if standing(of: expression) == .rows {
      guard let (query, shape) = checkRows(expression) else {
        return give(name, value: .invalid, in: statement)
      }
      views.name(query, after: edits)
      return give(name, .view(query, shape))
    }
    give(name, value: checkType(expression, in: .noRow), in: statement)
    noteUnknown(expression, of: statement)
    noteStaticText(expression, of: statement)
  }

  private mutating func checkParam(
    _ statement: Statement, _ name: Name, _ typeName: Name, _ fallback: Expression?
  ) {
    parameterNames.append(name.text)
    if blockDepth > 0 { report(.parameterInBlock(at: name.span)) }
    guard let type = ParameterType(rawValue: typeName.text.lowercased()) else {
      let nearest = Suggestion.nearest(to: typeName.text, among: ParameterType.names)
      report(.unknownParameterType(typeName.text, at: typeName.span, nearest: nearest))
      return give(name, value: .invalid, in: statement)
    }
    if let fallback {
      let found = checkType(fallback, in: .noRow)
      if ValueType.common(found, type.valueType) != type.valueType, found != .invalid {
        report(
          .wrongType(
            "the parameter `\(name.text)`", wanted: type.valueType.description, found: found,
            at: fallback.span,
            hint: textHint(fallback, found).flatMap { type == .string ? $0 : nil } ?? type.hint))
      }
    }
    if let text = options.parameters[name.text] {
      if let value = type.read(text) {
        facts.parameters[statement.id] = value
      } else {
        report(
          .badParameter(name.text, text, type: type.rawValue, at: statement.span, hint: type.hint))
      }
    } else if fallback == nil, options.requiresParameters {
      report(.missingParameter(name.text, type: type.rawValue, at: statement.span))
    }
    give(name, value: type.valueType, in: statement)
    if case .text(let text)? = facts.parameters[statement.id] {
      facts.slots[statement.id].map { staticTexts[$0] = text }
    } else if let fallback {
      noteStaticText(fallback, of: statement)
      if facts.parameters[statement.id] == nil { noteUnknown(fallback, of: statement) }
    }
  }

  /// A name whose value the store may not show stays so wherever it is used.
  private mutating func noteUnknown(_ value: Expression, of statement: Statement) {
    guard let slot = facts.slots[statement.id], facts.mayBeUnknown(value, in: .none) else { return }
    facts.unknownSlots.insert(slot)
  }

  private mutating func noteStaticText(_ value: Expression, of statement: Statement) {
    guard let slot = facts.slots[statement.id], let text = staticText(value) else { return }
    staticTexts[slot] = text
  }

  mutating func checkParameterNames() {
    for name in options.parameters.keys.sorted() where !parameterNames.contains(name) {
      report(.unknownParameter(name, known: parameterNames))
    }
  }

  /// Gives `name` a value from here on. It gets a place of its own: a view that used an earlier value of
  /// that name keeps it.
  mutating func give(_ name: Name, value type: ValueType, in statement: Statement) {
    let slot = "\(name.text)#\(statement.id.number)"
    facts.slots[statement.id] = slot
    give(name, .value(type, slot: slot))
  }

  /// Gives `name` its meaning from here on.
  mutating func give(_ name: Name, _ meaning: Scope.Meaning) {
    // A definition is told from them by its brackets.
    if let symbol = SymbolKind.lookup(name.text), !meaning.isDefinition {
      report(.nameTaken(name.text, by: symbol.kind.description, at: name.span))
    } else if Keyword(word: name.text)?.role == .source {
      report(.nameTaken(name.text, by: "a word of the language", at: name.span))
    } else if options.host.owns(name.text) {
      report(.nameTaken(name.text, by: "given by the host program", at: name.span))
    } else if !namedHere.insert(name.text).inserted {
      report(.namedTwice(name.text, at: name.span))
    }
    scope[name.text] = meaning
  }

  private mutating func checkCreate(_ assignments: [Assignment], at span: Span) {
    isEditing = true
    defer { isEditing = false }
    checkFieldAssignments(assignments, rows: nil)
    let given = Set(assignments.compactMap { RateField(name: $0.target.text) })
    let missing = RateField.allCases.filter { $0.isRequired && !given.contains($0) }
    if !missing.isEmpty { report(.missingFields(missing.map(\.name), at: span)) }
  }

  private mutating func checkBilling(_ assignments: [Assignment]) {
    var given: Set<BillingField> = []
    let names = BillingField.allCases.map(\.name)
    for assignment in assignments {
      let target = assignment.target
      if refuseUnclear(assignment) { continue }
      let setting = BillingField.allCases.first { $0.name == target.text.lowercased() }
      let found = checkType(assignment.value, in: Context(wanted: setting?.valueType))
      guard let field = setting else {
        report(
          .unknownSetting(target.text, at: target.span, settings: names))
        continue
      }
      if !given.insert(field).inserted { report(.assignedTwice(target.text, at: target.span)) }
      if let operation = assignment.operation {
        report(.opensToOperation(operation.rawValue, at: target.span))
      }
      if found == .null {
        report(.nullAssigned(target.text, at: assignment.value.span))
      } else if found != field.valueType, found != .invalid {
        report(
          .wrongType(
            "`\(field.name)`", wanted: field.valueType.description, found: found,
            at: assignment.value.span,
            hint: field.valueType == .bool ? "write true or false" : symbolHint(field.valueType)))
      }
    }
  }

  func symbolHint(_ type: ValueType) -> String? {
    guard case .symbol(let kind) = type else { return nil }
    return "write \(kind.names.joined(separator: " or ")) without quotes"
  }
}
