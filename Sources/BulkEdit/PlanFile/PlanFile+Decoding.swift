import FoundationEssentials
import RateQL

extension PlanFile {
  /// Reads a file that ``encoded()`` wrote.
  ///
  /// - Parameter name: what messages call the file.
  /// - Throws: where it is none, is of another version, was altered, or makes no sense.
  package static func decode(_ bytes: [UInt8], name: String) throws(PlanFileError) -> PlanFile {
    let stored: StoredPlan
    do {
      stored = try JSONDecoder().decode(StoredPlan.self, from: Data(bytes))
    } catch let error as DecodingError {
      throw refusal(error, name)
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
    guard file.digest == digest else { throw .altered(name, "its digest does not fit what it says") }
    return file
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
    let statements = stored.statements.map(\.origin)
    var changes: [Change] = []
    changes.reserveCapacity(stored.changes.count)
    for (index, change) in stored.changes.enumerated() {
      let place = "changes[\(index)]"
      var rounded: Set<RateField> = []
      for text in change.rounded {
        guard let field = RateField(name: text) else {
          throw .unreadable(name, "\(place).rounded: `\(text)` is no field of a rate")
        }
        rounded.insert(field)
      }
      let made = Change(
        id: change.id, before: change.before?.record, after: change.after?.record, rounded: rounded,
        origins: try PlanFile.origins(change.from, statements, place, name))
      guard made.kind.rawValue == change.kind else {
        throw .unreadable(name, "\(place) says `\(change.kind)` and holds a \(made.kind.rawValue)")
      }
      changes.append(made)
    }
    var billing: BillingChange?
    if let change = stored.billing {
      billing = BillingChange(
        before: change.before.settings, after: change.after.settings,
        origins: try PlanFile.origins(change.from, statements, "billing", name))
    }
    self.init(
      target: stored.target.target, made: made, tool: stored.tool, script: stored.script, note: stored.note,
      parameters: stored.parameters, asserts: stored.asserts, rails: stored.rails, changes: changes,
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

  private static func refusal(_ error: DecodingError, _ name: String) -> PlanFileError {
    switch error {
    case .dataCorrupted(let context) where context.codingPath.isEmpty: .noPlan(name, "it is not JSON")
    case .dataCorrupted(let context): .unreadable(name, "\(place(context)): \(context.debugDescription)")
    case .keyNotFound(let key, let context):
      .unreadable(name, "\(place(context.codingPath + [key])) is missing")
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      .unreadable(name, "\(place(context)) has another form than a plan's")
    @unknown default: .unreadable(name, "its form is another than a plan's")
    }
  }

  private static func place(_ context: DecodingError.Context) -> String { place(context.codingPath) }

  /// `changes[3].before.price_n`.
  private static func place(_ path: [any CodingKey]) -> String {
    path.reduce(into: "") { text, key in
      if let index = key.intValue {
        text += "[\(index)]"
      } else {
        text += (text.isEmpty ? "" : ".") + key.stringValue
      }
    }
  }
}
