/// All that a script would change, folded: at most one change for each rate.
public struct ChangePlan: Sendable {
  /// Names a rate within the plan: by its id, or for a planned one by its number.
  package enum Key: Sendable, Hashable {
    case existing(String)
    case new(Int)
  }

  var changesByKey: [Key: Change] = [:]
  /// When each change was first made.
  var ordinals: [Key: Int] = [:]
  var nextOrdinal = 0
  /// Rates that are to be deleted, by the prefix they have.
  var deletedByPrefix: [String: Key] = [:]
  var createdCount = 0
  public internal(set) var billing: BillingChange?
  /// Rates that an edit chose and left as they were.
  var untouched: Set<String> = []
  /// How many more there are of those, where a stored plan tells only their number.
  var storedUnchanged = 0
  /// The rules by which values lost digits on their way into the API's five.
  public internal(set) var roundingRules: Set<RoundingRule> = []
  /// Rates whose change came to nothing once it was rounded.
  var roundedAway: Set<String> = []

  /// An edit that ran had nothing that chooses among the rates.
  package internal(set) var editsEveryRate = false

  public init() {}

  /// Values that would be written and were rounded to the API's digits.
  public var roundedCount: Int {
    changesByKey.values.reduce(0) { $0 + $1.rounded.intersection($1.changedFields).count }
  }

  /// How many of ``unchangedCount`` would change by less than the API's digits show.
  public var roundedAwayCount: Int { roundedAway.count { changesByKey[.existing($0)] == nil } }

  /// The changes, in the order in which they were first made. They are put in order at each call.
  public var changes: [Change] {
    // Ordinals are places already, but for those whose change came to nothing.
    var places: [Change?] = Array(repeating: nil, count: nextOrdinal)
    for (key, change) in changesByKey {
      if let ordinal = ordinals[key] { places[ordinal] = change }
    }
    return places.compactMap(\.self)
  }

  public var isEmpty: Bool { changesByKey.isEmpty && billing == nil }

  /// Whether rates change, so that reads must look through the plan.
  package var touchesRates: Bool { !changesByKey.isEmpty }

  /// How many rates an edit chose whose values stay as they are.
  public var unchangedCount: Int {
    storedUnchanged + untouched.filter { changesByKey[.existing($0)] == nil }.count
  }

  public func count(_ kind: Change.Kind) -> Int { changesByKey.values.count { $0.kind == kind } }

  /// Ids of planned rates, which the server has not given yet.
  static let newPrefix = "(new "

  package func key(_ id: String) -> Key {
    if let number = ChangePlan.newNumber(id), changesByKey[.new(number)] != nil { return .new(number) }
    return .existing(id)
  }

  static func newID(_ number: Int) -> String { "\(newPrefix)\(number))" }

  /// The number in the id of a planned rate.
  static func newNumber(_ id: String) -> Int? {
    guard id.hasPrefix(newPrefix), id.hasSuffix(")") else { return nil }
    return Int(id.dropFirst(newPrefix.count).dropLast())
  }

  /// Whether that is the id of a planned rate, of this plan or of another.
  static func isNew(_ id: String) -> Bool { id.hasPrefix(newPrefix) }

  package func change(_ id: String) -> Change? { changesByKey[key(id)] }

  /// The rate that is to be deleted and has the prefix, with what is not known of it yet.
  package func deleted(prefix: String) -> (id: String, record: RateRecord)? {
    guard let key = deletedByPrefix[prefix], case .existing(let id) = key,
      let record = changesByKey[key]?.before
    else { return nil }
    return (id, record)
  }

  /// Takes in a field of a stored rate that was read later than the rest.
  package mutating func learn(_ field: RateField, _ value: Value, of id: String) {
    changesByKey[.existing(id)]?.before?[field] = value
  }

  // MARK: Making changes

  /// - Parameter formerID: the id that the rate had before it was deleted, where it was there before.
  package mutating func create(
    _ record: RateRecord, rounded: Set<RateField> = [], formerID: String? = nil, origin: ChangeOrigin
  ) {
    // A prefix that this plan deletes lives on under its id.
    if let prefix = record.prefix, let key = deletedByPrefix[prefix], case .existing(let id) = key {
      var after = record
      after[.id] = .text(id)
      return fold(key, before: changesByKey[key]?.before, after: after, rounded, origin, formerID: formerID)
    }
    createdCount += 1
    var record = record
    record[.id] = .text(ChangePlan.newID(createdCount))
    fold(.new(createdCount), before: nil, after: record, rounded, origin, formerID: formerID)
  }

  /// - Parameters:
  ///   - current: the rate as the plan left it so far.
  ///   - set: the fields that are set, and which of them lost digits.
  package mutating func update(
    id: String, current: RateRecord, to after: RateRecord, set: Set<RateField> = [],
    rounded: Set<RateField> = [], origin: ChangeOrigin
  ) {
    let key = key(id)
    let earlier = changesByKey[key]?.rounded.subtracting(set) ?? []
    fold(
      key, before: changesByKey[key].map(\.before) ?? current, after: after, earlier.union(rounded), origin)
  }

  package mutating func delete(id: String, current: RateRecord, origin: ChangeOrigin) {
    let key = key(id)
    fold(key, before: changesByKey[key].map(\.before) ?? current, after: nil, [], origin)
  }

  package mutating func setBilling(
    before: BillingSettings, after: BillingSettings, origin: ChangeOrigin
  ) {
    let first = billing?.before ?? before
    let origins = (billing?.origins ?? []) + [origin]
    billing = first == after ? nil : BillingChange(before: first, after: after, origins: origins)
  }

  /// First before, last after; what comes to nothing is dropped.
  private mutating func fold(
    _ key: Key, before: RateRecord?, after: RateRecord?, _ rounded: Set<RateField>, _ origin: ChangeOrigin,
    formerID: String? = nil
  ) {
    var origins = changesByKey[key]?.origins ?? []
    if !origins.contains(origin) { origins.append(origin) }
    var change = Change(
      id: nil, before: before, after: after, rounded: rounded, origins: origins,
      formerID: formerID ?? changesByKey[key]?.formerID)
    if case .existing(let id) = key {
      change.id = id
      untouched.insert(id)
      if rounded.isEmpty { roundedAway.remove(id) } else { roundedAway.insert(id) }
    }
    if let prefix = before?.prefix {
      deletedByPrefix[prefix] = change.kind == .delete ? key : nil
    }
    let comesToNothing =
      before == nil ? after == nil : change.kind == .update && change.changedFields.isEmpty
    if comesToNothing {
      changesByKey[key] = nil
      ordinals[key] = nil
    } else if changesByKey.updateValue(change, forKey: key) == nil {
      ordinals[key] = nextOrdinal
      nextOrdinal += 1
    }
  }
}
