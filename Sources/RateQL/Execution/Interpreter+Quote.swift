/// `quote "NUMBER" for DURATION`: which rate a call hits, and what it costs.
extension Interpreter {
  func runQuote(_ number: Expression, _ duration: Expression) async throws {
    let quote = try await quote(number, duration)
    var columns = Quote.columns
    if quote.winner == nil { for place in columns.indices { columns[place].mayBeUnknown = false } }
    try await sink.begin(columns, layout: .record)
    _ = try await sink.rows(quote.values.map { .constant($0, count: 1) }, count: 1)
    try await sink.end()
    if quote.winner == nil {
      for sentence in quote.sentences { await sink.notice(sentence) }
    } else if quote.winner?[.connectFee]?.decimal == nil {
      await reader.tellUnknown(.connectFee, of: 1)
    }
  }

  func quote(_ number: Expression, _ duration: Expression) async throws -> Quote {
    let called = try await value(number)
    guard let digits = called.string.flatMap(PhoneNumber.normalized) else {
      throw RunError.failed(.noNumber("\(called)", at: number.span))
    }
    guard case .duration(let seconds) = try await value(duration) else {
      throw RunError.failed(.nullParameter("the length of the call", at: duration.span))
    }
    let candidates = try await candidates(digits, at: number.span)
    do throws(ChargeError) {
      return try Quote(
        number: digits, duration: seconds, candidates: candidates, rounding: evaluator.rounding)
    } catch {
      throw RunError.failed(.charge(error, at: duration.span))
    }
  }

  /// The rates whose prefix starts the number, longest first; of the first, what lists leave out too.
  private func candidates(_ digits: String, at span: Span) async throws -> [RateRecord] {
    let planner = Planner(
      facts: evaluator.facts, capabilities: try await reader.capabilities(),
      hasOverlay: changes.touchesRates
    ) { _ in nil }
    let runner = QueryRunner(reader: reader, evaluator: evaluator, tables: [:], span: span)
    var found: [RateRecord] = []
    let (reader, changes) = (reader, changes)
    try await runner.run(try planner.plan(matching: digits), through: changes) { batch in
      for row in 0..<batch.count {
        if let record = batch.record(row) { found.append(record) }
      }
      guard batch.count > 0, let first = found.indices.first else { return .more }
      let fee = try await reader.details(batch.prefix(1), through: changes)[0]
      found[first][.connectFee] = fee.isNull ? nil : fee
      return .enough
    }
    return found
  }
}
