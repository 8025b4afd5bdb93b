/// What the checker says of blocks, definitions, quotes and explanations. Codes RQ2070 to RQ2099.
extension Diagnostic {
  // MARK: Loops and branches

  static func rowAsValue(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ2070", "`\(name)` is a row, not a value", at: span,
      hints: ["name one of its columns: `\(name).price_n`"])
  }

  static func rowAsRows(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ2070", "`\(name)` is one row, not a query", at: span,
      hints: ["choose the rate itself with `rates | where prefix = \(name).prefix`"])
  }

  static func loopRowCalledRow(at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ2071", "a loop's row can't be called `row`", at: span,
      hints: ["`row.NAME` is the column of the rate at hand: write `for r in …` and `r.NAME`"])
  }

  static func fieldOfView(_ name: String, _ field: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ2072", "`\(name)` is a query, not a row", at: span,
      hints: ["write `(\(name)).\(field)` for the field of its one row"])
  }

  static func fieldOfValue(_ name: String, _ type: ValueType, at span: Span) -> Diagnostic {
    Diagnostic("RQ2072", "`\(name)` is \(type), which has no fields", at: span)
  }

  static func fieldOfParameter(_ name: String, _ field: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ2072", "the parameter `\(name)` is no row, so it has no fields", at: span,
      hints: ["give the field itself where it is called", "write `(\(name)).\(field)` where it is a query"])
  }

  static func editedInLoop(_ name: String, field: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ2039",
      "`\(name)` depends on `\(field)`, which this loop edits: the next pass would use it after that",
      at: span,
      hints: [
        "read again it would choose other rates; fix which they are where it is named: `let \(name) = … | pin`"
      ])
  }

  static func parameterInBlock(at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ2073", "a `param` can't stand inside a block", at: span,
      hints: ["what the caller gives is known before anything runs: put it at the top of the script"])
  }

  // MARK: Definitions

  static func definitionAsValue(_ display: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ2074", "this is a `def`, which is called", at: span, hints: ["it is called as `\(display)`"])
  }

  static func rowsAsValue(_ call: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ2006", "`\(call)` is a query, not a value", at: span,
      hints: ["count its rows with `count(\(call))`, or take a field of its one row: `(\(call)).FIELD`"])
  }

  static func functionAsRows(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ2005", "`\(name)` gives a value, not a query", at: span, hints: ["show it with `print \(name)(…)`"])
  }

  static func parameterTwice(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic("RQ2055", "there is a parameter `\(name)` already", at: span)
  }

  static func rowInsideQuery(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ2075",
      "what is given for `\(name)` differs from row to row, and the query that uses it is read once",
      at: span,
      hints: ["give a value that is the same for every row, or go through the rows with `for r in … { … }`"])
  }

  static func unfoldsTooFar(_ name: String, limit: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ2076", "`\(name)` unfolds to more than \(limit) parts here", at: span,
      hints: ["give what stands inside a name of its own with `let`, so that it is worked out once"])
  }

  // MARK: Quotes, explanations, rounding

  static func notExplained(at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ2077", "`explain` takes a query or a `quote`", at: span,
      hints: ["explain the query in it: `explain rates | where …`"])
  }

  static func unknownRounding(_ name: String, _ rules: [String], at span: Span) -> Diagnostic {
    Diagnostic("RQ2078", "there is no rounding `\(name)`", at: span)
      .hint(
        Suggestion.nearest(to: name, among: rules).map { "did you mean `\($0)`?" }
          ?? "write `rounding = \(rules.joined(separator: "` or `rounding = "))`")
  }
}
