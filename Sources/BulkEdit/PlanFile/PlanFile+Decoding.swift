import ExactJSON
import FoundationEssentials
import RateQL

extension PlanFile {
  /// Reads a file that ``encoded()`` wrote.
  ///
  /// - Parameter name: what messages call the file.
  /// - Throws: where it is none, is of another version, was altered, or makes no sense.
  package static func decode(_ bytes: [UInt8], name: String) throws(PlanFileError) -> PlanFile {
    try read(bytes, name: name).plan
  }

  /// Reads a file that ``encoded()`` wrote, and the digest that it carries.
  package static func read(
    _ bytes: [UInt8], name: String
  ) throws(PlanFileError) -> (plan: PlanFile, digest: String) {
    let stored: StoredPlan
    do {
      stored = try bytes.withUnsafeBytes { try StoredPlan($0) }
    } catch let fault as MemberFault {
      throw refusal(fault, name)
    } catch let refusal as StoredPlan.Refusal {
      switch refusal {
      case .noPlan(let reason): throw .noPlan(name, reason)
      case .version(let version) where version > PlanFile.version: throw .newer(name, version: version)
      case .version(let version): throw .otherVersion(name, version: version)
      }
    } catch {
      throw .noPlan(name, "it is not JSON")
    }
    guard let digest = stored.digest else { throw .altered(name, "its digest is missing") }
    let file = try PlanFile(stored, name)
    try file.checkSense(name)
    // As it was written, the text is what the digest is of; white space may have been changed since.
    guard PlanFile.digest(ofFile: bytes) == digest || file.digest == digest else {
      throw .altered(name, "its digest does not fit what it says")
    }
    return (file, digest)
  }

  private init(_ stored: StoredPlan, _ name: String) throws(PlanFileError) {
    guard let made = try? Date(stored.made, strategy: Date.ISO8601FormatStyle()) else {
      throw .unreadable(name, "made: `\(stored.made)` is no time")
    }
    var rules: Set<RoundingRule> = []
    for text in stored.rounding {
      guard let rule = RoundingRule(rawValue: text) else {
        throw .unreadable(name, "rounding: `\(text)` is no rule")
      }
      rules.insert(rule)
    }
    let statements = stored.statements
    var changes: [Change] = []
    changes.reserveCapacity(stored.changes.count)
    for (index, change) in stored.changes.enumerated() {
      let place = "changes[\(index)]"
      var rounded: RateFieldSet = []
      for text in change.rounded {
        guard let field = RateField(name: text) else {
          throw .unreadable(name, "\(place).rounded: `\(text)` is no field of a rate")
        }
        rounded.insert(field)
      }
      let made = Change(
        id: change.id, before: change.before, after: change.after, rounded: rounded,
        origins: try PlanFile.origins(change.from, statements, place, name), formerID: change.formerID)
      guard made.kind.rawValue == change.kind else {
        throw .unreadable(name, "\(place) says `\(change.kind)` and holds a \(made.kind.rawValue)")
      }
      changes.append(made)
    }
    var billing: BillingChange?
    if let change = stored.billing {
      billing = BillingChange(
        before: change.before, after: change.after,
        origins: try PlanFile.origins(change.from, statements, "billing", name))
    }
    self.init(
      target: stored.target, made: made, tool: stored.tool, script: stored.script, note: stored.note,
      undoes: stored.undoes, parameters: stored.parameters, asserts: stored.asserts, rails: stored.rails,
      changes: changes,
      billing: billing, unchanged: stored.unchanged, roundingRules: rules)
  }

  private static func origins(
    _ numbers: [Int], _ statements: [ChangeOrigin], _ place: String, _ name: String
  ) throws(PlanFileError) -> [ChangeOrigin] {
    var origins: [ChangeOrigin] = []
    for number in numbers {
      guard statements.indices.contains(number) else {
        throw .unreadable(name, "\(place).from: there is no statement \(number)")
      }
      origins.append(statements[number])
    }
    return origins
  }

  private static func refusal(_ fault: MemberFault, _ name: String) -> PlanFileError {
    switch fault.reason {
    case .syntax: .noPlan(name, "it is not JSON")
    case .form: .unreadable(name, "\(fault.place) has another form than a plan's")
    case .missing: .unreadable(name, "\(fault.place) is missing")
    case .unknown: .unreadable(name, "\(fault.place): a plan has no such member")
    case .twice: .unreadable(name, "\(fault.place) is there twice")
    case .said(let what): .unreadable(name, "\(fault.place): \(what)")
    }
  }
}
