/// What the checker says of files, second queries and edits by rows.
extension Diagnostic {
  static func notRates(_ stage: String, areOfFile: Bool, at span: Span) -> Diagnostic {
    let consequence =
      switch stage {
      case "match": "so `match` finds none among them"
      case "pin": "so there is nothing for `pin` to fix"
      default: "so `\(stage)` has nothing to change"
      }
    let hint =
      switch stage {
      case _ where !areOfFile:
        "rows stay rates through where, search, sort, take, skip, select, extend, match, pin and join"
      case "match": "write `rates | match …`; of a file's own prefixes, `where prefix covers …` chooses"
      case "pin": "what a file holds does not change while the script runs: leave `pin` out"
      case "delete": "write `rates | join (load …) on prefix | delete` for the rates that they name"
      default:
        "they become rates through `upsert on prefix`, `insert` or `sync`; to change rates by them, write "
          + "`rates | join (load …) on prefix | set …`"
      }
    let what = areOfFile ? "these rows come from a file and are no rates" : "these rows are no rates any more"
    return Diagnostic("RQ2036", "\(what), \(consequence)", at: span, hints: [hint])
  }

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
