/// What `pin` and `snapshot` fix when a `let` runs, and the second queries of `join` and `diff`.
extension Interpreter {
  /// Finds the rates of each `pin` of a view and the rows of each `snapshot`, when its `let` runs.
  func fix(_ query: Query) async throws {
    switch query.source {
    case .nested(let inner): try await fix(inner)
    case .call: if let body = evaluator.facts.views[query.id] { try await fix(body) }
    case .rates, .load, .name: break
    }
    for (place, stage) in query.stages.enumerated() {
      if let other = stage.kind.otherQuery { try await fix(other) }
      let before = Query(
        id: query.id, span: query.span, source: query.source, stages: Array(query.stages[..<place]))
      switch stage.kind {
      case .pin:
        var ids: Set<String> = []
        try await run(before) { batch in
          for row in 0..<batch.count {
            if let id = batch.value(.id, row)?.string { ids.insert(id) }
          }
          return .more
        }
        pins[stage.id] = ids
      case .snapshot:
        snapshots[stage.id] = nil
        snapshots[stage.id] = try await rows(of: before, shape: shape(before: place, of: query))
      default: break
      }
    }
  }

  /// What the rows of a query are before one of its stages.
  private func shape(before place: Int, of query: Query) -> RowShape {
    if place > 0 { return evaluator.facts.shapes[query.stages[place - 1].id] ?? .rates }
    return evaluator.facts.sourceShapes[query.id] ?? .rates
  }

  /// All rows of a query as they are shown, held in memory.
  func rows(of query: Query, shape: RowShape) async throws -> RowBatch {
    var all: RowBatch?
    try await run(query, shape: shape) { batch in
      let rows = batch.projected(shape)
      if all == nil { all = rows } else { all?.append(rows) }
      return .more
    }
    return all
      ?? RowBatch(computed: shape.columns.map { .empty($0.type, scale: 5) }, count: 0)
  }

  /// The rows of the second queries that a query's stages name.
  func otherRows(of query: Query) async throws -> [NodeID: RowBatch] {
    var tables: [NodeID: RowBatch] = [:]
    for stage in evaluator.facts.stages(of: query) {
      switch stage.kind {
      case .join(let other, _), .diff(let other, _):
        tables[stage.id] = try await rows(
          of: other, shape: evaluator.facts.shapes[other.id] ?? .rates)
      default: break
      }
    }
    return tables
  }
}

/// Files that `save` writes.
extension Interpreter {
  /// Puts every file in its place, now that the whole program holds.
  func publishFiles() async throws {
    while let file = pendingFiles.first {
      do throws(RowSourceError) {
        try await file.publish()
        pendingFiles.removeFirst()
      } catch {
        throw RunError.failed(.unwritableFile(error, at: nil))
      }
    }
    for (name, rows) in saved {
      await sink.notice("saved \(rows) \(rows == 1 ? "row" : "rows") to \(name)")
    }
  }

  func discardFiles() async {
    for file in pendingFiles { await file.discard() }
    pendingFiles = []
  }
}
