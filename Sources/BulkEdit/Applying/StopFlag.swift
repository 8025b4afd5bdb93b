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

/// The next of a row of things to do, for several workers.
final class WorkCursor: Sendable {
  private let next = Mutex(0)
  private let end: Int

  init(count: Int) { end = count }

  func take() -> Int? {
    next.withLock { next in
      guard next < end else { return nil }
      next += 1
      return next - 1
    }
  }
}
