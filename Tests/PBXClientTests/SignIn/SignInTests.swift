import ExactJSON
import RateQL
import Testing

@testable import PBXClient

@Suite struct SignInTests {
  static let password = PBXConfiguration.Credentials.password(
    user: "admin", password: Secret("hunter22"), domain: "tenant.example")
  static let billing = Reply.json(#"{"enabled":true,"account":"TENANT","type":"OFFLINE"}"#)

  /// A server that hands out token-1, token-2, … and accepts the newest alone.
  final class Tokens: Sendable {
    private let issued = Locked(0)
    let lifetime: String
    let refreshes: Bool

    init(lifetime: String = #""expires_in":1800"#, refreshes: Bool = true) {
      self.lifetime = lifetime
      self.refreshes = refreshes
    }

    func revoke() { issued.withLock { $0 += 1 } }

    func answer(_ call: Call) -> Reply {
      switch call.path {
      case "/api/login": return issue()
      case "/api/login/oauth/token":
        return refreshes ? issue() : .error(400, "INVALID_GRANT", "the refresh token has run out")
      default:
        let newest = issued.withLock { $0 }
        return call.authorization == "Bearer token-\(newest)"
          ? SignInTests.billing : .error(401, "UNAUTHORIZED", "who are you")
      }
    }

    private func issue() -> Reply {
      let number = issued.withLock { issued in
        issued += 1
        return issued
      }
      return .json(#"{"access_token":"token-\#(number)",\#(lifetime),"refresh_token":"r \#(number)&"}"#)
    }
  }

  @Test func signsInAtTheFirstRequestAndOnce() async throws {
    let tokens = Tokens()
    try await FakePBX.run(tokens.answer) { fake in
      try await fake.use(fake.configuration(SignInTests.password)) { session in
        #expect(fake.calls.isEmpty)
        _ = try await session.billing()
        _ = try await session.billing()
        #expect(fake.calls.map(\.path) == ["/api/login", "/api/tenant/billing", "/api/tenant/billing"])
        #expect(
          fake.calls[0].body == #"{"username":"admin","password":"hunter22","domain":"tenant.example"}"#)
        #expect(fake.calls[0].authorization == nil)
        #expect(session.statistics.signIns == 1)
      }
    }
  }

  @Test func refreshesOnceForAllThatWait() async throws {
    let tokens = Tokens()
    let barrier = Barrier(8)
    let barred = Locked(false)
    try await FakePBX.run { call in
      // The first eight after the token was revoked are all refused together.
      if barred.withLock({ $0 }), call.path == "/api/tenant/billing", call.authorization == "Bearer token-1" {
        await barrier.arrive()
      }
      return tokens.answer(call)
    } with: { fake in
      try await fake.use(fake.configuration(SignInTests.password)) { session in
        _ = try await session.billing()
        tokens.revoke()
        barred.withLock { $0 = true }
        try await withThrowingTaskGroup(of: Void.self) { group in
          for _ in 0..<8 { group.addTask { _ = try await session.billing() } }
          try await group.waitForAll()
        }
        let refreshes = fake.calls("/login/oauth/token")
        #expect(refreshes.count == 1)
        #expect(
          refreshes.first?.body
            == "grant_type=refresh_token&refresh_token=r%201%26&client_id=9d806019-75b2-4b3d-bb8b-f5a3a412cc0a"
        )
        #expect(fake.calls("/login").count == 1)
      }
    }
  }

  @Test func signsInAgainWhereRefreshFails() async throws {
    let tokens = Tokens(refreshes: false)
    try await FakePBX.run(tokens.answer) { fake in
      try await fake.use(fake.configuration(SignInTests.password)) { session in
        _ = try await session.billing()
        tokens.revoke()
        // Writes go again as well: 401 means that nothing was done.
        try await session.setBilling(.init(enabled: true, account: "TENANT", type: "OFFLINE"))
        #expect(session.statistics.signIns == 2)
        #expect(session.statistics.refreshes == 1)
      }
    }
  }

  @Test(
    arguments: [
      (#""expires_in":100"#, 88, 90), (#""expires_in":"1800""#, 1769, 1771),
      (#""expires_at":"2020-01-01T00:00:00Z""#, nil, nil), (#""expires_in":0"#, nil, nil),
      (#""x":1"#, nil, nil),
    ] as [(String, Int?, Int?)])
  func renewsBeforeItRunsOut(_ lifetime: String, _ fresh: Int?, _ stale: Int?) async throws {
    let tokens = Tokens(lifetime: lifetime)
    try await FakePBX.run(tokens.answer) { fake in
      let start = ContinuousClock.now
      let clock = Locked(start)
      let configuration = try fake.configuration(SignInTests.password)
      let transport = try Transport(configuration)
      let pace = SessionPace(gate: RequestGate(places: 1), clock: .system)
      let signIn = SignIn(
        configuration, transport: transport, pace: pace, now: { clock.withLock { $0 } })
      let first = try await signIn.grant()
      clock.withLock { $0 = start + .seconds(fresh ?? 100_000_000) }
      try await #expect(signIn.grant().serial == first.serial)
      if let stale {
        clock.withLock { $0 = start + .seconds(stale) }
        try await #expect(signIn.grant().serial == first.serial + 1)
      }
      await transport.shutdown()
    }
  }

  @Test func aTimeStampTellsTheLifetimeToo() throws {
    let now = ContinuousClock.now
    for text in ["2999-01-01T00:00:00Z", "2999-01-01T00:00:00.123+02:00"] {
      let answer = JSONValue.object(["access_token": .string("a"), "expires_at": .string(text)])
      #expect(try #require(Grant(answer, now: now)).renewAt != nil)
    }
  }

  @Test func doesNotAskTwiceWithAWrongPassword() async throws {
    try await FakePBX.run { _ in
      .error(401, "BAD_LOGIN", "no hunter22 here")
    } with: { fake in
      try await fake.use(fake.configuration(SignInTests.password)) { session in
        for _ in 0..<3 {
          let error = await #expect(throws: StoreError.self) { try await session.billing() }
          guard case .notSignedIn(let text) = error else {
            Issue.record("\(String(describing: error))")
            return
          }
          #expect(text.contains("password") && !text.contains("hunter22"))
        }
        #expect(fake.calls.count == 1)
      }
    }
  }

  @Test func aRefusedTokenSaysWhatToDo() async throws {
    try await FakePBX.run { _ in
      .error(401, "UNAUTHORIZED", "no")
    } with: { fake in
      try await fake.session { session in
        let error = await #expect(throws: StoreError.self) { try await session.billing() }
        #expect(error?.description.contains("--token-file") == true)
        #expect(error?.description.contains("test-token") == false)
        #expect(fake.calls.first?.authorization == "Bearer test-token")
      }
    }
  }

  @Test(arguments: [
    (Reply.html(200, "<html>hi</html>"), "HTML"), (.json("{}"), "access token"),
    (.html(404, "<p>nope</p>"), "nope"),
    (.json(#"{"access_token":"a\r\nb"}"#), "access token"),
  ])
  func anAnswerWithoutATokenIsTold(_ reply: Reply, _ word: String) async throws {
    try await FakePBX.run { _ in
      reply
    } with: { fake in
      try await fake.use(fake.configuration(SignInTests.password)) { session in
        let error = await #expect(throws: StoreError.self) { try await session.billing() }
        #expect(error?.description.contains(word) == true)
      }
    }
  }
}

@Suite struct SingleFlightTests {
  @Test func theLastToLeaveCancelsTheTask() async throws {
    let flight = SingleFlight<Int>()
    let (cancelled, finished) = AsyncStream<Void>.makeStream()
    let task = Task {
      try await flight.run {
        await withTaskCancellationHandler {
          await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            Task {
              for await _ in cancelled { break }
              continuation.resume()
            }
          }
        } onCancel: {
          finished.yield()
        }
        return 1
      }
    }
    while flight.waiting == 0 { await Task.yield() }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    try await #expect(flight.run { 2 } == 2)
  }

  @Test func aFailureReachesEverybody() async throws {
    struct Failure: Error {}
    let flight = SingleFlight<Int>()
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<5 {
        group.addTask {
          do {
            _ = try await flight.run {
              while flight.waiting < 5 { await Task.yield() }
              throw Failure()
            }
            return false
          } catch { return error is Failure }
        }
      }
      for await failed in group { #expect(failed) }
    }
  }
}
