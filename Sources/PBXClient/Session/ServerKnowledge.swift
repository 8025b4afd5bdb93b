package import RateQL
import Synchronization

/// Something that a server is relied on for until it shows that it can't be.
package enum ServerTrait: Sendable, Hashable {
  case comparison(StorePredicate.Comparison)
  case textTest(StorePredicate.TextTest)
  case nestedConditions
  case order(RateField)
  /// The list's `count`.
  case count
}

/// What a session has learned about its server. One place, so that what a probe finds out, or an earlier
/// session has kept, can be put in.
final class ServerKnowledge: Sendable {
  private struct State {
    var distrusted: Set<ServerTrait> = []
    var pageCap: Int?
    var told: Set<Int> = []
  }

  private let state = Mutex(State())
  private let notice: (@Sendable (PBXNotice) -> Void)?

  init(notice: (@Sendable (PBXNotice) -> Void)?) { self.notice = notice }

  func distrust(_ trait: ServerTrait) {
    state.withLock { _ = $0.distrusted.insert(trait) }
  }

  func trusts(_ trait: ServerTrait) -> Bool {
    state.withLock { !$0.distrusted.contains(trait) }
  }

  /// The most rows that the server has given for a page that asked for more; nil while it gave them all.
  var pageCap: Int? {
    get { state.withLock { $0.pageCap } }
    set { state.withLock { $0.pageCap = newValue } }
  }

  /// Everything that the query options can say, but for what has shown to be wrong.
  var capabilities: StoreCapabilities {
    let distrusted = state.withLock { $0.distrusted }
    var capabilities = StoreCapabilities.all
    for trait in distrusted {
      switch trait {
      case .comparison(let comparison): capabilities.comparisons.remove(comparison)
      case .textTest(let test): capabilities.textTests.remove(test)
      case .nestedConditions: capabilities.nestsConditions = false
      case .order(let field): capabilities.orders.remove(field)
      case .count: break
      }
    }
    return capabilities
  }

  /// Passes a notice on, the first time that one of its kind comes up.
  func tell(_ notice: PBXNotice) {
    guard state.withLock({ $0.told.insert(notice.kind).inserted }) else { return }
    self.notice?(notice)
  }
}
