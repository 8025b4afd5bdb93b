package import FoundationEssentials
package import RateQL

/// A plan as it is kept between the run that made it and the one that carries it out: every change whole, why
/// it is made, and for whose rates.
package struct PlanFile: Sendable, Hashable {
  package var target: RunTarget
  /// To the second.
  package var made: Date { didSet { made = PlanFile.wholeSeconds(made) } }
  /// The version of RateQL that made it.
  package var tool: String
  /// What messages call the script.
  package var script: String
  package var note: String?
  /// The run that it takes back.
  package var undoes: UndoneRun?
  /// The values that the script was given, as they were given.
  package var parameters: [String: String]
  /// How many asserts held when it was made.
  package var asserts: Int
  /// The rails that let it through; nil where none was asked.
  package var rails: GuardRails?
  /// Folded: at most one for each rate, in the order in which they were first made.
  package var changes: [Change]
  package var billing: BillingChange?
  /// How many rates the edits chose and left as they were.
  package var unchanged: Int
  /// The rules by which values lost digits.
  package var roundingRules: Set<RoundingRule>

  package init(
    target: RunTarget, made: Date, tool: String, script: String, note: String? = nil,
    undoes: UndoneRun? = nil, parameters: [String: String] = [:], asserts: Int = 0,
    rails: GuardRails? = nil, changes: [Change],
    billing: BillingChange? = nil, unchanged: Int = 0, roundingRules: Set<RoundingRule> = []
  ) {
    self.target = target
    self.made = PlanFile.wholeSeconds(made)
    self.tool = tool
    self.script = script
    self.note = note
    self.undoes = undoes
    self.parameters = parameters
    self.asserts = asserts
    self.rails = rails
    self.changes = changes
    self.billing = billing
    self.unchanged = unchanged
    self.roundingRules = roundingRules
  }

  package init(
    _ plan: ChangePlan, target: RunTarget, made: Date, tool: String, script: String, note: String? = nil,
    undoes: UndoneRun? = nil, parameters: [String: String] = [:], asserts: Int = 0, rails: GuardRails? = nil
  ) {
    self.init(
      target: target, made: made, tool: tool, script: script, note: note, undoes: undoes,
      parameters: parameters, asserts: asserts, rails: rails, changes: plan.changes, billing: plan.billing,
      unchanged: plan.unchangedCount, roundingRules: plan.roundingRules)
  }

  /// The plan to show, check and carry out.
  package func plan() -> ChangePlan {
    ChangePlan(changes: changes, billing: billing, unchanged: unchanged, roundingRules: roundingRules)
  }

  /// What the file is marked with, and the one version that is written and read. What changes the meaning, or
  /// the bytes that the digest is made of, takes a new version. Version 2 has `undoes`, the run that the plan
  /// takes back (its number, and when it began in milliseconds since 1970), and in a change that brings a
  /// deleted rate back its `former_id`.
  static let format = "rateql-plan"
  static let version = 2

  /// From 1970 to 9999, which is what the file's form of a time holds.
  private static func wholeSeconds(_ date: Date) -> Date {
    let seconds = date.timeIntervalSince1970
    guard seconds.isFinite else { return Date(timeIntervalSince1970: 0) }
    return Date(timeIntervalSince1970: min(max(seconds.rounded(.down), 0), 253_402_300_799))
  }
}
