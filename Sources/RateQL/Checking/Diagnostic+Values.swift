/// What is said of a value that has the right type and still can't be used, before it runs or when it does.
extension Diagnostic {
  static func noNumber(_ text: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ2044", "\(text.isEmpty ? "an empty text" : "`\(text)`") is no number that can be called", at: span,
      hints: ["write it in international form, such as \"+44 7911 123456\""])
  }

  static func openComparison(_ name: String, hint: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ2048", "the first `=` gives `\(name)` its value; a comparison behind it stands in brackets",
      at: span,
      hints: [hint])
  }

  static func strayDirection(_ word: String, after key: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ2049", "no comma stands before `\(word)`", at: span,
      hints: ["it follows what it sorts: `\(key) \(word.lowercased())`"])
  }

  static func countOutside(_ stage: String, _ value: Value?, at span: Span) -> Diagnostic {
    let message =
      if let number = value?.decimal, number.isInteger, !number.isNegative {
        "`\(stage)` can't count to \(number): it counts to \(Int.max)"
      } else {
        "`\(stage)` takes a whole number from 0 up"
      }
    return Diagnostic("RQ2042", message, at: span)
  }

  static func shareOutside(_ share: Value, at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ2046", "the share of `percentile` lies between 0% and 100%, and this is \(share)", at: span)
  }

  static func divisionByZero(at span: Span, hint: String?) -> Diagnostic {
    Diagnostic("RQ3002", "division by zero", at: span).hint(hint)
  }

  static func negativeCall(at span: Span) -> Diagnostic {
    Diagnostic("RQ3020", "a call can't last less than 0 seconds", at: span)
  }
}
