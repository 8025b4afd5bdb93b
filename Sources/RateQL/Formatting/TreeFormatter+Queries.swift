extension TreeFormatter {
  /// On one line where it was and fits; else one stage a line.
  func layout(_ query: Query) -> Layout {
    let stages = query.stages.flatMap { [Layout.space, layout($0)] }
    let isSpread = query.stages.contains(where: hasOwnLine)
    return .group(.sequence([sourceLayout(query), .indented(stages)]), breaks: isSpread)
  }

  /// Whether a line broke before or behind the `|` of a stage.
  private func hasOwnLine(_ stage: Stage) -> Bool {
    for token in tokens[..<index(from: stage.span.start)].reversed() {
      if token.kind == .newline { return true }
      if !token.isSymbol(.pipe) { return false }
    }
    return false
  }

  private func sourceLayout(_ query: Query) -> Layout {
    switch query.source {
    case .rates(let span): keyword(.rates, at: span.start)
    case .load(let path, let span):
      .sequence([
        keyword(.load, at: span.start), .text(" "),
        file(path),
      ])
    case .name(let name): text(name)
    case .call(let name, let arguments, let span): call(name, arguments, end: span.end)
    case .nested(let inner):
      bracketed(
        layout(inner), from: query.span.start,
        end: place(of: .closeParenthesis, from: inner.span.end) ?? inner.span.end, "")
    }
  }

  /// The name of a file: what can't be one stands in brackets.
  private func file(_ path: Expression) -> Layout {
    switch path.kind {
    case .literal(.text), .interpolation, .name, .column, .field, .call, .query: layout(path)
    default: bracketed(path)
    }
  }

  private func layout(_ stage: Stage) -> Layout {
    .sequence([
      .text("| "), .text(stage.keyword.text.lowercased(), at: stage.keyword.span.start),
      operands(of: stage.kind),
    ])
  }

  private func operands(of kind: StageKind) -> Layout {
    switch kind {
    case .filter(let operand), .search(let operand), .take(let operand), .skip(let operand),
      .match(let operand):
      return .sequence([.text(" "), layout(operand, .afterWord)])
    case .sort(let keys):
      let items = keys.enumerated().map { index, key in
        let value = layout(key.expression, Place(isAfterWord: index == 0))
        return key.descending ? Layout.sequence([value, .text(" desc")]) : value
      }
      return .sequence([.text(" "), .indented(.group([.list(items)]))])
    case .select(let columns), .distinct(let columns):
      guard !columns.isEmpty else { return .sequence([]) }
      return .sequence([.text(" "), .indented(.group([items(columns)]))])
    case .extend(let values), .set(let values):
      return .sequence([.text(" "), .indented(assignments(values))])
    case .summarize(let values, let groups):
      let columns = values.map { SelectItem(name: $0.target, value: $0.value) }
      let by = groups.isEmpty ? [] : [Layout.text(" by"), .indented([.softSpace, .group([items(groups)])])]
      return .sequence([.text(" "), .indented(.group([items(columns)]))] + by)
    case .join(let other, let keys), .diff(let other, let keys):
      return .sequence([.text(" "), second(other), on(keys.map(layout))])
    case .snapshot, .pin, .delete: return .sequence([])
    case .save(let path, let replacing):
      return .sequence([.text(" "), file(path)] + (replacing ? [.text(" replace")] : []))
    case .insert(let values): return defaults(values)
    case .upsert(let keys, let values): return .sequence([on(keys.map(text)), defaults(values)])
    case .sync(let scope, let keys, let values):
      return .sequence([.text(" "), second(scope), on(keys.map(text)), defaults(values)])
    }
  }

  private func on(_ keys: [Layout]) -> Layout {
    .sequence([.text(" on"), .indented([.softSpace, .group([.list(keys)])])])
  }

  private func layout(_ key: JoinKey) -> Layout {
    guard key.left.text != key.right.text else { return text(key.left) }
    return .sequence([text(key.left), .text(" ="), .softSpace, text(key.right)])
  }

  private func defaults(_ values: [Assignment]) -> Layout {
    values.isEmpty ? .sequence([]) : .sequence([.text(" default "), .indented(assignments(values))])
  }

  /// The second query of a stage: a name alone, all else in brackets.
  private func second(_ query: Query) -> Layout {
    if case .name(let name) = query.source, query.stages.isEmpty,
      Keyword(word: source.text(name.span))?.role != .clause
    {
      return text(name)
    }
    let end = place(of: .closeParenthesis, from: query.span.end) ?? query.span.end
    return bracketed(layout(query), from: nil, end: end, "")
  }

  func assignments(_ assignments: [Assignment]) -> Layout {
    .group([
      .list(
        assignments.map { assignment in
          .sequence([
            text(assignment.target), .text(" \(assignment.operation?.rawValue ?? "")= "),
            assigned(assignment.value),
          ])
        })
    ])
  }

  /// A column without a name of its own is called by its text, so that text is what is written.
  private func items(_ items: [SelectItem]) -> Layout {
    .list(
      items.map { item in
        guard item.name.span == item.value.span else {
          return .sequence([text(item.name), .text(" = "), assigned(item.value)])
        }
        switch item.value.kind {
        case .name(let name): return text(name)
        case .column: return layout(item.value)
        default:
          let name = item.name.text
          return .text(item.value.needsBracketsAsItem ? "(\(name))" : name, at: item.name.span.start)
        }
      })
  }
}

extension Expression {
  /// Written bare it would be taken for `NAME = …`, or for a division where it starts with `/`.
  fileprivate var needsBracketsAsItem: Bool {
    if showsEquals { return true }
    var first = self
    while true {
      switch first.kind {
      case .literal(.regex): return true
      case .binary(_, let left, _): first = left
      case .between(let left, _, _, _), .membership(let left, in: _, _), .isNull(let left, _): first = left
      case .not: return first.negatedWordTest?.left.needsBracketsAsItem ?? false
      default: return false
      }
    }
  }
}
