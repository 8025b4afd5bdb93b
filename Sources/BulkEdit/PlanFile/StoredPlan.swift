import RateQL

/// The file as it is read: what its text says, not yet whether it makes sense.
struct StoredPlan: Decodable {
  /// The file is none of ours, or none that this version reads.
  enum Refusal: Error {
    case noPlan(String)
    case version(Int)
  }

  struct Target: Decodable {
    var target: RunTarget

    init(from decoder: any Decoder) throws {
      let members = try PlanMembers(decoder, ["server", "tenant", "label"])
      target = RunTarget(
        server: try members["server"], tenant: try members["tenant"], label: try members["label"])
    }
  }

  struct Origin: Decodable {
    var origin: ChangeOrigin

    init(from decoder: any Decoder) throws {
      let members = try PlanMembers(decoder, ["source", "line", "statement"])
      origin = ChangeOrigin(
        source: try members["source"], line: try members["line"], statement: try members["statement"])
    }
  }

  struct StoredChange: Decodable {
    var kind: String
    var id: String?
    var before: StoredRecord?
    var after: StoredRecord?
    var rounded: [String]
    var from: [Int]

    init(from decoder: any Decoder) throws {
      let members = try PlanMembers(decoder, ["change", "id", "before", "after", "rounded", "from"])
      kind = try members["change"]
      id = try members["id"]
      before = try members["before"]
      after = try members["after"]
      rounded = try members["rounded"]
      from = try members["from"]
    }
  }

  struct StoredBillingChange: Decodable {
    var before: StoredBilling
    var after: StoredBilling
    var from: [Int]

    init(from decoder: any Decoder) throws {
      let members = try PlanMembers(decoder, ["before", "after", "from"])
      before = try members["before"]
      after = try members["after"]
      from = try members["from"]
    }
  }

  var tool: String
  var made: String
  var target: Target
  var script: String
  var note: String?
  var parameters: [String: String]
  var asserts: Int
  var rails: GuardRails?
  var unchanged: Int
  var rounding: [String]
  var statements: [Origin]
  var changes: [StoredChange]
  var billing: StoredBillingChange?
  /// Nil where somebody took it out.
  var digest: String?

  private static let members: Set<String> = [
    "format", "version", "tool", "made", "target", "script", "note", "parameters", "asserts", "rails",
    "unchanged", "rounding", "statements", "changes", "billing", "digest",
  ]

  init(from decoder: any Decoder) throws {
    guard let head = try? PlanMembers(decoder, nil) else { throw Refusal.noPlan("it is no JSON object") }
    guard let format: String = try? head["format"], format == PlanFile.format else {
      throw Refusal.noPlan("it has no `\"format\": \"\(PlanFile.format)\"`")
    }
    guard let version: Int = try? head["version"] else {
      throw Refusal.noPlan("its `version` is no whole number")
    }
    guard version == PlanFile.version else { throw Refusal.version(version) }

    let members = try PlanMembers(decoder, StoredPlan.members)
    tool = try members["tool"]
    made = try members["made"]
    target = try members["target"]
    script = try members["script"]
    note = try members["note"]
    parameters = try members["parameters"]
    asserts = try members["asserts"]
    rails = try members["rails"]
    unchanged = try members["unchanged"]
    rounding = try members["rounding"]
    statements = try members["statements"]
    changes = try members["changes"]
    billing = try members["billing"]
    digest = members.has("digest") ? try members["digest"] : nil
  }
}

/// The members of an object, all of which are known: one that is not would be left out of what is shown.
struct PlanMembers {
  private struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  private let container: KeyedDecodingContainer<Key>

  /// - Parameter known: the names that there may be; nil for any.
  init(_ decoder: any Decoder, _ known: Set<String>?) throws {
    container = try decoder.container(keyedBy: Key.self)
    guard let known else { return }
    for key in container.allKeys where !known.contains(key.stringValue) {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: container, debugDescription: "a plan has no such member")
    }
  }

  func has(_ name: String) -> Bool { container.contains(Key(stringValue: name)) }

  /// What has no value is null; a member that is missing is an error.
  subscript<T: Decodable>(name: String) -> T {
    get throws { try container.decode(T.self, forKey: Key(stringValue: name)) }
  }
}
