/// What the checker says. Codes RQ2001 to RQ2999.
extension Diagnostic {
  static func unknownName(_ name: String, at span: Span, rows: RowShape?, hint: String?) -> Diagnostic {
    let what =
      rows == nil
      ? "there is nothing called `\(name)` here" : "there is no column or name `\(name)`"
    return Diagnostic("RQ2001", what, at: span).hint(hint ?? columnsHint(rows))
  }

  static func unknownColumn(_ name: String, at span: Span, rows: RowShape, nearest: String?) -> Diagnostic {
    Diagnostic("RQ2002", "there is no column `\(name)`", at: span)
      .hint(nearest.map { "did you mean `\($0)`?" } ?? columnsHint(rows))
  }

  private static func columnsHint(_ rows: RowShape?) -> String? {
    rows.map { "columns are \($0.names.joined(separator: ", "))" }
  }

  static func unknownField(_ name: String, at span: Span, fields: [String], nearest: String?) -> Diagnostic {
    Diagnostic("RQ2003", "a rate has no field `\(name)`", at: span)
      .hint(nearest.map { "did you mean `\($0)`?" } ?? "fields are \(fields.joined(separator: ", "))")
  }

  static func unknownSetting(_ name: String, at span: Span, settings: [String]) -> Diagnostic {
    Diagnostic("RQ2080", "billing has no setting `\(name)`", at: span)
      .hint("settings are \(settings.joined(separator: ", "))")
  }

  static func unknownView(_ name: String, at span: Span, nearest: String?) -> Diagnostic {
    Diagnostic("RQ2004", "there is no view `\(name)`", at: span)
      .hint(
        nearest.map { "did you mean `\($0)`?" }
          ?? "a query starts with `rates` or a name that `let` gave to a query")
  }

  static func notRows(_ name: String, type: ValueType, at span: Span) -> Diagnostic {
    notRows("`\(name)` is \(type), not a query", shown: name, at: span)
  }

  static func notRows(_ message: String, shown: String, at span: Span) -> Diagnostic {
    Diagnostic("RQ2005", message, at: span, hints: ["show it with `print \(shown)`"])
  }

  static func viewAsValue(_ name: String, at span: Span) -> Diagnostic {
    queryAsValue("`\(name)` is a query, not a value", shown: name, at: span)
  }

  static func queryAsValue(at span: Span) -> Diagnostic {
    queryAsValue("a query is not a value", shown: "…", at: span)
  }

  static func queryAsValue(_ message: String, shown: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ2006", message, at: span,
      hints: ["count its rows with `count(\(shown))`, or take a field of its one row: `(\(shown)).FIELD`"])
  }

  static func columnAndVariable(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ2007", "`\(name)` is both a column and a variable", at: span,
      hints: ["write `row.\(name)` for the column, or give the variable another name"])
  }

  static func mixedTypes(
    _ operation: String, _ left: ValueType, _ right: ValueType, at span: Span, hint: String?
  ) -> Diagnostic {
    let compares =
      ["in", "between"].contains(operation) || BinaryOperator(rawValue: operation)?.isComparison == true
    let message =
      compares
      ? "`\(operation)` can't compare \(left) with \(right)"
      : "`\(operation)` can't go with \(left) and \(right)"
    return Diagnostic("RQ2010", message, at: span).hint(hint)
  }

  static func wrongType(
    _ what: String, wanted: String, found: ValueType, at span: Span, hint: String? = nil
  ) -> Diagnostic {
    // A number and a whole number would sound the same.
    let foundText =
      wanted == ValueType.int.description && found == .decimal
      ? "a number with a fraction" : found.description
    return Diagnostic("RQ2011", "\(what) is \(wanted), but this is \(foundText)", at: span).hint(hint)
  }

  static func scaledPercent(factor: String, percent: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ2013", "`\(factor) * \(percent)` is a plain number here, not a percent", at: span,
      hints: ["write `\(percent) * \(factor)`: what stands first decides what comes out"])
  }

  static func editedView(_ name: String, field: String, at span: Span) -> Diagnostic {
    editedView("`\(name)` depends on `\(field)`, which was edited above", pinned: name, at: span)
  }

  static func editedView(_ message: String, pinned name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ2039", message, at: span,
      hints: [
        "read again it would choose other rates; fix which they are where it is named: `let \(name) = … | pin`"
      ])
  }

  static func comparedWithNull(_ operation: String, operand: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ2012", "a comparison with null is never true", at: span,
      hints: ["write `\(operand) is \(operation == "=" ? "" : "not ")null`"])
  }

  static func unknownFunction(_ name: String, at span: Span, hint: String) -> Diagnostic {
    Diagnostic("RQ2020", "there is no function `\(name)`", at: span, hints: [hint])
  }

  static func wrongArguments(_ call: String, at span: Span, problem: String) -> Diagnostic {
    Diagnostic("RQ2021", problem, at: span, hints: ["it is called as `\(call)`"])
  }

  static func duplicateColumn(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ2030", "there is a column `\(name)` already", at: span, hints: ["give it another name: `NAME = …`"])
  }

  static func fieldNameTaken(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ2031", "`\(name)` is a field of the rate itself", at: span,
      hints: ["give the calculated column another name; to change the rate use `set \(name) = …`"])
  }

  static func assignedTwice(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic("RQ2032", "`\(name)` is given a value twice", at: span, hints: ["keep one of the two"])
  }

  static func notWritable(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic("RQ2033", "`\(name)` is given by the server and can't be set", at: span)
  }

  static func refusedValue(_ field: String, _ problem: String, at span: Span) -> Diagnostic {
    Diagnostic("RQ2043", "the API does not take this `\(field)`: \(problem)", at: span)
  }

  static func uncalledPrefix(_ problem: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ2047", "this can't be the prefix of a called number: \(problem)", at: span,
      hints: ["of a number as people write it, `normalize(…)` makes its digits"])
  }

  static func nullAssigned(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic("RQ2034", "`\(name)` can't be null", at: span)
  }

  static func missingFields(_ names: [String], at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ2035", "a new rate needs a value for \(names.joined(separator: ", "))", at: span,
      hints: ["nothing is filled in for you: each of them decides what a call costs"])
  }

  static func unsettled(_ edit: String, at span: Span) -> Diagnostic {
    unsettled("which rates this chooses is not settled, so `\(edit)` can't follow", span)
  }

  static func unsettledValue(at span: Span) -> Diagnostic {
    unsettled("which rate this chooses is not settled, and an edit depends on it", span)
  }

  private static func unsettled(_ message: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      "RQ2037", message, at: span, hints: ["put a `sort` before it, for example `sort prefix`"])
  }

  static func opensToOperation(_ operation: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ2038", "`\(operation)=` has nothing to work on: a new value starts with `=`", at: span)
  }

  static func invalidRegex(_ problem: String, at span: Span) -> Diagnostic {
    Diagnostic("RQ2040", "the regular expression can't be read: \(problem)", at: span)
  }

  static func nothingToSearch(_ names: [String], at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ2045", "`search` looks into prefix and description, and these rows have neither as a text", at: span,
      hints: [
        "look into another column with `where NAME contains \"…\"`; there are \(names.joined(separator: ", "))"
      ])
  }

  static func unknownParameterType(_ name: String, at span: Span, nearest: String?) -> Diagnostic {
    Diagnostic(
      "RQ2050", "there is no type `\(name)`", at: span,
      hints: [
        (Habits.types[name.lowercased()] ?? nearest).map { "did you mean `\($0)`?" }
          ?? "types are \(ParameterType.names.joined(separator: ", "))"
      ])
  }

  static func missingParameter(_ name: String, type: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ2051", "the parameter `\(name)` has no value", at: span,
      hints: ["give one with `--param \(name)=…` (\(article(type))), or write a default: `= …`"])
  }

  /// The name of a parameter's type with its article.
  private static func article(_ type: String) -> String { type.hasPrefix("i") ? "an \(type)" : "a \(type)" }

  static func badParameter(_ name: String, _ text: String, type: String, at span: Span, hint: String?)
    -> Diagnostic
  {
    Diagnostic("RQ2052", "`\(text)` given for the parameter `\(name)` is not \(article(type))", at: span)
      .hint(hint)
  }

  static func unknownParameter(_ name: String, known: [String]) -> Diagnostic {
    Diagnostic("RQ2053", "the script has no parameter `\(name)`", at: nil)
      .hint(
        Suggestion.nearest(to: name, among: known).map { "did you mean `\($0)`?" }
          ?? (known.isEmpty ? "it has none at all" : "it has \(known.joined(separator: ", "))"))
  }

  static func nameTaken(_ name: String, by what: String, at span: Span) -> Diagnostic {
    Diagnostic("RQ2054", "`\(name)` is \(what) and can't be a name", at: span)
  }

  static func namedTwice(_ name: String, at span: Span) -> Diagnostic {
    namedTwice(
      "`\(name)` has been named before in this script",
      hints: ["give it another name: a name means one thing from top to bottom"], at: span)
  }

  static func namedTwice(_ message: String, hints: [String], at span: Span) -> Diagnostic {
    Diagnostic("RQ2055", message, at: span, hints: hints)
  }
}
