import Testing

@testable import Sandbox

@Suite struct SignInTests {
  static let login = "{\"username\":\"admin\",\"password\":\"sandbox\",\"domain\":\"sandbox.test\"}"

  static func token(_ answer: TestPBX.Answer, _ name: String = "access_token") throws -> String {
    guard case .string(let token)? = answer.json?[name] else {
      Issue.record("no \(name) in \(answer.body)")
      return ""
    }
    return token
  }

  static func form(_ pairs: KeyValuePairs<String, String>) -> String {
    pairs.map { "\($0.key)=\(TestPBX.encoded($0.value))" }.joined(separator: "&")
  }

  func form(_ pbx: TestPBX, _ path: String, _ body: String, token: String? = nil) async throws
    -> TestPBX.Answer
  {
    try await pbx.send(
      .post, "/login/oauth/\(path)", body: body, type: "application/x-www-form-urlencoded", token: token)
  }

  @Test(arguments: [nil, "wrong", "full wrong", "fullwrong"])
  func withoutAValidTokenNothingIsShown(_ token: String?) async throws {
    try await TestPBX.run { pbx async throws in
      for path in ["/call_rates", "/call_rates/x", "/call_rates/export", "/tenant/billing", "/login"] {
        let answer = try await pbx.get(path, token: token)
        #expect(answer.status == 401 && answer.code == "UNAUTHORIZED")
        #expect(answer.headers[.wwwAuthenticate]?.hasPrefix("Bearer realm=") == true)
        #expect(!answer.body.contains("wrong"))
      }
      #expect(try await pbx.post("/call_rates", rateJSON(), token: token).status == 401)
      #expect(try await pbx.send(.post, "/call_rates/x/destroy", token: token).status == 401)
    }
  }

  @Test func aTokenLivesAsLongAsItSays() async throws {
    let clock = TestClock()
    try await TestPBX.run(clock: clock.clock) { pbx async throws in
      let answer = try await pbx.send(.post, "/login", body: SignInTests.login, token: nil)
      #expect(answer.status == 200)
      #expect(answer.json?["token_type"] == .string("Bearer"))
      #expect(answer.body.contains("\"expires_in\":1800"))
      let token = try SignInTests.token(answer)
      clock.advance(seconds: 1799)
      let state = try await pbx.get("/login", token: token)
      #expect(state.json?["role"] == .string("admin"))
      #expect(state.body.contains("\"expires_in\":1}"))
      clock.advance(seconds: 1)
      #expect(try await pbx.get("/call_rates", token: token).status == 401)
      #expect(try await pbx.get("/call_rates").status == 200)
    }
  }

  @Test(arguments: [
    ("{\"username\":\"admin\",\"password\":\"no\",\"domain\":\"sandbox.test\"}", 401),
    ("{\"username\":\"admin\",\"password\":\"sandbox\",\"domain\":\"other\"}", 401),
    ("{\"username\":\"admin\",\"password\":\"sandbox\"}", 400), ("{\"username\":1}", 400), ("[]", 400),
    ("", 400),
  ])
  func aWrongSignInIsRefused(_ body: String, _ status: Int) async throws {
    try await TestPBX.run { pbx async throws in
      let answer = try await pbx.send(.post, "/login", body: body, token: nil)
      #expect(answer.status == status)
      #expect(!answer.body.contains("\"no\"") && answer.code != nil)
    }
  }

  @Test func aRefreshTokenIsGoodForOneRefresh() async throws {
    let clock = TestClock()
    try await TestPBX.run(clock: clock.clock) { pbx async throws in
      let password = SignInTests.form([
        "grant_type": "password", "username": "admin", "password": "sandbox", "domain": "sandbox.test",
        "scope": "all", "client_id": Sessions.clientID,
      ])
      let first = try await self.form(pbx, "token", password)
      #expect(first.status == 200)
      clock.advance(seconds: 2000)
      let refresh = SignInTests.form([
        "grant_type": "refresh_token", "refresh_token": try SignInTests.token(first, "refresh_token"),
        "client_id": Sessions.clientID,
      ])
      let second = try await self.form(pbx, "token", refresh)
      #expect(second.status == 200)
      #expect(try await pbx.get("/login", token: try SignInTests.token(second)).status == 200)
      #expect(try await self.form(pbx, "token", refresh).status == 401)
    }
  }

  @Test(arguments: [
    "", "grant_type=password", "grant_type=other&client_id=\(Sessions.clientID)", "grant_type=%zz",
    "grant_type=refresh_token&client_id=\(Sessions.clientID)", "grant_type=password&grant_type=password",
  ])
  func anIncompleteGrantIsRefused(_ body: String) async throws {
    try await TestPBX.run { pbx async throws in
      #expect(try await self.form(pbx, "token", body).status == 400)
      #expect(try await self.form(pbx, "token", "grant_type=password&client_id=x").status == 401)
    }
  }

  @Test func revokingEndsTheSession() async throws {
    try await TestPBX.run { pbx async throws in
      let answer = try await pbx.send(.post, "/login", body: SignInTests.login, token: nil)
      let token = try SignInTests.token(answer)
      let refresh = try SignInTests.token(answer, "refresh_token")
      #expect(try await pbx.get("/call_rates", token: token).status == 200)
      #expect(try await self.form(pbx, "revoke", "", token: token).status == 200)
      #expect(try await pbx.get("/call_rates", token: token).status == 401)
      let again = "grant_type=refresh_token&client_id=\(Sessions.clientID)&refresh_token=\(refresh)"
      #expect(try await self.form(pbx, "token", again).status == 401)
    }
  }

  @Test func aViewerLooksAndWritesNothing() async throws {
    try await TestPBX.run { pbx async throws in
      let login = "{\"username\":\"viewer\",\"password\":\"sandbox\",\"domain\":\"sandbox.test\"}"
      let answer = try await pbx.send(.post, "/login", body: login, token: nil)
      for token in [try SignInTests.token(answer), TestPBX.viewerToken] {
        let list = try await pbx.get("/call_rates", token: token)
        #expect(list.status == 200)
        let id = list.ids[0]
        #expect(try await pbx.get("/call_rates/export", token: token).status == 200)
        let writes = ["/call_rates", "/call_rates/\(id)", "/call_rates/\(id)/destroy", "/tenant/billing"]
        for path in writes {
          let answer = try await pbx.post(path, "{}", token: token)
          #expect(answer.status == 403 && answer.code == "FORBIDDEN")
        }
      }
      #expect(try await pbx.get("/call_rates").items.count == 3)
    }
  }
}
