/// What the lexer and the parser say. Codes RQ1001 to RQ1999.
extension Diagnostic {
  static func unknownCharacter(_ character: String, at span: Span) -> Diagnostic {
    let diagnostic = Diagnostic("RQ1001", "`\(character)` means nothing here", at: span)
    return switch character {
    case "%": diagnostic.hint("a percent sign touches its number: `5%`; the remainder is `mod`")
    case "!": diagnostic.hint("write `not …` or `!=`")
    case "&": diagnostic.hint("write `and`; texts are joined by writing them into one: \"{a}{b}\"")
    case "?": diagnostic.hint("write `if … then … else …`")
    case "^": diagnostic.hint("there are no powers: multiply, or write a regular expression between slashes")
    case "€", "$", "£", "¥": diagnostic.hint("prices are written as plain numbers: `0.05`")
    case "\\": diagnostic.hint("a statement goes on by itself after an operator, a comma or `|`")
    case "\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}", "\u{FEFF}", "\u{AD}":
      diagnostic.hint("an invisible character came along with what was pasted: delete it")
    default: diagnostic
    }
  }

  static let unclosedStringCode = "RQ1002"

  static func unclosedString(_ quote: String, at span: Span, endsTypographic: Bool) -> Diagnostic {
    let what =
      switch quote {
      case "/": "the regular expression"
      case "`": "the name in backticks"
      default: "the string"
      }
    return Diagnostic(
      unclosedStringCode, "\(what) is not closed before the end of its line", at: span,
      hints: [
        endsTypographic && quote != "/"
          ? "its end is a typographic quote: write \(quote)" : "add the closing \(quote)"
      ])
  }

  static let unclosedCode = "RQ1003"

  static func unclosed(_ what: String, opener: String, closer: String, at span: Span) -> Diagnostic {
    Diagnostic(unclosedCode, "\(what) is not closed", at: span, hints: ["`\(opener)` needs its `\(closer)`"])
  }

  static func badEscape(_ escape: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ1004", "`\(escape)` is not an escape", at: span,
      hints: ["known are \\n \\t \\r \\\" \\\\ \\{ \\} \\u{…}; a string in single quotes takes no escapes"])
  }

  static func badNumber(_ text: String, at span: Span, hint: String?) -> Diagnostic {
    Diagnostic("RQ1005", "`\(text)` is not a number", at: span).hint(hint)
  }

  static func numberTooLong(at span: Span) -> Diagnostic {
    Diagnostic("RQ1006", "the number has more digits than the 38 that are kept exactly", at: span)
  }

  static func badDuration(_ text: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ1007", "`\(text)` is not a duration", at: span,
      hints: ["durations are days, hours, minutes and seconds in that order: `90s`, `2m30s`, `1h`, `7d`"])
  }

  static func badDate(_ text: String, at span: Span) -> Diagnostic {
    noDate("`\(text)` is not a day of the calendar", "dates are year, month and day: `2026-03-01`", at: span)
  }

  static func shortDate(_ text: String, written: String, at span: Span) -> Diagnostic {
    noDate("month and day of a date have two digits each", "write `\(written)`", at: span)
  }

  private static func noDate(_ message: String, _ hint: String, at span: Span) -> Diagnostic {
    Diagnostic("RQ1008", message, at: span, hints: ["\(hint); a subtraction has spaces around its `-`"])
  }

  static func expected(_ what: String, found: Token, hint: String? = nil) -> Diagnostic {
    Diagnostic("RQ1010", "expected \(what), found \(found.display)", at: found.span).hint(hint)
  }

  /// A text stands where a name is given.
  ///
  /// - Parameter mayCompare: a comparison could be meant.
  static func nameInQuotes(_ name: String, mayCompare: Bool = false, at span: Span) -> Diagnostic {
    let isPlain =
      name.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) != nil
      && Keyword(word: name)?.isReservedInExpressions != true
    let hint =
      isPlain ? "write `\(name) = …`" : "a name with blanks or signs in it stands in backticks: `\(name)` = …"
    return Diagnostic("RQ1023", "a name does not stand in the quotes of a text", at: span, hints: [hint])
      .hint(mayCompare ? "a comparison stands in brackets: `NAME = (\"\(name)\" = …)`" : nil)
  }

  static func unknownStatement(_ word: String, at span: Span, nearest: String?) -> Diagnostic {
    Diagnostic("RQ1011", "`\(word)` starts no statement", at: span)
      .hint(
        nearest.map { "did you mean `\($0)`?" }
          ?? "a statement is a query, such as `rates | take 5`, or starts with "
          + Keyword.words(.statement).joined(separator: ", "))
  }

  static func unknownStage(_ word: String, at span: Span, nearest: String?) -> Diagnostic {
    Diagnostic(
      "RQ1012", "there is no stage `\(word)`", at: span,
      hints: [
        nearest.map { "did you mean `\($0)`?" }
          ?? "stages are \(Keyword.stageWords.joined(separator: ", "))"
      ])
  }

  static func chainedComparison(at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ1013", "comparisons do not chain", at: span,
      hints: ["write `a < b and b < c`, or `b between a and c`"])
  }

  static func tooDeep(at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ1014", "this is nested too deeply", at: span,
      hints: ["name its parts with `let`, or write a long list of values with `in […]`"])
  }

  static func leftOver(_ token: Token, hint: String? = nil) -> Diagnostic {
    Diagnostic("RQ1015", "\(token.display) is not expected here", at: token.span).hint(hint)
  }

  static func stageAfterEdit(_ edit: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ1016", "nothing may follow `\(edit)`: it ends its query", at: span,
      hints: ["look at the rows in a query of their own, or put the stage before `\(edit)`"])
  }

  static func editInExpression(_ edit: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ1017", "`\(edit)` can't stand inside an expression or a `let`", at: span,
      hints: ["it is a statement: `let` the rows first, then `NAME | \(edit) …` on a line of its own"])
  }

  /// - Parameter isShown: it stands right behind `print`.
  static func queryNeedsBrackets(at span: Span, isShown: Bool) -> Diagnostic {
    Diagnostic(
      "RQ1018", "a query inside an expression stands in brackets", at: span,
      hints: [
        isShown
          ? "a query is shown by writing it alone: `rates | …`"
          : "write `count(rates | where …)` or `(rates | …).FIELD`"
      ])
  }

  static func sqlHabit(_ message: String, at span: Span, rewritten: String) -> Diagnostic {
    Diagnostic("RQ1020", message, at: span, hints: ["in RateQL: `\(rewritten)`"])
  }

  static func includeLoop(_ chain: [String], at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ1021", "this includes a file that is being read already", at: span,
      hints: ["the way there is \(chain.joined(separator: " → "))"])
  }

  static func unreadableInclude(_ error: RowSourceError, at span: Span) -> Diagnostic {
    Diagnostic("RQ1022", error.problem, at: span, hints: error.hints)
  }
}
