import Synchronization

/// What a session has found out about its store: it outlives a program.
final class StoreTrust: Sendable {
  private let state = Mutex<(predicates: Bool, order: Bool)>((true, true))

  /// The store left rows in that do not meet the condition it was given.
  func distrustPredicates() { state.withLock { $0.predicates = false } }

  /// The store gave rows in another order than it was asked for.
  func distrustOrder() { state.withLock { $0.order = false } }

  /// Takes away what is not relied on any more.
  func restrict(_ capabilities: inout StoreCapabilities) {
    let (predicates, order) = state.withLock { $0 }
    if !predicates { capabilities = .none }
    if !order { capabilities.orders = [] }
  }
}
