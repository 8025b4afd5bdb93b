import Foundation
import RateQL
import Testing

@testable import PBXClient

/// Keeps a sign-in in memory, for one session or for several.
final class MemoryKeeper: SignInKeeper {
  private let state: Locked<KeptSignIn?>
  private let gate = RequestGate(places: 1)
  let saves = Locked(0)

  init(_ kept: KeptSignIn?) { state = Locked(kept) }

  var kept: KeptSignIn? { state.current }

  func load() throws -> KeptSignIn? { state.current }

  func save(_ signIn: KeptSignIn) async throws {
    state.withLock { $0 = signIn }
    saves.withLock { $0 += 1 }
  }

  func exclusively<Result: Sendable>(_ body: @Sendable () async throws -> Result) async throws -> Result {
    try await gate.pass { try await body() }
  }
}

@Suite struct KeptSignInTests {
  /// A server whose tokens are good as long as they are the newest, and whose refresh tokens are good once.
  final class Server: Sendable {
    private struct State {
      var access = "access-0"
      var refresh = "refresh-0"
      var number = 0
      var refreshStatus = 200
    }

    private let state = Locked(State())

    func expire() { state.withLock { $0.access = "nobody has it" } }
    func refuseRefresh(_ status: Int) { state.withLock { $0.refreshStatus = status } }

    func answer(_ call: Call) -> Reply {
      state.withLock { state in
        func issue() -> Reply {
          state.number += 1
          (state.access, state.refresh) = ("access-\(state.number)", "refresh-\(state.number)")
          return .json(
            #"{"access_token":"\#(state.access)","refresh_token":"\#(state.refresh)","expires_in":1800}"#)
        }
        switch call.path {
        case "/api/login": return issue()
        case "/api/login/oauth/token":
          if state.refreshStatus != 200 { return .error(state.refreshStatus, "NO", "not now") }
          return call.body.contains("refresh_token=\(state.refresh)&")
            ? issue() : .error(400, "INVALID_GRANT", "it was used")
        case "/api/login/oauth/revoke":
          guard call.authorization == "Bearer \(state.access)" else { return .error(401, "NO", "who") }
          if call.body.contains("token=\(state.refresh)&") { (state.access, state.refresh) = ("", "gone") }
          return Reply(status: 200)
        default:
          return call.authorization == "Bearer \(state.access)"
            ? SignInTests.billing : .error(401, "UNAUTHORIZED", "who are you")
        }
      }
    }
  }

  private func keeper(expires: Date? = Date(timeIntervalSinceNow: 1000)) -> MemoryKeeper {
    MemoryKeeper(KeptSignIn(access: Secret("access-0"), refresh: Secret("refresh-0"), expires: expires))
  }

  private func configuration(_ fake: FakePBX, _ keeper: MemoryKeeper) throws -> PBXConfiguration {
    var configuration = try fake.configuration(.kept(user: "admin", domain: "d.test"))
    configuration.signInKeeper = keeper
    return configuration
  }

  @Test(arguments: [Date(timeIntervalSinceNow: 1000), nil])
  func whatIsKeptIsUsed(_ expires: Date?) async throws {
    let (server, keeper) = (Server(), keeper(expires: expires))
    try await FakePBX.run(server.answer) { fake in
      try await fake.use(configuration(fake, keeper)) { session in
        _ = try await session.billing()
        _ = try await session.billing()
      }
      #expect(fake.calls.map(\.path) == ["/api/tenant/billing", "/api/tenant/billing"])
      #expect(keeper.saves.current == 0)
    }
  }

  @Test func oneThatHasRunOutIsRenewedFirstAndKept() async throws {
    let (server, keeper) = (Server(), keeper(expires: Date(timeIntervalSinceNow: 5)))
    try await FakePBX.run(server.answer) { fake in
      try await fake.use(configuration(fake, keeper)) { _ = try await $0.billing() }
      #expect(fake.calls.map(\.path) == ["/api/login/oauth/token", "/api/tenant/billing"])
      #expect(keeper.kept?.access == Secret("access-1") && keeper.kept?.refresh == Secret("refresh-1"))
      let lifetime = try #require(keeper.kept?.expires).timeIntervalSinceNow
      #expect(lifetime > 1700 && lifetime <= 1800)
      try await fake.use(configuration(fake, keeper)) { _ = try await $0.billing() }
      #expect(fake.calls.count == 3)
    }
  }

  @Test func manyRequestsOfTwoSessionsRenewOnce() async throws {
    let (server, keeper) = (Server(), keeper())
    server.expire()
    try await FakePBX.run(server.answer) { fake in
      let configuration = try configuration(fake, keeper)
      try await fake.use(configuration) { one in
        try await fake.use(configuration) { other in
          try await withThrowingTaskGroup(of: Void.self) { group in
            for session in [one, other] {
              for _ in 0..<10 { group.addTask { _ = try await session.billing() } }
            }
            try await group.waitForAll()
          }
        }
      }
      #expect(fake.calls("/login/oauth/token").count == 1)
      #expect(keeper.saves.current == 1)
    }
  }

  @Test func aRefusedRenewalSaysToSignInAgain() async throws {
    let (server, keeper) = (Server(), keeper())
    server.expire()
    server.refuseRefresh(400)
    try await FakePBX.run(server.answer) { fake in
      try await fake.use(configuration(fake, keeper)) { session in
        let error = await #expect(throws: StoreError.self) { try await session.billing() }
        guard case .notSignedIn(let text)? = error else {
          Issue.record("\(String(describing: error))")
          return
        }
        #expect(text.contains("has run out") && text.contains("`rateql login`"))
        #expect(!text.contains("refresh-0") && !text.contains("access-0"))
      }
      server.refuseRefresh(501)
      try await fake.use(configuration(fake, keeper)) { session in
        let error = await #expect(throws: StoreError.self) { try await session.billing() }
        guard case .busy? = error else {
          Issue.record("\(String(describing: error))")
          return
        }
      }
      #expect(keeper.kept?.refresh == Secret("refresh-0"))
    }
  }

  @Test func aConfiguredPasswordSignsInAgain() async throws {
    let (server, keeper) = (Server(), keeper())
    server.expire()
    server.refuseRefresh(400)
    try await FakePBX.run(server.answer) { fake in
      var configuration = try fake.configuration(SignInTests.password)
      configuration.signInKeeper = keeper
      try await fake.use(configuration) { session in
        _ = try await session.billing()
        #expect(session.statistics.signIns == 1)
      }
      #expect(keeper.kept?.access == Secret("access-1"))
    }
  }

  @Test func nothingKeptSaysToSignIn() async throws {
    let server = Server()
    try await FakePBX.run(server.answer) { fake in
      try await fake.use(configuration(fake, MemoryKeeper(nil))) { session in
        let error = await #expect(throws: StoreError.self) { try await session.billing() }
        #expect(error?.description.contains("`rateql login`") == true)
      }
      #expect(fake.calls.isEmpty)
    }
  }

  @Test func signingInAnewIsKeptAndThePasswordIsNot() async throws {
    let (server, keeper) = (Server(), keeper())
    try await FakePBX.run(server.answer) { fake in
      var configuration = try fake.configuration(SignInTests.password)
      configuration.signInKeeper = keeper
      try await fake.use(configuration) { try await $0.signInAnew() }
      #expect(fake.calls.map(\.path) == ["/api/login"])
      #expect(keeper.kept?.access == Secret("access-1"))
      #expect(keeper.kept?.refresh == Secret("refresh-1"))
    }
  }

  /// Who gives up while a renewal is on its way does not lose the refresh token that comes with its answer.
  @Test func aRenewalThatNobodyWaitsForIsKept() async throws {
    let (server, keeper) = (Server(), keeper(expires: Date(timeIntervalSinceNow: 1)))
    let barrier = Barrier(2)
    try await FakePBX.run { call in
      let reply = server.answer(call)
      if call.path == "/api/login/oauth/token" { await barrier.arrive() }
      return reply
    } with: { fake in
      let session = try PBXSession(configuration(fake, keeper))
      let task = Task { try await session.billing() }
      while await barrier.arrived == 0 { await Task.yield() }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(keeper.saves.current == 0)
      async let closed: Void = session.shutdown()
      await barrier.release()
      await closed
      #expect(keeper.kept?.refresh == Secret("refresh-1"))
    }
  }

  @Test func aKeeperThatFailsIsTold() async throws {
    struct Full: Error {}
    struct BrokenKeeper: SignInKeeper {
      let inner: MemoryKeeper
      func load() throws -> KeptSignIn? { try inner.load() }
      func save(_ signIn: KeptSignIn) async throws { throw Full() }
      func exclusively<Result: Sendable>(_ body: @Sendable () async throws -> Result) async throws -> Result {
        try await inner.exclusively(body)
      }
    }
    let (server, keeper) = (Server(), keeper())
    server.expire()
    let notices = Locked<[PBXNotice]>([])
    try await FakePBX.run(server.answer) { fake in
      var configuration = try configuration(fake, keeper)
      configuration.signInKeeper = BrokenKeeper(inner: keeper)
      configuration.notice = { notice in notices.withLock { $0.append(notice) } }
      try await fake.use(configuration) { _ = try await $0.billing() }
      #expect(notices.current.count == 1)
      #expect(notices.current.first?.description.contains("can't be kept") == true)
    }
  }

  @Test func signingOutEndsBothTokens() async throws {
    let (server, keeper) = (Server(), keeper())
    try await FakePBX.run(server.answer) { fake in
      try await fake.use(configuration(fake, keeper)) { session in
        try await #expect(session.signOut() == .ended)
      }
      let calls = fake.calls("/login/oauth/revoke")
      #expect(calls.first?.body.hasPrefix("token=refresh-0&token_type_hint=refresh_token&") == true)
      #expect(calls.last?.body.hasPrefix("token=access-0&token_type_hint=access_token&") == true)
      #expect(calls.allSatisfy { $0.authorization == "Bearer access-0" })
      try await fake.use(configuration(fake, keeper)) { session in
        try await #expect(session.signOut() == .wasOver)
      }
    }
  }

  @Test func signingOutRenewsWhatHasRunOutFirst() async throws {
    let (server, keeper) = (Server(), keeper())
    server.expire()
    try await FakePBX.run(server.answer) { fake in
      try await fake.use(configuration(fake, keeper)) { session in
        try await #expect(session.signOut() == .ended)
      }
      #expect(fake.calls("/login/oauth/revoke").contains { $0.body.hasPrefix("token=refresh-1&") })
    }
  }

  @Test(
    arguments: [
      (404, SignInEnding.notPossible), (405, .notPossible), (501, .notPossible), (204, .ended),
      (500, .refused("500: no")),
    ])
  func aServerMayNotKnowHow(_ status: Int, _ ending: SignInEnding) async throws {
    let keeper = keeper()
    try await FakePBX.run { _ in
      status == 204 ? Reply(status: 204) : .error(status, "NO", "no")
    } with: { fake in
      try await fake.use(configuration(fake, keeper)) { session in
        try await #expect(session.signOut() == ending)
      }
    }
  }
}
