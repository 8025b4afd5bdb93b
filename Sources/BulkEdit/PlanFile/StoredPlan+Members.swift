import ExactJSON
import RateQL

/// The objects that a plan file is made of.
extension StoredPlan {
  private static let targetMembers: MemberNames = ["server", "tenant", "label"]

  static func target(_ reader: inout MemberReader) throws(MemberFault) -> RunTarget {
    var target = RunTarget(server: "", tenant: nil, label: "")
    try reader.object(targetMembers) { reader, place throws(MemberFault) in
      switch place {
      case 0: target.server = try reader.string()
      case 1: target.tenant = try reader.optional { reader throws(MemberFault) in try reader.string() }
      default: target.label = try reader.string()
      }
    }
    return target
  }

  private static let undoneRunMembers: MemberNames = ["run", "started"]

  static func undoneRun(_ reader: inout MemberReader) throws(MemberFault) -> UndoneRun {
    var run = UndoneRun(number: 0, started: UnixTime(milliseconds: 0))
    try reader.object(undoneRunMembers) { reader, place throws(MemberFault) in
      let number = Int64(try reader.integer())
      if place == 0 { run.number = number } else { run.started.milliseconds = number }
    }
    return run
  }

  private static let originMembers: MemberNames = ["source", "line", "statement"]

  static func origin(_ reader: inout MemberReader) throws(MemberFault) -> ChangeOrigin {
    var origin = ChangeOrigin(source: "", line: 0, statement: "")
    try reader.object(originMembers) { reader, place throws(MemberFault) in
      switch place {
      case 0: origin.source = try reader.string()
      case 1: origin.line = try reader.integer()
      default: origin.statement = try reader.string()
      }
    }
    return origin
  }

  static func words(_ reader: inout MemberReader) throws(MemberFault) -> [String] {
    try reader.array { reader throws(MemberFault) in try reader.string() }
  }

  static func numbers(_ reader: inout MemberReader) throws(MemberFault) -> [Int] {
    try reader.array { reader throws(MemberFault) in try reader.integer() }
  }
}

extension StoredPlan.StoredChange {
  private static let members: MemberNames = [
    "change", "id", "before", "after", "rounded", "from", "former_id",
  ]

  init(_ reader: inout MemberReader) throws(MemberFault) {
    var change = StoredPlan.StoredChange()
    try reader.object(StoredPlan.StoredChange.members, optional: 6..<7) { reader, place throws(MemberFault) in
      switch place {
      case 0: change.kind = try reader.string()
      case 1: change.id = try reader.optional { reader throws(MemberFault) in try reader.string() }
      case 2: change.before = try StoredPlan.StoredChange.record(&reader)
      case 3: change.after = try StoredPlan.StoredChange.record(&reader)
      case 4: change.rounded = try StoredPlan.words(&reader)
      case 5: change.from = try StoredPlan.numbers(&reader)
      default: change.formerID = try reader.string()
      }
    }
    self = change
  }

  private static func record(_ reader: inout MemberReader) throws(MemberFault) -> RateRecord? {
    try reader.optional { reader throws(MemberFault) in try RecordText.record(&reader) }
  }
}

extension StoredPlan.StoredBillingChange {
  private static let members: MemberNames = ["before", "after", "from"]

  init(_ reader: inout MemberReader) throws(MemberFault) {
    var change = StoredPlan.StoredBillingChange()
    try reader.object(StoredPlan.StoredBillingChange.members) { reader, place throws(MemberFault) in
      switch place {
      case 0: change.before = try BillingText.settings(&reader)
      case 1: change.after = try BillingText.settings(&reader)
      default: change.from = try StoredPlan.numbers(&reader)
      }
    }
    self = change
  }
}
