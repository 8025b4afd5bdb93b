/// A program in one go, for a host that has it as a text.
extension Session {
  /// The rows of the one table that a program shows: `rates | where type = MOBILE | take 20`. Statements such
  /// as `let` may stand before the query.
  ///
  /// - Parameters:
  ///   - text: the program; an edit in it is refused before it runs.
  ///   - parameters: values for its `param` statements, as a person writes them. What comes from outside
  ///     belongs here, never into the text.
  ///   - name: what messages call the program.
  /// - Throws: ``ProgramErrors`` where it is wrong, else what ``run(_:sink:)`` throws.
  public func rows(
    of text: String, parameters: [String: String] = [:], name: String = "query"
  ) async throws -> ResultTable {
    let program = try check(parse(Source(name: name, text: text)), parameters: parameters)
    guard !program.edits else { throw ProgramErrors([.editsWhereRowsAreDue(in: program.program.source)]) }
    let collector = ResultCollector()
    _ = try await run(program, sink: collector)
    guard collector.tables.count == 1, let table = collector.tables.first else {
      throw RunError.failed(.notOneTable(collector.tables.count, in: program.program.source))
    }
    return table
  }

  /// What a program would change, checked against the API's rules; nothing is written. What it shows is left
  /// out.
  ///
  /// - Throws: ``ProgramErrors`` where it is wrong, else what ``run(_:sink:)`` throws.
  public func changes(
    of text: String, parameters: [String: String] = [:], name: String = "edit"
  ) async throws -> ChangePlan {
    try await run(check(parse(Source(name: name, text: text)), parameters: parameters))
  }
}

extension Diagnostic {
  fileprivate static func editsWhereRowsAreDue(in source: Source) -> Diagnostic {
    Diagnostic(
      "RQ2090", "the program changes rates, and only its rows were asked for", at: nil,
      hints: ["ask for its changes instead"]
    ).inSource(source)
  }

  fileprivate static func notOneTable(_ count: Int, in source: Source) -> Diagnostic {
    Diagnostic(
      "RQ3047", "the program shows \(count == 0 ? "no table" : "\(count) tables"), and one was asked for",
      at: nil, hints: ["end it with one query"]
    ).inSource(source)
  }
}
