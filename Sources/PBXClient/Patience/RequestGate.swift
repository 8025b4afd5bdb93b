import Synchronization

/// Lets some requests be under way at a time, first come, first served. How many may be made less for a while.
/// Urgent ones go first, and unless that is so some of them don't wait.
///
/// A task that is cancelled while it waits leaves the queue with `CancellationError`.
final class RequestGate: Sendable {
  private struct State {
    /// Below 0 where more are under way than now may be.
    var free: Int
    var places: Int
    var nextTicket: UInt64 = 0
    /// Waiting tasks by ticket, in the order of `queue`; those that gave up are gone from here.
    var waiting: [UInt64: CheckedContinuation<Void, any Error>] = [:]
    var queue = TicketQueue()
    var urgent = TicketQueue()

    /// Takes a place where more than `least` of them are free.
    mutating func enter(above least: Int) -> Bool {
      guard free > least else { return false }
      free -= 1
      return true
    }

    /// The first that still waits, with a place.
    mutating func next(isUrgent: Bool, above least: Int) -> CheckedContinuation<Void, any Error>? {
      guard free > least else { return nil }
      while let ticket = isUrgent ? urgent.popFirst() : queue.popFirst() {
        guard let continuation = waiting.removeValue(forKey: ticket) else { continue }
        free -= 1
        return continuation
      }
      return nil
    }
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
  private let mostPlaces: Int
  /// How many urgent ones are let in beyond the places.
  private var margin: Int { 2 * mostPlaces }

  init(places: Int) {
    mostPlaces = places
    state = Mutex(State(free: places, places: places))
  }

  /// How many may be under way now.
  var places: Int { state.withLock(\.places) }

  var isSlowed: Bool { places < mostPlaces }

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
    let widens = state.withLock { state in
      guard state.places < mostPlaces else { return false }
      state.places += 1
      return true
    }
    if widens { leave() }
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
      guard !state.enter(above: least(state, isUrgent)) else { return nil }
      state.nextTicket += 1
      return state.nextTicket
    }
    guard let ticket else { return }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let entersNow = state.withLock { state -> Bool in
          // A place may have become free since the first look.
          guard !state.enter(above: least(state, isUrgent)) else { return true }
          state.waiting[ticket] = continuation
          if isUrgent { state.urgent.append(ticket) } else { state.queue.append(ticket) }
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

  private func least(_ state: borrowing State, _ isUrgent: Bool) -> Int {
    isUrgent && state.places == mostPlaces ? -margin : 0
  }

  private func giveUp(_ ticket: UInt64) {
    state.withLock { $0.waiting.removeValue(forKey: ticket) }?.resume(throwing: CancellationError())
  }

  private func leave() {
    let next = state.withLock { state -> CheckedContinuation<Void, any Error>? in
      state.free += 1
      return state.next(isUrgent: true, above: least(state, true)) ?? state.next(isUrgent: false, above: 0)
    }
    next?.resume()
  }
}
