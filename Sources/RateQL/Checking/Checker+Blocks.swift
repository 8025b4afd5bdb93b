/// Statements that hold others: names given in a block end with it.
extension Checker {
  mutating func checkConditional(_ branches: [Branch], _ otherwise: [Statement]?) {
    let bodies = branches.map(\.body) + [otherwise ?? []]
    // Whether an edit is made is a part of it: what decides must be settled.
    isEditing = bodies.contains { $0.contains(where: \.holdsEdit) }
    for branch in branches {
      expect(.bool, of: branch.condition, in: .noRow, "the condition of `if`")
    }
    isEditing = false
    let before = edits
    var after = before
    for body in bodies {
      edits = after.rewound(to: before)
      checkBlock(body)
      after.join(edits)
    }
    edits = after
  }

  private mutating func checkBlock(_ body: [Statement]) {
    let (given, named) = (scope.count, namedHere)
    blockDepth += 1
    for statement in body { check(statement) }
    blockDepth -= 1
    scope.forget(since: given)
    namedHere = named
  }

  mutating func checkLoop(_ statement: Statement, _ name: Name, _ query: Query, _ body: [Statement]) {
    let shape = checkQuery(query)
    if let place = shape.unsettledAt, body.contains(where: \.holdsEdit) {
      report(.unsettled("for", at: place))
    }
    let (given, named) = (scope.count, namedHere)
    giveRow(name, shape, of: statement)
    let (started, firstUse) = (edits.now, views.uses.count)
    edits.goOn()
    loopDepth += 1
    checkBlock(body)
    loopDepth -= 1
    checkLaterPasses(since: started, firstUse: firstUse)
    scope.forget(since: given)
    namedHere = named
  }

  private mutating func giveRow(_ name: Name, _ shape: RowShape, of statement: Statement) {
    if name.text.lowercased() == "row" {
      report(.loopRowCalledRow(at: name.span))
      brokenNames.insert("row")
    }
    let slot = "\(name.text)#\(statement.id.number)"
    facts.slots[statement.id] = slot
    give(name, .row(shape, slot: slot))
  }

  /// What a pass edits has been edited when the next one starts: a view that was named before the loop is
  /// used there after the edit, wherever in the body it stands.
  private mutating func checkLaterPasses(since started: Int, firstUse: Int) {
    let edited = edits.fields(since: started)
    if !edited.isEmpty {
      for use in views.uses[firstUse...] where use.namedAt <= started {
        guard let field = field(deciding: use.view, among: edited) else { continue }
        let outer = call
        call = use.call
        reportEditedView(.editedInLoop(use.name.text, field: field.name, at: use.name.span))
        call = outer
      }
    }
    if loopDepth == 0 { views.forgetUses() }
  }

  /// A view whose choice depends on a field that was edited after the view was named would choose other rates
  /// now.
  mutating func checkIsUnedited(_ view: Query, _ name: Name) {
    if loopDepth > 0 { views.use(view, as: name, in: call) }
    let edited = edits.fields(since: views.moment(of: view))
    guard !edited.isEmpty, let field = field(deciding: view, among: edited) else { return }
    reportEditedView(.editedView(name.text, field: field.name, at: name.span))
  }

  private mutating func reportEditedView(_ diagnostic: Diagnostic) {
    guard let span = call?.span ?? diagnostic.span, views.isNews(span) else { return }
    report(diagnostic)
  }

  /// `NAME.FIELD`: a value of a loop's row.
  mutating func fieldType(_ name: Name, _ field: Name, of expression: Expression) -> ValueType {
    switch scope[name.text] {
    case .row(let shape, let slot):
      guard let column = shape.column(field.text) else {
        let nearest = Suggestion.nearest(to: field.text, among: shape.names)
        report(.unknownColumn(field.text, at: field.span, rows: shape, nearest: nearest))
        return .invalid
      }
      let place = "\(slot).\(column.name)"
      facts.loops[slot, default: [:]][place] = column
      facts.names[expression.id] = .variable(place)
      return column.type
    case .view:
      report(.fieldOfView(name.text, field.text, at: expression.span))
    case .value(let type, _):
      if type != .invalid { report(.fieldOfValue(name.text, type, at: expression.span)) }
    case .parameter:
      report(.fieldOfParameter(name.text, field.text, at: expression.span))
    case .definition, nil:
      if brokenNames.contains(name.text) { return .invalid }
      if Keyword(word: name.text) == .rates {
        report(
          RateField(name: field.text) == nil
            ? .fieldOfView(name.text, field.text, at: expression.span)
            : .fieldOfRates(field.text, at: expression.span))
        return .invalid
      }
      if RateField(name: name.text) != nil {
        report(.fieldOfColumn(name.text, field.text, at: expression.span))
        return .invalid
      }
      let candidates = scope.names.filter { if case .row? = scope[$0] { true } else { false } } + ["row"]
      report(
        .unknownName(
          name.text, at: name.span, rows: nil,
          hint: Suggestion.nearest(to: name.text, among: candidates).map { "did you mean `\($0)`?" }))
    }
    return .invalid
  }
}
