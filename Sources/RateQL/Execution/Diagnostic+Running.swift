/// What a run says. Codes RQ3001 to RQ3999.
extension Diagnostic {
  static func arithmetic(_ error: ArithmeticError, at span: Span) -> Diagnostic {
    switch error {
    case .overflow:
      Diagnostic(
        "RQ3001", "the result has more digits than the 38 that are kept exactly", at: span,
        hints: ["round on the way: `round(…, digits: 5)`"])
    case .divisionByZero:
      .divisionByZero(
        at: span, hint: "leave such rows out with `where`, or write `if x = 0 then … else …`")
    case .vanishing:
      Diagnostic(
        "RQ3024", "the result is not 0, and smaller than the 18 digits after the point that a division keeps",
        at: span, hints: ["multiply first and divide last"])
    }
  }

  static func assertionFailed(_ message: String?, condition: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ3003", message ?? "the assertion does not hold: \(condition)", at: span,
      hints: ["nothing was written"])
  }

  static func notOneRow(_ count: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ3004", "the query gives \(count == 0 ? "no row" : "more than one row"), and a field is taken of one",
      at: span,
      hints: [
        count == 0
          ? "look at it alone first; `count(…)` tells how many rows there are"
          : "narrow it with `where`, or make one row of it with `summarize`"
      ])
  }

  static func nullResult(_ field: String, of rate: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ3005", "\(rate) would get no value for `\(field)`", at: span,
      hints: [
        field == "connect_fee"
          ? "the server does not show its connect_fee, and what is not known is not taken for 0"
          : "a value it depends on is null; leave such rates out with `where … is not null`"
      ])
  }

  static func nullInText(at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ3008", "a value inside this text is null for at least one rate", at: span,
      hints: ["say what shall stand there: `{coalesce(description, \"\")}`"])
  }

  static func nullParameter(_ what: String, at span: Span) -> Diagnostic {
    Diagnostic("RQ3006", "\(what) is null here", at: span)
  }

  static func changedMind(_ name: String, at span: Span?) -> Diagnostic {
    Diagnostic(
      "RQ3007", "\(name) stopped keeping to the condition in the middle of its answer", at: span,
      hints: ["run it again: from now on the whole table is read and chosen from here"])
  }

  static func internalGap(_ what: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ3099", "\(what): this is a fault of RateQL itself", at: span,
      hints: ["please report it with the script; nothing was written"])
  }

  static func doubledKey(_ key: [Value], side: String, at span: Span) -> Diagnostic {
    let shown = key.map(\.description).joined(separator: ", ")
    return Diagnostic(
      "RQ3010", "\(side) side of `diff` has more than one row for \(shown)", at: span,
      hints: ["each key stands for one row: `distinct` or `summarize … by …` makes it so"])
  }

  static func emptySync(at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ3012", "there are no rows to `sync` with, and every rate of the scope would be deleted", at: span,
      hints: ["where that is meant, say so: `… | delete`"])
  }

  static func twoValues(
    _ rate: String, _ field: String, _ one: Value, _ other: Value, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      "RQ3013", "\(rate) would get two values for `\(field)`: \(one) and \(other)", at: span,
      hints: ["a `join` found more than one row for it: make the right side one row for each key"])
  }

  /// How many rows a message names.
  private static let namedRows = 20

  static func refusedRows(_ faults: [PlanFault], at span: Span) -> Diagnostic {
    let count = Set(faults.map(\.rate)).count
    var hints = faults.prefix(namedRows).map(\.description)
    if faults.count > namedRows { hints.append("… and \(faults.count - namedRows) more") }
    return Diagnostic(
      "RQ3014", "\(count) \(count == 1 ? "row" : "rows") can't become rates; nothing was written", at: span,
      hints: hints)
  }
}
