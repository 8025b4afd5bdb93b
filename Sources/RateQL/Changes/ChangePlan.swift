/// All that a script would change, folded: at most one change for each rate.
public struct ChangePlan: Sendable {
  /// Names a rate within the plan: by its id, or for a planned one by its number.
  package enum Key: Sendable, Hashable {
    case existing(String)
    case new(Int)
  }

  /// Changes in the order in which they were first made; where one came to nothing, its place has no key.
  private var list: [Change] = []
  private var keys: [Key?] = []
  private var places: [Key: Int] = [:]
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
    changes.reduce(0) { count, change in count + change.rounded.intersection(change.changedFields).count }
  }

  /// How many of ``unchangedCount`` would change by less than the API's digits show.
  public var roundedAwayCount: Int { roundedAway.count { places[.existing($0)] == nil } }

  /// The changes, in the order in which they were first made.
  public var changes: [Change] {
    places.count == list.count ? list : inOrder.map(\.change)
  }

  public var isEmpty: Bool { places.isEmpty && billing == nil }

  /// Whether rates change, so that reads must look through the plan.
  package var touchesRates: Bool { !places.isEmpty }

  /// How many rates an edit chose whose values stay as they are.
  public var unchangedCount: Int {
    storedUnchanged + untouched.count { places[.existing($0)] == nil }
  }

  public func count(_ kind: Change.Kind) -> Int { changes.count { $0.kind == kind } }

  /// Ids of planned rates, which the server has not given yet.
  static let newPrefix = "(new "

  package func key(_ id: String) -> Key {
    if let number = ChangePlan.newNumber(id), places[.new(number)] != nil { return .new(number) }
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

  package func change(_ id: String) -> Change? { self[key(id)] }

  /// The rate that is to be deleted and has the prefix, with what is not known of it yet.
  package func deleted(prefix: String) -> (id: String, record: RateRecord)? {
    guard let key = deletedByPrefix[prefix], case .existing(let id) = key,
      let record = self[key]?.before
    else { return nil }
    return (id, record)
  }

  /// Takes in a field of a stored rate that was read later than the rest.
  package mutating func learn(_ field: RateField, _ value: Value, of id: String) {
    guard let place = places[.existing(id)] else { return }
    list[place].before?[field] = value
  }

  /// The change of one rate; one that is new comes last.
  subscript(key: Key) -> Change? {
    get { places[key].map { list[$0] } }
    set {
      guard let change = newValue else {
        if let place = places.removeValue(forKey: key) { keys[place] = nil }
        return
      }
      if let place = places[key] {
        list[place] = change
      } else {
        places[key] = list.count
        list.append(change)
        keys.append(key)
      }
    }
  }

  /// Makes room for so many changes of stored rates at once.
  mutating func reserve(_ count: Int) {
    list.reserveCapacity(count)
    keys.reserveCapacity(count)
    places.reserveCapacity(count)
    untouched.reserveCapacity(count)
  }

  /// The changes with their keys, in order.
  var inOrder: [(key: Key, change: Change)] {
    zip(keys, list).compactMap { key, change in key.map { ($0, change) } }
  }

  // MARK: Making changes

  /// - Parameter formerID: the id that the rate had before it was deleted, where it was there before.
  package mutating func create(
    _ record: RateRecord, rounded: RateFieldSet = [], formerID: String? = nil, origin: ChangeOrigin
  ) {
    // A prefix that this plan deletes lives on under its id.
    if let prefix = record.prefix, let key = deletedByPrefix[prefix], case .existing(let id) = key {
      var after = record
      after[.id] = .text(id)
      return fold(key, before: self[key]?.before, after: after, rounded, origin, formerID: formerID)
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
    id: String, current: RateRecord, to after: RateRecord, set: RateFieldSet = [],
    rounded: RateFieldSet = [], origin: ChangeOrigin
  ) {
    let key = key(id)
    let earlier = self[key]?.rounded.subtracting(set) ?? []
    fold(
      key, before: self[key].map(\.before) ?? current, after: after, earlier.union(rounded), origin)
  }

  package mutating func delete(id: String, current: RateRecord, origin: ChangeOrigin) {
    let key = key(id)
    fold(key, before: self[key].map(\.before) ?? current, after: nil, [], origin)
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
    _ key: Key, before: RateRecord?, after: RateRecord?, _ rounded: RateFieldSet, _ origin: ChangeOrigin,
    formerID: String? = nil
  ) {
    var origins = self[key]?.origins ?? []
    if !origins.contains(origin) { origins.append(origin) }
    var id: String?
    if case .existing(let stored) = key {
      id = stored
      untouched.insert(stored)
      if rounded.isEmpty { roundedAway.remove(stored) } else { roundedAway.insert(stored) }
    }
    let change = Change(
      id: id, before: before, after: after, rounded: rounded, origins: origins,
      formerID: formerID ?? self[key]?.formerID)
    if let prefix = before?.prefix {
      deletedByPrefix[prefix] = change.kind == .delete ? key : nil
    }
    let comesToNothing =
      before == nil ? after == nil : change.kind == .update && change.changedFields.isEmpty
    self[key] = comesToNothing ? nil : change
  }
}
