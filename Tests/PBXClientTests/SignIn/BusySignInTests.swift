import RateQL
import Testing

@testable import PBXClient

/// Signing in and renewing take the pace of every other request.
@Suite("A server that asks for time while it is signed in to")
struct BusySignInTests {
  private struct Counts: Equatable {
    var refreshes: Int
    var signIns: Int
  }

  private static func busy(_ status: Int, _ retryAfter: String? = nil) -> Reply {
    var reply = Reply.error(status, "TOO_MANY_REQUESTS", "not so fast")
    reply.retryAfter = retryAfter
    return reply
  }

  /// Runs `body` with a session that has been signed in, and whose token has just ended.
  ///
  /// - Parameter replies: what the sign-in's paths answer from then on, one after the other, before they do as
  ///   asked.
  private func run(
    _ replies: [Reply], _ body: @escaping @Sendable (PBXSession, LeapingClock, FakePBX) async throws -> Void
  ) async throws {
    let tokens = SignInTests.Tokens()
    let left = Locked<[Reply]>([])
    let clock = LeapingClock()
    try await FakePBX.run { call in
      let busy = left.withLock { left -> Reply? in
        call.path.contains("/login") && !left.isEmpty ? left.removeFirst() : nil
      }
      return busy ?? tokens.answer(call)
    } with: { fake in
      var configuration = try fake.configuration(SignInTests.password)
      configuration.clock = clock.clock
      try await fake.use(configuration) { session in
        _ = try await session.billing()
        tokens.revoke()
        left.withLock { $0 = replies }
        try await body(session, clock, fake)
      }
    }
  }

  private static func counts(_ fake: FakePBX) -> Counts {
    Counts(refreshes: fake.calls("/login/oauth/token").count, signIns: fake.calls("/login").count)
  }

  @Test(
    "a renewal waits as long as it is told, and asks again with the same refresh token",
    arguments: [429, 503])
  func renewal(_ status: Int) async throws {
    try await run([BusySignInTests.busy(status, "7"), BusySignInTests.busy(status, "2")]) {
      session, clock, fake in
      _ = try await session.billing()
      #expect(clock.slept == [.seconds(7), .seconds(2)])
      #expect(BusySignInTests.counts(fake) == Counts(refreshes: 3, signIns: 1))
      #expect(Set(fake.calls("/login/oauth/token").map(\.body)).count == 1)
    }
  }

  @Test("those that waited for a renewal take their turns anew where it made the session slower")
  func turnsAnew() async throws {
    let underWay = Locked<(now: Int, most: Int)>((0, 0))
    let tokens = SignInTests.Tokens()
    let left = Locked<[Reply]>([])
    try await FakePBX.run { call in
      if call.path.contains("/login") {
        return left.withLock { $0.isEmpty ? nil : $0.removeFirst() } ?? tokens.answer(call)
      }
      underWay.withLock {
        $0.now += 1
        $0.most = max($0.most, $0.now)
      }
      // Long enough for others to be seen beside it.
      try await Task.sleep(for: .milliseconds(5))
      underWay.withLock { $0.now -= 1 }
      return tokens.answer(call)
    } with: { fake in
      var configuration = try fake.configuration(SignInTests.password)
      configuration.clock = LeapingClock().clock
      configuration.connections = 8
      try await fake.use(configuration) { session in
        left.withLock { $0 = Array(repeating: BusySignInTests.busy(429, "1"), count: 3) }
        try await withThrowingTaskGroup(of: Void.self) { group in
          for _ in 0..<8 { group.addTask { _ = try await session.billing() } }
          try await group.waitForAll()
        }
      }
    }
    // Three times half of 8 is 1; one more may follow after each answer.
    #expect(underWay.withLock(\.most) <= 3)
  }

  @Test(
    "one that is never answered is told as busy, and the refresh token is kept",
    arguments: [429, 502, 503, 504])
  func patienceEnds(_ status: Int) async throws {
    let replies = Array(repeating: BusySignInTests.busy(status), count: SessionPace.attempts)
    try await run(replies) { session, clock, fake in
      let error = await #expect(throws: StoreError.self) { try await session.billing() }
      guard case .busy(let text) = error else {
        Issue.record("another error: \(String(describing: error))")
        return
      }
      #expect(
        text.contains("asked to renew the sign-in, ") && text.contains("(\(status): not so fast)"))
      #expect(clock.slept.count == SessionPace.attempts - 1)
      #expect(BusySignInTests.counts(fake) == Counts(refreshes: SessionPace.attempts, signIns: 1))
      // The server is back.
      _ = try await session.billing()
      #expect(BusySignInTests.counts(fake) == Counts(refreshes: SessionPace.attempts + 1, signIns: 1))
    }
  }

  @Test("who wants more than two minutes is not waited for")
  func tooLong() async throws {
    try await run([BusySignInTests.busy(503, "121")]) { session, clock, fake in
      let settings = BillingSettings(enabled: true, account: "TENANT", type: "OFFLINE")
      let error = await #expect(throws: StoreError.self) { try await session.setBilling(settings) }
      guard case .busy = error else {
        Issue.record("another error: \(String(describing: error))")
        return
      }
      #expect(clock.slept.isEmpty)
      #expect(BusySignInTests.counts(fake) == Counts(refreshes: 1, signIns: 1))
      try await session.setBilling(settings)
      #expect(BusySignInTests.counts(fake) == Counts(refreshes: 2, signIns: 1))
    }
  }

  @Test("the pause that a sign-in was told is everybody's")
  func shared() async throws {
    let told = Locked(false)
    let clock = LeapingClock()
    let tokens = SignInTests.Tokens()
    try await FakePBX.run { call in
      let isFirst = told.withLock { told in
        defer { told = true }
        return !told
      }
      return isFirst ? BusySignInTests.busy(429, "9") : tokens.answer(call)
    } with: { fake in
      var configuration = try fake.configuration(SignInTests.password)
      configuration.clock = clock.clock
      try await fake.use(configuration) { session in
        try await withThrowingTaskGroup(of: Void.self) { group in
          for _ in 0..<5 { group.addTask { _ = try await session.billing() } }
          try await group.waitForAll()
        }
      }
      #expect(clock.slept == [.seconds(9)])
      #expect(fake.calls("/login").count == 2)
    }
  }
}
