extension Evaluator {
  /// `cost(duration)` for each row; null where it depends on a value that is not known.
  func cost(
    _ call: Expression, _ columns: [RateField: RowShape.Origin], _ batch: RowBatch
  ) throws(RunError) -> Column {
    guard let length = call.children.first else { return .constant(.null, count: batch.count) }
    let durations = try column(length, batch)
    let terms = columns.mapValues { batch.column($0) }
    var result = Column.empty(.decimal, scale: CallCharge.digits)
    for row in 0..<batch.count {
      guard let duration = durations[row].decimal,
        let terms = RateTerms({ field in terms[field]?[row] })
      else {
        result.append(.null)
        continue
      }
      do throws(ChargeError) {
        result.append(try CallCharge.total(terms, duration: duration).map { .exact($0) } ?? .null)
      } catch {
        throw .failed(.charge(error, at: call.span))
      }
    }
    return result
  }
}

extension Diagnostic {
  /// Why the cost of a call can't be told.
  static func charge(_ error: ChargeError, at span: Span) -> Diagnostic {
    switch error {
    case .arithmetic(let error): .arithmetic(error, at: span)
    case .negativeDuration:
      .negativeCall(at: span)
    case .term(let field):
      Diagnostic(
        "RQ3023", "no call can be counted with a rate whose `\(field.name)` is \(termProblem(field))",
        at: span, hints: ["leave such rows out with `where \(field.name) >= \(field.minimum ?? 0)`"])
    }
  }

  private static func termProblem(_ field: RateField) -> String {
    field == .intervalN ? "0 or less" : "less than 0"
  }
}
