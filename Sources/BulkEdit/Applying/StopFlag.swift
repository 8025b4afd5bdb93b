import Synchronization

/// Why nothing more shall begin; set once.
final class StopFlag: Sendable {
  enum Cause: Sendable, Hashable {
    case user, trouble
    /// The journal can't be kept.
    case journal
  }

  private let stop = Mutex<(reason: String, cause: Cause)?>(nil)

  var reason: String? { stop.withLock { $0?.reason } }
  var cause: Cause? { stop.withLock { $0?.cause } }

  func set(_ reason: String, _ cause: Cause) {
    stop.withLock { $0 = $0 ?? (reason, cause) }
  }
}
