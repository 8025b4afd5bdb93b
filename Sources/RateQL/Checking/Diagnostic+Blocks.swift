/// What the checker says of blocks, definitions, quotes and explanations. Codes RQ2070 to RQ2099.
extension Diagnostic {
  // MARK: Loops and branches

  static func rowAsValue(_ name: String, at span: Span) -> Diagnostic {
    loopRow("`\(name)` is a row, not a value", "name one of its columns: `\(name).price_n`", at: span)
  }

  static func rowAsRows(_ name: String, at span: Span) -> Diagnostic {
    loopRow(
      "`\(name)` is one row, not a query",
      "choose the rate itself with `rates | where prefix = \(name).prefix`", at: span)
  }

  private static func loopRow(_ message: String, _ hint: String, at span: Span) -> Diagnostic {
    Diagnostic("RQ2070", message, at: span, hints: [hint])
  }

  static func loopRowCalledRow(at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ2071", "a loop's row can't be called `row`", at: span,
      hints: ["`row.NAME` is the column of the rate at hand: write `for r in …` and `r.NAME`"])
  }

  static func fieldOfView(_ name: String, _ field: String, at span: Span) -> Diagnostic {
    let word = field.lowercased()
    let isCount = word == "count" || Habits.functions[word] == "len"
    return noFields(
      "`\(name)` is a query, not a row",
      [
        isCount
          ? "rows are counted by `count(\(name))`"
          : "write `(\(name)).\(field)` for the field of its one row"
      ], at: span)
  }

  static func fieldOfRates(_ field: String, at span: Span) -> Diagnostic {
    noFields("`rates` is a query, not a row", ["a column is named alone: `\(field)`"], at: span)
  }

  static func fieldOfColumn(_ name: String, _ field: String, at span: Span) -> Diagnostic {
    let word = field.lowercased()
    let function = ScalarFunction(rawValue: word)?.rawValue ?? Habits.functions[word]
    return noFields(
      "`\(name)` is a column, which has no fields",
      [function.map { "write `\($0)(\(name))`" } ?? "a column is named alone: `\(name)`"], at: span)
  }

  static func fieldOfValue(_ name: String, _ type: ValueType, at span: Span) -> Diagnostic {
    noFields("`\(name)` is \(type), which has no fields", [], at: span)
  }

  static func fieldOfParameter(_ name: String, _ field: String, at span: Span) -> Diagnostic {
    noFields(
      "the parameter `\(name)` is no row, so it has no fields",
      ["give the field itself where it is called", "write `(\(name)).\(field)` where it is a query"], at: span
    )
  }

  private static func noFields(_ message: String, _ hints: [String], at span: Span) -> Diagnostic {
    Diagnostic("RQ2072", message, at: span, hints: hints)
  }

  static func editedInLoop(_ name: String, field: String, at span: Span) -> Diagnostic {
    editedView(
      "`\(name)` depends on `\(field)`, which this loop edits: the next pass would use it after that",
      pinned: name, at: span)
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
    queryAsValue("`\(call)` is a query, not a value", shown: call, at: span)
  }

  static func functionAsRows(_ name: String, at span: Span) -> Diagnostic {
    notRows("`\(name)` gives a value, not a query", shown: "\(name)(…)", at: span)
  }

  static func parameterTwice(_ name: String, at span: Span) -> Diagnostic {
    namedTwice("there is a parameter `\(name)` already", hints: [], at: span)
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
