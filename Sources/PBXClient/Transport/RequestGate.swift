import Synchronization

/// Lets a fixed number of requests be under way at a time, first come, first served.
///
/// A task that is cancelled while it waits leaves the queue with `CancellationError`.
final class RequestGate: Sendable {
  private struct State {
    var free: Int
    var nextTicket: UInt64 = 0
    /// Waiting tasks by ticket, in the order of `queue`; those that gave up are gone from here.
    var waiting: [UInt64: CheckedContinuation<Void, any Error>] = [:]
    var queue: [UInt64] = []
    var head = 0
  }

  private let state: Mutex<State>

  init(places: Int) { state = Mutex(State(free: places)) }

  func pass<Result>(_ body: () async throws -> Result) async throws -> Result {
    try await enter()
    defer { leave() }
    return try await body()
  }

  /// Whether every place is taken; for tests.
  var isFull: Bool { state.withLock { $0.free == 0 } }

  /// How many tasks wait; for tests.
  var waiting: Int { state.withLock { $0.waiting.count } }

  private func enter() async throws {
    try Task.checkCancellation()
    let ticket: UInt64? = state.withLock { state in
      if state.free > 0 {
        state.free -= 1
        return nil
      }
      state.nextTicket += 1
      return state.nextTicket
    }
    guard let ticket else { return }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let entersNow = state.withLock { state -> Bool in
          // A place may have become free since the first look.
          if state.free > 0 {
            state.free -= 1
            return true
          }
          state.waiting[ticket] = continuation
          state.queue.append(ticket)
          return false
        }
        if entersNow {
          continuation.resume()
        } else if Task.isCancelled {
          giveUp(ticket)
        }
      }
    } onCancel: {
      giveUp(ticket)
    }
  }

  private func giveUp(_ ticket: UInt64) {
    state.withLock { $0.waiting.removeValue(forKey: ticket) }?.resume(throwing: CancellationError())
  }

  private func leave() {
    let next = state.withLock { state -> CheckedContinuation<Void, any Error>? in
      while state.head < state.queue.count {
        let ticket = state.queue[state.head]
        state.head += 1
        if state.head > 64, state.head * 2 > state.queue.count {
          state.queue.removeFirst(state.head)
          state.head = 0
        }
        if let continuation = state.waiting.removeValue(forKey: ticket) { return continuation }
      }
      state.queue.removeAll(keepingCapacity: true)
      state.head = 0
      state.free += 1
      return nil
    }
    next?.resume()
  }
}
