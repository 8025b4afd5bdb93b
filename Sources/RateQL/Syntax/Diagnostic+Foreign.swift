/// What the lexer and the parser say of what was brought along from elsewhere. Codes RQ1040 to RQ1049.
extension Diagnostic {
  static func foreignOperator(_ text: String, written: String, at span: Span, hint: String?) -> Diagnostic {
    Diagnostic("RQ1040", "`\(text)` is written `\(written)` here", at: span).hint(hint)
  }

  static func foreignComment(at span: Span, isDivision: Bool) -> Diagnostic {
    Diagnostic("RQ1041", "a comment starts with `#`", at: span)
      .hint(isDivision ? "to divide and drop the rest, write `floor(a / b)`" : nil)
  }

  static func typographicQuotes(_ content: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ1042", "strings stand in plain quotes, not in typographic ones", at: span,
      hints: ["write \"\(content)\""])
  }

  static func foreignWord(_ word: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ1043", "`\(word)` has letters that names can't have", at: span,
      hints: ["a text stands in quotes: \"\(word)\"; a column of that name in backticks: `\(word)`"])
  }

  static func decimalComma(_ text: String, written: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ1044", "`\(text)` is not a number: numbers have a decimal point", at: span,
      hints: ["write `\(written)`"])
  }

  static let quoteInsideCode = "RQ1045"

  static func quoteInside(_ quote: String, at span: Span) -> Diagnostic {
    Diagnostic(
      quoteInsideCode, "the string ends before this", at: span,
      hints: [
        quote == "'"
          ? "a quote inside '…' is doubled: 'O''Neil'; or write the text between \""
          : "a quote inside \"…\" is written \\\"; or write the text between '"
      ])
  }
}
