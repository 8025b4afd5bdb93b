/// Statements that hold others.
extension Interpreter {
  func run(_ statements: [Statement]) async throws {
    for statement in statements { try await run(statement) }
  }

  /// The first branch whose condition is true; null counts as false.
  func runConditional(_ branches: [Branch], _ otherwise: [Statement]?) async throws {
    for branch in branches where try await value(branch.condition) == .bool(true) {
      return try await run(branch.body)
    }
    try await run(otherwise ?? [])
  }

  /// `for ROW in QUERY { … }`: all rows are read before the first pass; of each, only the columns that the
  /// body uses are kept.
  func runLoop(_ statement: Statement, _ query: Query, _ body: [Statement]) async throws {
    let slot = evaluator.facts.slots[statement.id] ?? ""
    let used = (evaluator.facts.loops[slot] ?? [:]).sorted { $0.key < $1.key }
    var columns: [Column] = []
    var count = 0
    let origins = used.map(\.value.origin)
    try await run(settled(query, statement), alsoShowing: unlisted(used.map(\.value))) { batch in
      let values = origins.map { batch.column($0) }
      if count == 0 {
        columns = values
      } else {
        for place in columns.indices { columns[place].append(values[place]) }
      }
      count += batch.count
      return .more
    }
    defer { for (place, _) in used { evaluator.variables[place] = nil } }
    for row in 0..<count {
      try Task.checkCancellation()
      for (index, (place, _)) in used.enumerated() { evaluator.variables[place] = columns[index][row] }
      try await run(body)
    }
  }

  /// The query with an order that is the same each time: rates that have none are gone through by prefix.
  private func settled(_ query: Query, _ statement: Statement) -> Query {
    guard let shape = evaluator.facts.shapes[query.id], shape.areRates, !shape.isOrdered else { return query }
    let word = Name(text: Keyword.sort.rawValue, span: query.span)
    let sort = Stage(id: statement.id, span: query.span, keyword: word, kind: .sort([]))
    return Query(id: query.id, span: query.span, source: query.source, stages: query.stages + [sort])
  }

  /// A column that only the single-record read has.
  private func unlisted(_ columns: [RowShape.Column]) -> Name? {
    for column in columns {
      if case .field(let field) = column.origin, !field.isListed {
        return Name(text: field.name, span: Span(0, 0))
      }
    }
    return nil
  }
}
