import RateQL

/// Tries a server's conditions and orders on its own rows.
///
/// Each is tried with a rate that is known, in a question that this rate alone answers: that it comes shows that
/// none is left out, and a second question, which it does not answer, that the condition is read at all. A
/// condition that cannot be shown, for want of such a rate, is not relied on.
struct Prober {
  let session: PBXSession
  let sample: ProbeSample
  /// What was known before.
  private let known: [ServerTrait: Bool]
  /// What has been found out.
  private(set) var tried: [ServerTrait: Bool] = [:]
  /// What could not be shown, one way or the other.
  private(set) var unshown: Set<ServerTrait> = []
  /// Fields of which it was tried whether their numbers are compared as numbers.
  var numeric: [RateField: Bool?] = [:]

  /// There is no rate that could show a trait, or another trait that it takes to show it is not to be relied on.
  struct Unshown: Error {
    /// Whether that other one has shown to be wrong.
    var isRefuted = false
  }

  /// The most rows that a probe looks at.
  private var pageSize: Int { session.pageSize }

  init(session: PBXSession, known: [ServerTrait: Bool]) async throws {
    self.session = session
    self.known = known
    let first = try await session.page(ListQuery(), skip: 0)
    var rates = first.records
    // Rates of one country stand together: some from the middle tell more.
    if let count = first.count, count > 2 * rates.count {
      rates += try await session.page(ListQuery(), skip: count / 2).records
    }
    sample = ProbeSample(rates)
  }

  /// Whether the server is relied on for the trait; tried where that is not known yet.
  mutating func trusts(_ trait: ServerTrait) async throws -> Bool {
    if let verdict = known[trait] ?? tried[trait] { return verdict }
    guard !unshown.contains(trait) else { return false }
    do {
      let verdict = trait.canBeShown ? try await tries(trait) : false
      tried[trait] = verdict
      return verdict
    } catch let reason as Unshown {
      if reason.isRefuted { tried[trait] = false } else { unshown.insert(trait) }
      return false
    }
  }

  /// Throws where the server is not relied on for what it takes to try something else.
  mutating func need(_ trait: ServerTrait) async throws {
    guard try await !trusts(trait) else { return }
    throw Unshown(isRefuted: (known[trait] ?? tried[trait]) == false)
  }

  private mutating func tries(_ trait: ServerTrait) async throws -> Bool {
    switch trait {
    case .and: try await triesAnd()
    case .or: try await triesOr()
    case .comparison(let field, let comparison): try await tries(field, comparison)
    case .textTest(let field, let test): try await tries(field, test)
    case .order(let field, let descending): try await triesOrder(field, descending)
    case .laterOrder: try await triesLaterOrder()
    case .count: try await triesCount()
    // It shows in every page that is read.
    case .listed: !session.knowledge.isRefuted(trait)
    }
  }

  /// Two rates with different prefixes.
  private var pair: (RateRecord, RateRecord)? {
    guard let first = sample.rates.first, let last = sample.rates.last, first.id != last.id else {
      return nil
    }
    return (first, last)
  }

  static func has(_ rate: RateRecord) -> StorePredicate {
    .compare(.prefix, .equal, .text(rate.prefix ?? ""))
  }

  private func triesCount() async throws -> Bool {
    guard let isReliable = try await CountLook(session).isReliable else { throw Unshown() }
    return isReliable
  }

  private mutating func triesAnd() async throws -> Bool {
    try await need(.comparison(.prefix, .equal))
    guard let (a, b) = pair else { throw Unshown() }
    let (isA, isB) = (Prober.has(a), Prober.has(b))
    guard try await answers(.and([isA, isA])) == [a.id] else { return false }
    return try await answers(.and([isA, isB])) == []
  }

  private mutating func triesOr() async throws -> Bool {
    try await need(.and)
    guard let (a, b) = pair else { throw Unshown() }
    let (isA, isB) = (Prober.has(a), Prober.has(b))
    guard try await answers(.or([isA, isB])) == Set([a.id, b.id]) else { return false }
    guard try await answers(.and([.or([isA, isB]), isB])) == [b.id] else { return false }
    return try await answers(.and([isA, .or([isA, isB])])) == [a.id]
  }

  /// Whether the rate answers its own prefix together with a condition.
  func holds(_ condition: StorePredicate, for rate: RateRecord) async throws -> Bool {
    try await answers(.and([Prober.has(rate), condition])) == [rate.id]
  }

  /// The ids of the rates that the server gives for the condition; nil where it refuses it, or where they are
  /// too many to be looked at.
  func answers(_ condition: StorePredicate) async throws -> Set<String?>? {
    guard let rates = try await list(condition, []) else { return nil }
    guard rates.count < pageSize else { return nil }
    return Set(rates.map(\.id))
  }

  /// A page of what the server gives; nil where it refuses the question.
  func list(_ condition: StorePredicate?, _ order: [StoreOrder]) async throws -> [RateRecord]? {
    do {
      return try await session.page(ListQuery(predicate: condition, order: order), skip: 0).records
    } catch StoreError.refused(let refusal) where Prober.isAboutQuestion(refusal) {
      return nil
    }
  }

  static func isAboutQuestion(_ refusal: StoreError.Refusal) -> Bool {
    [400, 404, 405, 413, 414, 422, 500, 501].contains(refusal.status)
  }
}
