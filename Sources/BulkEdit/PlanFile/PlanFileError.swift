/// Why a plan file is refused, in one line: the file, what is wrong with it, and what to do.
package struct PlanFileError: Error, Sendable, Hashable, CustomStringConvertible {
  package let description: String

  init(_ name: String, _ problem: String, advice: String) {
    description = PlanFileError.line("`\(name)` \(problem); \(advice)")
  }

  static func noPlan(_ name: String, _ reason: String) -> PlanFileError {
    PlanFileError(name, "is no plan file: \(reason)", advice: "give a file that `--plan-out` wrote")
  }

  static func newer(_ name: String, version: Int) -> PlanFileError {
    PlanFileError(
      name, "was made by a newer RateQL (plan version \(version), this one reads \(PlanFile.version))",
      advice: "apply it with that RateQL, or make the plan anew with this one")
  }

  static func otherVersion(_ name: String, version: Int) -> PlanFileError {
    PlanFileError(
      name, "has plan version \(version), this RateQL reads \(PlanFile.version)", advice: makeAnew)
  }

  static func altered(_ name: String, _ reason: String) -> PlanFileError {
    PlanFileError(name, "was altered after it was made (\(reason))", advice: makeAnew)
  }

  static func unreadable(_ name: String, _ reason: String) -> PlanFileError {
    PlanFileError(name, "cannot be read as a plan: \(reason)", advice: makeAnew)
  }

  private static let makeAnew = "make the plan anew with `--plan-out`"

  /// Texts of a file may hold anything; a message stays one line.
  private static func line(_ text: String) -> String {
    var line = ""
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator, .format, .surrogate:
        line += "\\u{\(String(scalar.value, radix: 16))}"
      default: line.unicodeScalars.append(scalar)
      }
    }
    return line
  }
}
