import RateQL

/// A planned change as the table `entry` keeps it. Rows are made and read beside transactions, since most of the work
/// is here.
struct EntryRow: Sendable {
  var kind: String
  var rate: String?
  var before: String?
  /// What differs from `before`, where there is one; whole where an earlier version has written it.
  var after: String?
  var rounded: String?
  /// Numbers of the run's origins, with spaces between.
  var origins: String
  /// See `Change.formerID`.
  var former: String?
}

extension EntryRow {
  static let rateKind = "rate"
  static let billingKind = "billing"

  /// - Parameter origins: numbers of the run's origins.
  init(_ change: EntryChange, origins: String) throws(JournalError) {
    self.origins = origins
    switch change {
    case .rate(let change):
      kind = EntryRow.rateKind
      rate = change.id
      before = try change.before.map(RecordText.text)
      after = try change.after.map { after throws(JournalError) in
        try RecordText.text(after, beside: change.before)
      }
      rounded = change.rounded.isEmpty ? nil : change.rounded.map(\.name).joined(separator: " ")
      former = change.formerID
    case .billing(let change):
      kind = EntryRow.billingKind
      before = BillingText.text(change.before)
      after = BillingText.text(change.after)
    }
  }

  /// - Throws: ``MemberFault``, ``Damage``.
  func change(_ known: [Int: ChangeOrigin]) throws -> EntryChange {
    let origins = try self.origins.split(separator: " ").map { number in
      guard let origin = Int(number).flatMap({ known[$0] }) else {
        throw Damage(description: "its statement \(number) is not there")
      }
      return origin
    }
    switch kind {
    case EntryRow.rateKind:
      let fields = try (rounded ?? "").split(separator: " ").map { name in
        guard let field = RateField(name: String(name)) else {
          throw Damage(description: "`\(name)` is no field of a rate")
        }
        return field
      }
      let before = try before.map(RecordText.record)
      return .rate(
        Change(
          id: rate, before: before, after: try after.map { try RecordText.record($0, beside: before) },
          rounded: RateFieldSet(fields), origins: origins, formerID: former))
    case EntryRow.billingKind:
      return .billing(
        BillingChange(
          before: try BillingText.settings(before ?? ""), after: try BillingText.settings(after ?? ""),
          origins: origins))
    default: throw Damage(description: "`\(kind)` is no kind of change")
    }
  }
}

/// What is on record and can't be.
struct Damage: Error, CustomStringConvertible {
  var description: String
}

/// Gives each statement of a run one number.
struct OriginNumbers {
  private(set) var origins: [ChangeOrigin] = []
  private var numbers: [ChangeOrigin: Int] = [:]
  /// Changes of one statement come one after the other.
  private var last: (origins: [ChangeOrigin], text: String) = ([], "")

  mutating func text(_ wanted: [ChangeOrigin]) -> String {
    if wanted == last.origins { return last.text }
    let text = wanted.map { String(number($0)) }.joined(separator: " ")
    last = (wanted, text)
    return text
  }

  private mutating func number(_ origin: ChangeOrigin) -> Int {
    if let number = numbers[origin] { return number }
    let number = origins.count
    origins.append(origin)
    numbers[origin] = number
    return number
  }
}
