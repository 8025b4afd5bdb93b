/// What ends a run that uses too much. Codes RQ3040 to RQ3042.
extension Diagnostic {
  static func limitExceeded(_ kind: RunLimits.Kind, _ limits: RunLimits, at span: Span?) -> Diagnostic {
    switch kind {
    case .rows:
      Diagnostic(
        "RQ3040", "the run has read more than \(limits.rows ?? 0) rows, which is its limit", at: span,
        hints: ["narrow the query, or let the run read more rows", "nothing was written"])
    case .steps:
      Diagnostic(
        "RQ3041", "the run has taken more than \(limits.steps ?? 0) steps, which is its limit", at: span,
        hints: ["let it work on fewer rows or in fewer passes, or allow more steps", "nothing was written"])
    case .time:
      Diagnostic(
        "RQ3042", "the run has taken \(limits.time ?? .zero), which is its limit", at: span,
        hints: ["narrow the query, or give the run more time", "nothing was written"])
    }
  }
}
