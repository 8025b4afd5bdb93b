package import RateQL

/// Draws what a code means.
package enum ExplanationText {
  /// Sentences are not drawn wider than they read well.
  private static let widest = 90

  package static func draw(_ explanation: ErrorExplanation, style: Style = .plain, width: Int? = nil)
    -> String
  {
    var lines = [style(.header, "\(explanation.code): \(explanation.title)"), ""]
    lines += WrappedText.lines(explanation.reason, within: min(width ?? widest, widest))
    if let wrong = explanation.wrong, let right = explanation.right {
      let given = explanation.parameters.sorted { $0.key < $1.key }.map { " --param \($0.key)=\($0.value)" }
      let with = given.isEmpty ? "" : ", with\(given.joined())"
      lines += ["", "Wrong\(with):"] + indented(wrong) + ["", "Right\(with):"] + indented(right)
    }
    return lines.joined(separator: "\n")
  }

  /// All codes with their titles.
  package static func list() -> String {
    ErrorExplanation.all.map { "\($0.code)  \($0.title)" }.joined(separator: "\n")
  }

  /// What is said of a code that is none.
  package static func unknown(_ code: String) -> String {
    guard let nearest = ErrorExplanation.nearest(to: code).flatMap(ErrorExplanation.find) else {
      return "`\(code)` is not a code such as RQ2001"
    }
    return "there is no code `\(code)`; the nearest is \(nearest.code), \(nearest.title)"
  }

  /// The lines of a program; a very long one, as only a machine writes, is cut.
  private static func indented(_ program: String) -> [String] {
    program.split(separator: "\n", omittingEmptySubsequences: false).map {
      "  " + DisplayText(String($0)).cut(to: 200).text
    }
  }
}
