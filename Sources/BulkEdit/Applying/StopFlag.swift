import Synchronization

/// Why nothing more shall begin; set once.
final class StopFlag: Sendable {
  enum Cause: Sendable, Hashable {
    case user, trouble
    /// The journal can't be kept.
    case journal
  }

  private let state = Mutex<(reason: String, cause: Cause)?>(nil)

  var reason: String? { state.withLock { $0?.reason } }
  var cause: Cause? { state.withLock { $0?.cause } }

  func set(_ reason: String, _ cause: Cause) {
    state.withLock { state in
      if state == nil { state = (reason, cause) }
    }
  }
}
