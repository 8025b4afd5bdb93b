extension CheckFacts {
  /// The fields of the rate that this node reads by itself, those below it aside.
  package func fieldsRead(at node: Expression) -> [RateField] {
    if case .column(.field(let field))? = names[node.id] { return [field] }
    if case .cost(let columns)? = calls[node.id] {
      return columns.values.compactMap { if case .field(let field) = $0 { field } else { nil } }
    }
    return []
  }

  /// Whether this node depends on the row, those below it aside.
  package func readsRow(at node: Expression) -> Bool {
    if case .column? = names[node.id] { return true }
    switch calls[node.id] {
    case .cost?, .aggregate?: return true
    default: return false
    }
  }

  /// Whether a null of this expression may stand for a value that the store does not show.
  package func mayBeUnknown(_ expression: Expression, in rows: RowShape) -> Bool {
    let expression = resolved(expression)
    switch expression.kind {
    case .literal, .isNull, .interpolation, .invalid: return false
    case .name, .column:
      switch names[expression.id] {
      case .column(let origin)?: return rows.mayBeUnknown(origin)
      case .variable(let slot)?: return unknownSlots.contains(slot)
      default: return false
      }
    case .field(_, let field):
      guard case .variable(let place)? = names[expression.id] else { return false }
      let slot = place.dropLast(field.text.count + 1)
      return loops[String(slot)]?[place]?.mayBeUnknown ?? false
    case .query(let query, let field):
      guard let field, let column = shapes[query.id]?.column(field.text) else { return false }
      return column.mayBeUnknown
    case .call: return callMayBeUnknown(expression, in: rows)
    default: return expression.children.contains { mayBeUnknown($0, in: rows) }
    }
  }

  private func callMayBeUnknown(_ call: Expression, in rows: RowShape) -> Bool {
    switch calls[call.id] {
    case .cost(let columns)?: return columns.values.contains(where: rows.mayBeUnknown)
    case .countRows?, .aggregate(.count)?: return false
    // They leave nulls out: one value that is known is enough.
    case .scalar(.coalesce)?, .scalar(.least)?, .scalar(.greatest)?:
      let given = call.children.filter { types[$0.id] != .null }
      return !given.isEmpty && given.allSatisfy { mayBeUnknown($0, in: rows) }
    default: return call.children.contains { mayBeUnknown($0, in: rows) }
    }
  }

  /// The stage's shape with the columns marked whose nulls may be unknown values.
  func marked(_ shape: RowShape, after stage: Stage, on rows: RowShape) -> RowShape {
    var shape = shape
    func mark(_ name: String, _ value: Expression, _ rows: RowShape) {
      shape.mark(name, mayBeUnknown: mayBeUnknown(value, in: rows))
    }
    switch stage.kind {
    case .select(let items):
      for item in items { mark(item.name.text, item.value, rows) }
    case .snapshot:
      for column in rows.columns { shape.mark(column.name, mayBeUnknown: column.mayBeUnknown) }
    case .distinct(let items):
      for column in rows.columns where items.isEmpty {
        shape.mark(column.name, mayBeUnknown: column.mayBeUnknown)
      }
      for item in items { mark(item.name.text, item.value, rows) }
    case .extend(let assignments):
      // Each sees the columns before it, with their marks.
      for assignment in assignments { mark(assignment.target.text, assignment.value, shape) }
    case .summarize(let values, let groups):
      for group in groups { mark(group.name.text, group.value, rows) }
      for value in values { mark(value.target.text, value.value, rows) }
    default: break
    }
    return shape
  }
}

extension RowShape {
  fileprivate func mayBeUnknown(_ origin: Origin) -> Bool {
    switch origin {
    case .field(let field): !field.isListed
    case .computed: columns.contains { $0.origin == origin && $0.mayBeUnknown }
    }
  }

  /// Says of a column whether its null may stand for a value that the store does not show.
  mutating func mark(_ name: String, mayBeUnknown: Bool) {
    let same = columns.firstIndex { $0.name == name }
    guard let place = same ?? columns.firstIndex(where: { $0.name.lowercased() == name.lowercased() })
    else { return }
    columns[place].mayBeUnknown = mayBeUnknown
  }
}
