import RateQL
import Synchronization

/// What a session has learned about its server. One place, so that what an earlier session has kept can be put
/// in, and what a probe finds out.
final class ServerKnowledge: Sendable {
  private struct State {
    var verdicts: [ServerTrait: Bool] = [:]
    /// What no rate could show, one way or the other: tried again by the next session.
    var unshown: Set<ServerTrait> = []
    var pageCap: Int?
    var rates: Int?
    var pageSizeWasTried = false
    var told: Set<Int> = []
    /// Fields that a list has shown.
    var listed = RateFieldSet()
    /// Fields that a list had nothing of, nor the rates that were looked at, and that were taken for null.
    var takenForNull = RateFieldSet()
    /// How many more rates may be read by id for such fields, page by page.
    var looks = 300

    var kept: KnowledgeKeeper.Kept { KnowledgeKeeper.Kept(verdicts: verdicts, rates: rates) }
  }

  /// What is left to the server.
  enum Reliance {
    /// What has not shown to be wrong.
    case untilRefuted
    /// What it has shown on its own rows.
    case proved
    case nothing
  }

  private let state: Mutex<State>
  private let keeper: KnowledgeKeeper?
  private let notice: (@Sendable (PBXNotice) -> Void)?
  private let reliance: Reliance

  init(
    notice: (@Sendable (PBXNotice) -> Void)?, keeper: KnowledgeKeeper? = nil,
    reliance: Reliance = .untilRefuted
  ) {
    self.notice = notice
    self.keeper = keeper
    self.reliance = reliance
    let kept = keeper?.load() ?? KnowledgeKeeper.Kept()
    state = Mutex(State(verdicts: kept.verdicts, rates: kept.rates))
  }

  /// Everything that has been tried.
  var verdicts: [ServerTrait: Bool] { state.withLock(\.verdicts) }

  /// Nil for what has not been tried.
  func verdict(_ trait: ServerTrait) -> Bool? { state.withLock { $0.verdicts[trait] } }

  func learn(_ verdicts: [ServerTrait: Bool]) async {
    let kept = state.withLock { state in
      // What has shown to be wrong stays so, whoever tried it before that.
      state.verdicts.merge(verdicts) { $0 && $1 }
      return state.kept
    }
    await keeper?.save(kept)
  }

  /// How many rates there were when they were read last; nil where that is not known.
  var rates: Int? { state.withLock(\.rates) }

  /// Notes how many rates there are. Only a guess is made from it, so that a few more or less need not be kept.
  func note(rates: Int) async {
    let kept = state.withLock { state -> KnowledgeKeeper.Kept? in
      let known = state.rates ?? 0
      guard abs(rates - known) > known / 100 else { return nil }
      state.rates = rates
      return state.kept
    }
    if let kept { await keeper?.save(kept) }
  }

  func distrust(_ trait: ServerTrait) async { await learn([trait: false]) }

  /// Whether it has shown to be wrong.
  func isRefuted(_ trait: ServerTrait) -> Bool { verdict(trait) == false }

  func trusts(_ trait: ServerTrait) -> Bool {
    switch reliance {
    case .untilRefuted: verdict(trait) ?? true
    case .proved: verdict(trait) ?? false
    case .nothing: false
    }
  }

  /// Whether the trait has to be tried before the server is relied on for it.
  func needsProof(_ trait: ServerTrait) -> Bool {
    reliance == .proved && state.withLock { $0.verdicts[trait] == nil && !$0.unshown.contains(trait) }
  }

  func noteUnshown(_ traits: Set<ServerTrait>) { state.withLock { $0.unshown.formUnion(traits) } }

  /// Whether nothing is left to the server.
  var reliesOnNothing: Bool { reliance == .nothing }

  /// The most rows that the server has given for a page that asked for more; nil while it gave them all.
  var pageCap: Int? {
    get { state.withLock { $0.pageCap } }
    set { state.withLock { $0.pageCap = newValue } }
  }

  /// Whether a page without a size was asked for; true from the second question on.
  func triesPageSize() -> Bool {
    state.withLock { state in
      defer { state.pageSizeWasTried = true }
      return !state.pageSizeWasTried
    }
  }

  /// Notes what a page shows.
  ///
  /// - Returns: what it lacks of what no list has shown so far.
  func noteListed(_ shown: RateFieldSet) -> RateFieldSet {
    state.withLock { state in
      state.listed.formUnion(shown)
      return RateFieldSet.listed.subtracting(state.listed)
    }
  }

  /// Whether so many rates more may be read by id for fields that lists lack.
  func takeLooks(_ wanted: Int) -> Bool {
    state.withLock { state in
      guard wanted <= state.looks else { return false }
      state.looks -= wanted
      return true
    }
  }

  /// Takes fields for null, but for those that lists have been found to leave out meanwhile.
  ///
  /// - Returns: what is left out.
  func takeForNull(_ fields: RateFieldSet) -> RateFieldSet {
    state.withLock { state in
      let leftOut = fields.filter { state.verdicts[.listed($0)] == false }
      state.takenForNull.formUnion(fields.subtracting(leftOut))
      return leftOut
    }
  }

  func wereTakenForNull(_ fields: RateFieldSet) -> Bool {
    state.withLock { !$0.takenForNull.isDisjoint(with: fields) }
  }

  /// Everything that the query options can say, but for what has shown to be wrong for every field.
  var capabilities: StoreCapabilities {
    guard reliance != .nothing else { return .none }
    let wrong = state.withLock { state in Set(state.verdicts.filter { !$0.value }.keys) }
    var capabilities = StoreCapabilities.all
    for comparison in StorePredicate.Comparison.allCases
    where RateField.listed.allSatisfy({ wrong.contains(.comparison($0, comparison)) }) {
      capabilities.comparisons.remove(comparison)
    }
    for test in StorePredicate.TextTest.allCases
    where RateField.listed.allSatisfy({ $0.type != .text || wrong.contains(.textTest($0, test)) }) {
      capabilities.textTests.remove(test)
    }
    if wrong.contains(.or) { capabilities.nestsConditions = false }
    capabilities.orders = capabilities.orders.filter {
      !wrong.contains(.order($0, descending: false)) || !wrong.contains(.order($0, descending: true))
    }
    return capabilities
  }

  /// Passes a notice on, the first time that one of its kind comes up.
  func tell(_ notice: PBXNotice) {
    guard state.withLock({ $0.told.insert(notice.kind).inserted }) else { return }
    self.notice?(notice)
  }
}

/// Keeps what was learned of a server from one program to the next.
package struct KnowledgeKeeper: Sendable {
  package struct Kept: Sendable, Hashable {
    /// Whether the server is relied on for each trait that was tried.
    package var verdicts: [ServerTrait: Bool]
    /// How many rates there were.
    package var rates: Int?

    package init(verdicts: [ServerTrait: Bool] = [:], rates: Int? = nil) {
      self.verdicts = verdicts
      self.rates = rates
    }
  }

  package var load: @Sendable () -> Kept
  package var save: @Sendable (Kept) async -> Void

  package init(
    load: @escaping @Sendable () -> Kept, save: @escaping @Sendable (Kept) async -> Void
  ) {
    self.load = load
    self.save = save
  }
}
