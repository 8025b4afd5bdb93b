extension TreeFormatter {
  /// The statements of a block or of the whole program, one below the other.
  func statements(_ statements: [Statement]) -> Layout {
    var parts: [Layout] = []
    for (index, statement) in statements.enumerated() {
      let blank = lineBreaks(before: statement.span.start) > 1
      parts += [.gap(Gap(kind: .statement(isFirst: index == 0, blankBefore: blank))), layout(statement)]
    }
    parts.append(.gap(Gap(kind: .end(isEmpty: statements.isEmpty))))
    return .sequence(parts)
  }

  private func layout(_ statement: Statement) -> Layout {
    let start = statement.span.start
    func first(_ keyword: Keyword, _ rest: Layout...) -> Layout {
      .sequence([self.keyword(keyword, at: start)] + rest)
    }
    switch statement.kind {
    case .query(let query): return layout(query)
    case .letQuery(let name, let query):
      return first(.let, .text(" "), text(name), .text(" = "), layout(query))
    case .letValue(let name, let value):
      return first(.let, .text(" "), text(name), .text(" = "), assigned(value))
    case .param(let name, let type, let fallback):
      let value = fallback.map { [Layout.text(" = "), assigned($0)] } ?? []
      let typeName = Layout.text(source.text(type.span).lowercased(), at: type.span.start)
      return first(.param, .text(" "), text(name), .text(": "), typeName, .sequence(value))
    case .definition(let definition): return first(.def, .text(" "), layout(definition))
    case .create(let assignments): return first(.create, .text(" "), .indented(self.assignments(assignments)))
    case .quote(let number, let duration):
      return first(
        .quote, .text(" "), layout(number, .afterWord), .text(" for "), layout(duration, .afterWord))
    case .billing: return first(.billing)
    case .billingSet(let values):
      return first(.billing, .text(" set "), .indented(billingAssignments(values)))
    case .assert(let condition, let message):
      let tail = message.map { [Layout.text(","), .indented([.space, layout($0)])] } ?? []
      return .group([first(.assert, .text(" "), layout(condition, .afterWord))] + tail)
    case .print(let value): return first(.print, .text(" "), layout(value, .afterWord))
    case .include(let include):
      return first(.include, .text(" "), .text(source.text(include.pathSpan), at: include.pathSpan.start))
    case .explain(let inner): return first(.explain, .text(" "), layout(inner))
    case .rounding(let name): return first(.rounding, .text(" = "), text(name))
    case .conditional(let branches, let otherwise):
      return conditional(branches, otherwise, from: start)
    case .loop(let name, let query, let body):
      // The stages of a query that needs several lines stand further in than the block.
      let header = [.text(" "), text(name), .text(" in "), Layout.indented([layout(query)]), .text(" ")]
      return first(.for, .sequence(header), block(body, from: query.span.end).layout)
    }
  }

  private func layout(_ definition: Definition) -> Layout {
    let body: Layout =
      switch definition.body {
      case .value(let value): assigned(value)
      case .query(let query): layout(query)
      }
    let names = definition.parameters.map(text)
    let parameters: Layout =
      names.isEmpty
      ? .text("()")
      : .group([.text("("), .indented([.nothing, .list(names)]), .closing, .text(")")])
    return .sequence([text(definition.name), parameters, .text(" = "), body])
  }

  /// Billing's own names stand in capitals, as it writes them.
  private func billingAssignments(_ assignments: [Assignment]) -> Layout {
    .group([
      .list(
        assignments.map { assignment in
          var value = assigned(assignment.value)
          if case .name(let name) = assignment.value.kind,
            let symbol = SymbolKind.lookup(source.text(name.span)),
            !givenNames.contains(name.text.lowercased())
          {
            value = .text(symbol.name, at: name.span.start)
          }
          let sign = " \(assignment.operation?.rawValue ?? "")= "
          return .sequence([text(assignment.target), .text(sign), value])
        })
    ])
  }

  private func conditional(_ branches: [Branch], _ otherwise: [Statement]?, from start: Int) -> Layout {
    var parts: [Layout] = []
    var place = start
    for (index, branch) in branches.enumerated() {
      if index > 0 { parts += [.softSpace, .text("else ")] }
      let condition = Layout.indented([.indented([layout(branch.condition)])])
      let body = block(branch.body, from: branch.condition.span.end)
      parts += [.text("if ", at: index == 0 ? start : nil), condition, .text(" "), body.layout]
      place = body.end
    }
    if let otherwise {
      parts += [.softSpace, .text("else "), block(otherwise, from: place).layout]
    }
    return .sequence(parts)
  }

  /// A block whose `{` is the first one from `place` on; `end` is where its `}` stands.
  private func block(_ body: [Statement], from place: Int) -> (layout: Layout, end: Int) {
    let open = self.place(of: .openBrace, from: place) ?? place
    let end = self.place(of: .closeBrace, from: body.last?.span.end ?? open + 1) ?? open
    let isBare = body.isEmpty && !hasComment(between: open, and: end)
    if isBare { return (.text("{}", at: open), end) }
    let parts = [
      .text("{", at: open), .indented([statements(body)]), Layout.gap(Gap(kind: .newline)),
      .text("}", at: end),
    ]
    return (.sequence(parts), end)
  }
}
