/// Where call rates live: a PBX over its API, or a table in memory. A host program may bring its own.
///
/// Every call may throw ``StoreError``; all are cancelled with the task that made them.
public protocol RateStore: Sendable {
  /// The name shown in prompts and questions, such as `pbx.example.com`. No secret is in it.
  var name: String { get }

  /// What the store is relied on to do by itself; the rest is done here.
  var capabilities: StoreCapabilities { get async throws }

  /// Reads the rates that `request` asks for and hands them over in the order asked for.
  ///
  /// `deliver` is called with one batch after the other, never at the same time twice; once it answers
  /// ``ScanFlow/enough``, nothing more is read.
  func scan(_ request: ScanRequest, deliver: (RateBatch) async throws -> ScanFlow) async throws

  /// One rate whole, `connect_fee` included where the store shows it; nil where there is none by that id.
  func rate(id: String) async throws -> RateRecord?

  // A write that is cancelled either throws `CancellationError` and has done nothing, or goes on to its end.

  /// Creates a rate from every field of `record` but its id; returns the id it was given.
  func create(_ record: RateRecord) async throws -> String

  /// Replaces the rate `id` with every field of `record`.
  func update(id: String, to record: RateRecord) async throws

  func delete(id: String) async throws

  func billing() async throws -> BillingSettings
  func setBilling(_ settings: BillingSettings) async throws

  /// What ``scan(_:deliver:)`` would ask, in the store's own words; none where it has no language of its own.
  func words(for request: ScanRequest) -> StoreWords

  /// How many requests it pays to have under way at a time; at least 1.
  var concurrency: Int { get }

  /// How many requests were sent so far, for `explain` to tell what a query took; nil where none ever is.
  var requestsSent: Int? { get }

  /// The part of a question that the store is relied on for: the question itself, or one that at least as many
  /// rates answer. It may ask the store to find out.
  func confirm(_ request: ScanRequest) async throws -> ScanRequest

  /// Where a task that does little but call the store again and again runs best; nil where any thread is as
  /// good. `worker` counts the tasks that run beside each other, from 0.
  func executor(for worker: Int) -> (any TaskExecutor)?
}

extension RateStore {
  public func confirm(_ request: ScanRequest) async throws -> ScanRequest { request }

  public func executor(for worker: Int) -> (any TaskExecutor)? { nil }

  public var requestsSent: Int? { nil }
}

/// Whether a reader wants more.
public enum ScanFlow: Sendable {
  case more, enough
}

/// A question to a store: a subset of the rates, an order, and how many.
public struct ScanRequest: Sendable, Hashable {
  /// Nil asks for every rate.
  public var predicate: StorePredicate?
  public var order: [StoreOrder]
  /// How many rates to leave out from the start.
  public var skip: Int
  /// How many rates are wanted at the most; nil for all.
  public var limit: Int?
  /// Whether no rate will be found to have been enough: a store need not wait and see before it reads ahead.
  public var readsAll = false

  public init(
    predicate: StorePredicate? = nil, order: [StoreOrder] = [], skip: Int = 0, limit: Int? = nil
  ) {
    self.predicate = predicate
    self.order = order
    self.skip = skip
    self.limit = limit
  }

  /// Whether both ask for the same rates, however they are read.
  public static func == (a: ScanRequest, b: ScanRequest) -> Bool {
    a.predicate == b.predicate && a.order == b.order && a.skip == b.skip && a.limit == b.limit
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(predicate)
    hasher.combine(order)
    hasher.combine(skip)
    hasher.combine(limit)
  }
}

/// A condition in the terms that a store may know. Null makes every comparison false.
public indirect enum StorePredicate: Sendable, Hashable {
  public enum Comparison: String, Sendable, Hashable, CaseIterable {
    case equal = "eq"
    case notEqual = "ne"
    case less = "lt"
    case lessOrEqual = "le"
    case greater = "gt"
    case greaterOrEqual = "ge"
  }

  public enum TextTest: String, Sendable, Hashable, CaseIterable {
    case startsWith = "startswith"
    case endsWith = "endswith"
    case contains
  }

  /// `value` is of the field's type and never null.
  case compare(RateField, Comparison, Value)
  /// Letter for letter, case counts.
  case text(RateField, TextTest, String)
  case and([StorePredicate])
  case or([StorePredicate])
}

public struct StoreOrder: Sendable, Hashable {
  public var field: RateField
  public var descending: Bool

  public init(_ field: RateField, descending: Bool = false) {
    self.field = field
    self.descending = descending
  }
}

/// What a store is relied on to do as the language means it.
public struct StoreCapabilities: Sendable, Hashable {
  public var comparisons: Set<StorePredicate.Comparison>
  public var textTests: Set<StorePredicate.TextTest>
  /// Whether `and` and `or` may be nested, with brackets.
  public var nestsConditions: Bool
  public var orders: RateFieldSet

  public init(
    comparisons: Set<StorePredicate.Comparison>, textTests: Set<StorePredicate.TextTest>,
    nestsConditions: Bool, orders: RateFieldSet
  ) {
    self.comparisons = comparisons
    self.textTests = textTests
    self.nestsConditions = nestsConditions
    self.orders = orders
  }

  /// Nothing: every rate is read and all is done here.
  public static let none = StoreCapabilities(
    comparisons: [], textTests: [], nestsConditions: false, orders: [])

  /// Everything that the API's query options can say.
  public static let all = StoreCapabilities(
    comparisons: Set(StorePredicate.Comparison.allCases),
    textTests: Set(StorePredicate.TextTest.allCases), nestsConditions: true,
    orders: .listed)
}
