import Synchronization

/// Lets some requests be under way at a time, first come, first served, urgent ones first. How many may be made
/// less for a while; while that is not so, some more are let in to stand ready, and some urgent ones beyond these.
///
/// A task that is cancelled while it waits leaves the queue with `CancellationError`.
final class RequestGate: Sendable {
  private struct State {
    /// Below 0 where more are let in than there are places.
    var free: Int
    var places: Int
    let mostPlaces: Int
    /// How many more are let in while there are as many places as at first.
    let spare: Int
    /// How many urgent ones are let in beyond these.
    let margin: Int
    var nextTicket: UInt64 = 0
    /// Waiting tasks by ticket, in the order of their queue; those that gave up are gone from here.
    var waiting: [UInt64: Waiter] = [:]
    var queue = TicketQueue()
    var urgent = TicketQueue()
    var urgentCount = 0

    /// Takes a place, where there is one and nobody waits who comes before.
    mutating func enter(_ isUrgent: Bool) -> Bool {
      guard hasRoom(isUrgent), urgentCount == 0 else { return false }
      free -= 1
      return true
    }

    mutating func wait(_ ticket: UInt64, _ waiter: Waiter) {
      waiting[ticket] = waiter
      if waiter.isUrgent {
        urgentCount += 1
        urgent.append(ticket)
      } else {
        queue.append(ticket)
      }
    }

    mutating func remove(_ ticket: UInt64) -> Waiter? {
      guard let waiter = waiting.removeValue(forKey: ticket) else { return nil }
      if waiter.isUrgent { urgentCount -= 1 }
      return waiter
    }

    /// The next that may go on, with its place taken.
    mutating func next() -> Waiter? {
      for isUrgent in [true, false] where hasRoom(isUrgent) {
        while let ticket = isUrgent ? urgent.popFirst() : queue.popFirst() {
          guard let waiter = remove(ticket) else { continue }
          free -= 1
          return waiter
        }
      }
      return nil
    }

    private func hasRoom(_ isUrgent: Bool) -> Bool {
      free > (places == mostPlaces ? -(spare + (isUrgent ? margin : 0)) : 0)
    }
  }

  private struct Waiter {
    let isUrgent: Bool
    let continuation: CheckedContinuation<Void, any Error>
  }

  private struct TicketQueue {
    private var tickets: [UInt64] = []
    private var head = 0

    mutating func append(_ ticket: UInt64) { tickets.append(ticket) }

    mutating func popFirst() -> UInt64? {
      guard head < tickets.count else {
        tickets.removeAll(keepingCapacity: true)
        head = 0
        return nil
      }
      defer {
        head += 1
        if head > 64, head * 2 > tickets.count {
          tickets.removeFirst(head)
          head = 0
        }
      }
      return tickets[head]
    }
  }

  private let state: Mutex<State>

  /// - Parameters:
  ///   - spare: how many more are let in, as long as the places are not made less.
  ///   - margin: how many urgent ones are let in beyond these.
  init(places: Int, spare: Int = 0, margin: Int = 0) {
    state = Mutex(
      State(free: places, places: places, mostPlaces: places, spare: spare, margin: margin))
  }

  /// How many may be under way now.
  var places: Int { state.withLock(\.places) }

  var isSlowed: Bool { state.withLock { $0.places < $0.mostPlaces } }

  /// Half as many from now on, one at the least.
  func halve() {
    state.withLock { state in
      let fewer = max(1, state.places / 2)
      state.free -= state.places - fewer
      state.places = fewer
    }
  }

  /// One more from now on, up to as many as at first.
  func widen() {
    admit { state in
      guard state.places < state.mostPlaces else { return }
      state.places += 1
      state.free += 1
    }
  }

  /// - Parameter isUrgent: a write does not stand behind reads that wait: it rests on what was read right before
  ///   it.
  func pass<Result>(isUrgent: Bool = false, _ body: () async throws -> Result) async throws -> Result {
    try await enter(isUrgent)
    defer { leave() }
    return try await body()
  }

  /// Whether every place is taken; for tests.
  var isFull: Bool { state.withLock { $0.free <= 0 } }

  /// How many tasks wait; for tests.
  var waiting: Int { state.withLock { $0.waiting.count } }

  private func enter(_ isUrgent: Bool) async throws {
    try Task.checkCancellation()
    let ticket: UInt64? = state.withLock { state in
      guard !state.enter(isUrgent) else { return nil }
      state.nextTicket += 1
      return state.nextTicket
    }
    guard let ticket else { return }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let entersNow = state.withLock { state -> Bool in
          // A place may have become free since the first look.
          guard !state.enter(isUrgent) else { return true }
          state.wait(ticket, Waiter(isUrgent: isUrgent, continuation: continuation))
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
    guard let waiter = state.withLock({ $0.remove(ticket) }) else { return }
    waiter.continuation.resume(throwing: CancellationError())
    // Those behind it may have waited for it alone.
    admit()
  }

  private func leave() { admit { $0.free += 1 } }

  /// Lets in who may go on, after a change.
  private func admit(_ change: (inout State) -> Void = { _ in }) {
    var waiter = state.withLock { state in
      change(&state)
      return state.next()
    }
    while let next = waiter {
      next.continuation.resume()
      waiter = state.withLock { $0.next() }
    }
  }
}
