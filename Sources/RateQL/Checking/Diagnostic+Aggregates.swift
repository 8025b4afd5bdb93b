/// What the checker says of aggregates.
extension Diagnostic {
  /// - Parameter rows: the query that it was given instead of a column.
  static func aggregateOutsideSummarize(
    _ name: String, of value: String?, rows: String? = nil, at span: Span
  ) -> Diagnostic {
    let source = rows ?? "rates"
    return aggregateOutside(
      rows == nil
        ? "`\(name)` speaks of many rows, and there is only one here"
        : "`\(name)` takes a column, inside of `summarize`",
      "write `(\(source) | summarize x = \(name)(\(value ?? ""))).x`"
        + (rows == nil ? ", or use it in a `summarize` stage" : ""), at: span)
  }

  static func aggregateIsColumn(_ column: String, at span: Span) -> Diagnostic {
    aggregateOutside(
      "`\(column)` is a column by now: what `summarize` worked out",
      "its name stands in backticks: `\(column)`; "
        + "or give it one of its own: `summarize x = \(column) …`", at: span)
  }

  private static func aggregateOutside(_ message: String, _ hint: String, at span: Span) -> Diagnostic {
    Diagnostic("RQ2022", message, at: span, hints: [hint])
  }

  static func nestedAggregate(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic("RQ2023", "`\(name)` can't stand inside another aggregate", at: span)
  }

  static func outsideAggregate(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ2024", "`\(name)` has many values in each group", at: span,
      hints: ["put it into an aggregate such as `max(\(name))`, or add it after `by`"])
  }
}
