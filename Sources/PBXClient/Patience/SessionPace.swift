import RateQL
import Synchronization

/// The pace of a whole session: a server that asks for time gets it from every request, and fewer of them at a
/// time; as it answers again, they become as many as before.
final class SessionPace: Sendable {
  private struct State {
    /// Before this no request is sent.
    var resumeAt: ContinuousClock.Instant?
    /// Answers since the number of places last changed.
    var answers = 0
  }

  /// How often a read is asked again before it is given up.
  static let attempts = 6

  /// A server that wants more time than this is told of instead of being waited for.
  static let longestWait = Duration.seconds(120)

  private static let firstBackOff = Duration.milliseconds(500)
  private static let longestBackOff = Duration.seconds(30)

  /// Sends a request once, and has its listener hear of answers as ``Transport/exchange(_:token:_:)`` does.
  typealias Sending = (_ listener: Transport.Listener) async throws -> PBXAnswer

  private let gate: RequestGate
  private let clock: SessionClock
  private let takeBack: @Sendable () -> Void
  private let again: @Sendable (_ status: Int) -> Void
  private let state = Mutex(State())

  /// - Parameters:
  ///   - takeBack: has requests that have been handed over and have not begun to leave end with
  ///     ``TransportFailure/held``.
  ///   - again: told of each request that is sent again, and of what the server said to it.
  init(
    gate: RequestGate, clock: SessionClock, takeBack: @escaping @Sendable () -> Void = {},
    again: @escaping @Sendable (_ status: Int) -> Void = { _ in }
  ) {
    self.gate = gate
    self.clock = clock
    self.takeBack = takeBack
    self.again = again
  }

  /// Sends a request at the session's pace, once it has its turn. A read is sent again after the time that the
  /// server asks for, until patience is at its end; a write never is.
  ///
  /// - Returns: an answer whose status is in ``busyStatuses`` where it is given up.
  /// - Throws: ``TransportFailure/held`` for a write that was not sent, since the server asks for time.
  func exchange(isWrite: Bool, _ send: Sending) async throws -> PBXAnswer {
    try await exchange(repeats: !isWrite) { attempt in
      try await gate.pass(isUrgent: isWrite) { try await self.attempt(attempt, send) }
    }
  }

  /// As ``exchange(isWrite:_:)`` for a request that another one waits for, in whose turn it is sent.
  func exchange(repeats: Bool, _ send: Sending) async throws -> PBXAnswer {
    try await exchange(repeats: repeats) { attempt in try await self.attempt(attempt, send) }
  }

  private func exchange(
    repeats: Bool, _ once: (_ attempt: Int) async throws -> (PBXAnswer, isWaitedFor: Bool)
  ) async throws -> PBXAnswer {
    var attempt = 1
    while true {
      // Not in its turn: else all that had theirs would go on at once, however many now may. A write doesn't wait: what
      // was read before it would grow old.
      if repeats { try await wait() }
      do {
        let (answer, isWaitedFor) = try await once(attempt)
        guard isWaitedFor, repeats, attempt < SessionPace.attempts else { return answer }
        again(answer.status)
        attempt += 1
      } catch TransportFailure.held where repeats {
        continue
      }
    }
  }

  private func attempt(_ number: Int, _ send: Sending) async throws -> (PBXAnswer, isWaitedFor: Bool) {
    // The server may have asked for time since this one began to wait for its turn.
    guard !isHeld else { throw TransportFailure.held }
    let finding = Finding()
    let answer = try await send(
      Transport.Listener(
        heard: { [self] head in
          guard SessionPace.busyStatuses.contains(head.status) else { return }
          let isWaitedFor = note(busy: head, attempt: number)
          finding.isWaitedFor.withLock { $0 = isWaitedFor }
        }, isHeld: { [self] in isHeld }))
    guard SessionPace.busyStatuses.contains(answer.status) else {
      noteAnswer()
      return (answer, false)
    }
    return (answer, finding.isWaitedFor.withLock { $0 })
  }

  /// What was found when the head of an answer was heard that asks for time.
  private final class Finding: Sendable {
    let isWaitedFor = Mutex(false)
  }

  /// Whether fewer requests may leave than at first, or none.
  var isSlowed: Bool { isHeld || gate.isSlowed }

  /// Whether the server has asked for time that is not over.
  private var isHeld: Bool { state.withLock { $0.resumeAt.map { $0 > clock.now() } ?? false } }

  /// Returns when requests may be sent.
  func wait() async throws {
    while let resumeAt = state.withLock({ $0.resumeAt }) {
      guard resumeAt > clock.now() else {
        state.withLock { if $0.resumeAt == resumeAt { $0.resumeAt = nil } }
        return
      }
      try await clock.sleep(resumeAt)
    }
  }

  /// Takes note of an answer that asks for time: what has not begun to leave waits as well.
  ///
  /// - Parameters:
  ///   - answer: one whose status is in ``busyStatuses``.
  ///   - attempt: how often the request has been sent.
  /// - Returns: false where the server asks for more time than is given.
  func note(busy answer: PBXAnswer, attempt: Int) -> Bool {
    let delay = answer.retryAfter.flatMap { RetryAfter.delay($0, date: answer.date) } ?? backOff(attempt)
    guard delay <= SessionPace.longestWait else { return false }
    let resumeAt = clock.now() + delay
    state.withLock { state in
      if state.resumeAt.map({ $0 < resumeAt }) ?? true { state.resumeAt = resumeAt }
      state.answers = 0
    }
    // Only 429 says that it is our doing.
    if answer.status == 429 { gate.halve() }
    takeBack()
    return true
  }

  /// Takes note of any other answer.
  func noteAnswer() {
    guard gate.isSlowed else { return }
    let widens = state.withLock { state in
      state.answers += 1
      guard state.answers >= gate.places else { return false }
      state.answers = 0
      return true
    }
    if widens { gate.widen() }
  }

  /// 429 for the whole session; 502, 503 and 504 for what stands before or behind it.
  static let busyStatuses: Set<Int> = [429, 502, 503, 504]

  /// Doubled from time to time, with a random part so that those who wait don't come back all at once.
  private func backOff(_ attempt: Int) -> Duration {
    let doubled = SessionPace.firstBackOff * (1 << min(attempt - 1, 6))
    return min(doubled, SessionPace.longestBackOff) * clock.jitter() / 100
  }
}

/// What a session knows of time; tests bring their own.
package struct SessionClock: Sendable {
  var now: @Sendable () -> ContinuousClock.Instant
  /// Returns at that instant, or throws where its task is cancelled.
  var sleep: @Sendable (ContinuousClock.Instant) async throws -> Void
  /// What a wait is multiplied with, in percent.
  var jitter: @Sendable () -> Int

  package init(
    now: @escaping @Sendable () -> ContinuousClock.Instant,
    sleep: @escaping @Sendable (ContinuousClock.Instant) async throws -> Void,
    jitter: @escaping @Sendable () -> Int
  ) {
    self.now = now
    self.sleep = sleep
    self.jitter = jitter
  }

  package static let system = SessionClock(
    now: { .now }, sleep: { try await ContinuousClock().sleep(until: $0) },
    jitter: { Int.random(in: 50...150) })
}
