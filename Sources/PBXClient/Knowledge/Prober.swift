import RateQL

/// Tries a server's conditions and orders on its own rows.
///
/// Each is tried with a rate that is known, in a question that this rate alone answers: that it comes shows that
/// none is left out, and a second question, which it does not answer, that the condition is read at all. A
/// condition that cannot be shown, for want of such a rate, is not relied on.
struct Prober {
  let session: PBXSession
  let sample: ProbeSample
  var verdicts: [ServerTrait: Bool] = [:]
  /// Fields of which it was tried whether their numbers are compared as numbers.
  var numeric: [RateField: Bool?] = [:]

  /// The most rows that a probe looks at.
  private var pageSize: Int { session.pageSize }

  init(session: PBXSession, known: [ServerTrait: Bool]) async throws {
    self.session = session
    verdicts = known
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
    if let known = verdicts[trait] { return known }
    let verdict = trait.canBeShown ? try await tries(trait) : false
    verdicts[trait] = verdict
    return verdict
  }

  private mutating func tries(_ trait: ServerTrait) async throws -> Bool {
    switch trait {
    case .and: try await triesAnd()
    case .or: try await triesOr()
    case .comparison(let field, let comparison): try await tries(field, comparison)
    case .textTest(let field, let test): try await tries(field, test)
    case .order(let field, let descending): try await triesOrder(field, descending)
    case .laterOrder: try await triesLaterOrder()
    case .count: try await Prober.triesCount(session)
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

  /// Whether the count is that of the list: a page of one rate tells it from that of the page.
  static func triesCount(_ session: PBXSession) async throws -> Bool {
    let first = try await session.page(ListQuery(), skip: 0, top: 1)
    guard let count = first.count, count >= first.records.count else { return false }
    if count > 1 { return true }
    return try await session.page(ListQuery(), skip: count, top: 1).records.isEmpty
  }

  private mutating func triesAnd() async throws -> Bool {
    guard try await trusts(.comparison(.prefix, .equal)), let (a, b) = pair else { return false }
    let (isA, isB) = (Prober.has(a), Prober.has(b))
    guard try await answers(.and([isA, isA])) == [a.id] else { return false }
    return try await answers(.and([isA, isB])) == []
  }

  private mutating func triesOr() async throws -> Bool {
    guard try await trusts(.and), let (a, b) = pair else { return false }
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
