import ExactJSON
import RateQL

/// The file as it is read: what its text says, not yet whether it makes sense.
struct StoredPlan {
  /// The file is none of ours, or none that this version reads.
  enum Refusal: Error {
    case noPlan(String)
    case version(Int)
  }

  struct StoredChange {
    var kind = ""
    var id: String?
    var before: RateRecord?
    var after: RateRecord?
    var rounded: [String] = []
    /// Numbers of ``StoredPlan/statements``.
    var from: [Int] = []
    var formerID: String?
  }

  struct StoredBillingChange {
    var before = BillingSettings(enabled: false, account: "", type: "")
    var after = BillingSettings(enabled: false, account: "", type: "")
    var from: [Int] = []
  }

  var tool = ""
  var made = ""
  var target = RunTarget(server: "", tenant: nil, label: "")
  var script = ""
  var note: String?
  var undoes: UndoneRun?
  var parameters: [String: String] = [:]
  var asserts = 0
  var rails: GuardRails?
  var unchanged = 0
  var rounding: [String] = []
  var statements: [ChangeOrigin] = []
  var changes: [StoredChange] = []
  var billing: StoredBillingChange?
  /// Nil where somebody took it out.
  var digest: String?

  /// The digest stands last.
  private enum Member: String, CaseIterable {
    case format, version, tool, made, target, script, note, undoes, parameters, asserts, rails, unchanged,
      rounding, statements, changes, billing, digest
  }

  private static let members = MemberNames(Member.allCases.map(\.rawValue))

  /// - Throws: ``Refusal`` where it is none that is read here, ``MemberFault``.
  init(_ bytes: UnsafeRawBufferPointer) throws {
    try StoredPlan.checkHead(bytes)
    var reader = MemberReader(bytes)
    var plan = StoredPlan()
    let digest = StoredPlan.members.texts.count - 1
    try reader.object(StoredPlan.members, optional: digest..<digest + 1) {
      reader, place throws(MemberFault) in
      try plan.read(Member.allCases[place], &reader)
    }
    try reader.end()
    self = plan
  }

  private init() {}

  private mutating func read(_ member: Member, _ reader: inout MemberReader) throws(MemberFault) {
    switch member {
    case .format: _ = try reader.string()
    case .version: _ = try reader.integer()
    case .tool: tool = try reader.string()
    case .made: made = try reader.string()
    case .target: target = try StoredPlan.target(&reader)
    case .script: script = try reader.string()
    case .note: note = try reader.optional { reader throws(MemberFault) in try reader.string() }
    case .undoes:
      undoes = try reader.optional { reader throws(MemberFault) in try StoredPlan.undoneRun(&reader) }
    case .parameters: parameters = try reader.texts()
    case .asserts: asserts = try reader.integer()
    case .rails:
      rails = try reader.optional { reader throws(MemberFault) in try GuardRails(&reader) }
    case .unchanged: unchanged = try reader.integer()
    case .rounding: rounding = try StoredPlan.words(&reader)
    case .statements:
      statements = try reader.array { reader throws(MemberFault) in try StoredPlan.origin(&reader) }
    case .changes:
      changes = try reader.array { reader throws(MemberFault) in try StoredChange(&reader) }
    case .billing:
      billing = try reader.optional { reader throws(MemberFault) in try StoredBillingChange(&reader) }
    case .digest: digest = try reader.optional { reader throws(MemberFault) in try reader.string() }
    }
  }

  /// What the file is comes first: a newer plan may have members that nobody here knows.
  private static func checkHead(_ bytes: UnsafeRawBufferPointer) throws {
    let head: JSONValue
    do {
      head = try JSONValue.members(of: bytes, named: [Member.format.rawValue, Member.version.rawValue])
    } catch {
      throw Refusal.noPlan("it is not JSON")
    }
    guard case .object = head else { throw Refusal.noPlan("it is no JSON object") }
    guard head[Member.format.rawValue]?.string == PlanFile.format else {
      throw Refusal.noPlan("it has no `\"format\": \"\(PlanFile.format)\"`")
    }
    guard case .number(let text)? = head[Member.version.rawValue], let version = Int(text) else {
      throw Refusal.noPlan("its `version` is no whole number")
    }
    guard version == PlanFile.version else { throw Refusal.version(version) }
  }
}
