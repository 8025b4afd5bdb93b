/// What the checker says of files, second queries and edits by rows.
extension Diagnostic {
  static func unreadableFile(_ error: RowSourceError, at span: Span) -> Diagnostic {
    Diagnostic("RQ2060", error.problem, at: span, hints: error.hints)
  }

  static func unwritableFile(_ error: RowSourceError, at span: Span?) -> Diagnostic {
    Diagnostic("RQ2068", error.problem, at: span, hints: error.hints)
  }

  static func fileWithoutQuotes(_ name: String, at span: Span) -> Diagnostic {
    noFile("the name of a file stands in quotes", ["write \"\(name)\""], at: span)
  }

  private static func noFile(_ message: String, _ hints: [String], at span: Span) -> Diagnostic {
    Diagnostic("RQ2061", message, at: span, hints: hints)
  }

  static func unknownFile(at span: Span) -> Diagnostic {
    noFile(
      "which file this is can't be told before the script runs",
      [
        "a file's columns are checked before anything runs: write the name out, or take it from a `param`",
        "where it is one, give its value: --param NAME=FILE",
      ], at: span)
  }

  static func noRightColumn(
    _ name: String, _ names: [String], nearest: String?, at span: Span
  ) -> Diagnostic {
    Diagnostic("RQ2062", "the query in brackets has no column `\(name)`", at: span)
      .hint(nearest.map { "did you mean `\($0)`?" } ?? "it has \(names.joined(separator: ", "))")
      .hint("where the names differ, write `on LEFT = RIGHT`")
  }

  static func unlistedKey(_ field: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ2063", "rates can't be found by `\(field)`: lists of rates leave it out", at: span,
      hints: ["`on prefix` is what tells rates apart"])
  }

  static func keyNotInRows(_ field: String, _ edit: String, _ rows: RowShape, at span: Span) -> Diagnostic {
    Diagnostic("RQ2064", "the rows that `\(edit)` gets have no column `\(field)`", at: span)
      .hint("they have \(rows.columns.map(\.name).joined(separator: ", "))")
      .hint("name one so with `select`: `select \(field) = …, …`")
  }

  static func missingColumns(_ names: [String], at span: Span) -> Diagnostic {
    let list = names.joined(separator: ", ")
    return Diagnostic(
      "RQ2065", "a new rate needs \(list) as well", at: span,
      hints: ["say it for all of them: `insert default \(names[0]) = …`"])
  }

  static func scopeNotRates(at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ2066", "the scope of `sync` is not rates", at: span,
      hints: ["it says which rates may be deleted: `sync (rates | where prefix startswith \"44\") on prefix`"]
    )
  }

  static func scopeChoosesOtherwise(_ stage: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ2067", "the scope of `sync` can't use `\(stage)`", at: span,
      hints: ["conditions alone decide what belongs to it: `where`, `search`, `match`"])
  }
}
