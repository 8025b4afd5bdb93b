import ExactJSON
import RateQL
import TestSupport
import Testing

@testable import PBXClient

@Suite struct TraceTests {
  /// Runs `body` with a session that is traced, and gives all that was told.
  private func traced(
    _ credentials: PBXConfiguration.Credentials,
    _ answer: @escaping @Sendable (Call) async throws -> Reply,
    _ body: @escaping @Sendable (PBXSession) async throws -> Void
  ) async throws -> [PBXTrace] {
    let seen = Locked<[PBXTrace]>([])
    try await FakePBX.run(answer) { fake in
      var configuration = try fake.configuration(credentials)
      configuration.trace = { trace in seen.withLock { $0.append(trace) } }
      try await fake.use(configuration, body)
    }
    return seen.current
  }

  @Test func tellsOfRequestsAndAnswers() async throws {
    let traces = try await traced(.token(Secret("test-token"))) { call in
      call.method == "GET"
        ? Reply(body: #"{"enabled":true,"account":"TENANT","type":"OFFLINE"}"#, headers: ["x-kind": "demo"])
        : .error(400, "NO", "not today")
    } _: { session in
      _ = try await session.billing()
      await #expect(throws: StoreError.self) {
        try await session.setBilling(.init(enabled: true, account: "USER", type: "ONLINE"))
      }
    }
    #expect(traces.map(\.number) == [1, 1, 2, 2])
    guard traces.count == 4, case .sent("GET", "/api/tenant/billing") = traces[0].event,
      case .answered(200, _) = traces[1].event, case .sent("POST", "/api/tenant/billing") = traces[2].event,
      case .answered(400, _) = traces[3].event
    else {
      Issue.record("\(traces)")
      return
    }
    #expect(traces[0].headers.contains(.init(name: "authorization", value: "Bearer •••")))
    #expect(traces[0].body == nil)
    #expect(traces[1].headers.contains(.init(name: "x-kind", value: "demo")))
    #expect(traces[1].body == #"{"enabled":true,"account":"TENANT","type":"OFFLINE"}"#)
    #expect(traces[2].body == #"{"enabled":true,"account":"USER","type":"ONLINE"}"#)
    #expect(traces[3].body?.contains("not today") == true)
  }

  @Test func aFailureIsToldToo() async throws {
    let traces = try await traced(.token(Secret("test-token"))) { _ in
      .dropped
    } _: { session in
      await #expect(throws: StoreError.self) { try await session.billing() }
    }
    #expect(traces.count == 6)
    guard case .failed? = traces.last?.event else {
      Issue.record("\(traces)")
      return
    }
  }

  @Test func longBodiesAreCut() async throws {
    let text = String(repeating: "x", count: 10_000)
    let traces = try await traced(.token(Secret("test-token"))) { _ in
      Reply(type: "text/plain", body: text)
    } _: { session in
      await #expect(throws: StoreError.self) { try await session.billing() }
    }
    #expect(traces.last?.body == String(repeating: "x", count: 2000) + "… (10000 bytes)")
  }

  /// Secrets of every shape, told back by a server in every place: none of them is ever told.
  @Test(arguments: 0..<40)
  func noSecretIsEverTold(_ seed: UInt64) async throws {
    var random = SeededRandom(seed: seed)
    func secret() -> String {
      let letters = Array("abcXYZ0189-._~+/=\"\\&%é ")
      return String(
        (0..<Int.random(in: 6...40, using: &random)).map { _ in letters.randomElement(using: &random)! })
    }
    func token() -> String {
      let letters = Array("abcXYZ0189-._~+/=\"\\&%")
      return String(
        (0..<Int.random(in: 6...40, using: &random)).map { _ in letters.randomElement(using: &random)! })
    }
    let (password, access, second, refresh, cookie) = (secret(), token(), token(), secret(), token())
    let secrets = [password, access, second, refresh, cookie]
    let step = Locked(0)
    @Sendable func quoted(_ text: String) -> String { "\"\(JSONMask.escaped(text))\"" }
    let traces = try await traced(.password(user: "admin", password: Secret(password), domain: "d.test")) {
      call in
      let number = step.withLock { step in
        step += 1
        return step
      }
      let headers = [
        "set-cookie": "sid=\(PercentCoding.encode(cookie)); HttpOnly",
        "x-auth-token": PercentCoding.encode(cookie),
      ]
      switch call.path {
      case "/api/login":
        return Reply(
          body: "{\"access_token\":\(quoted(access)),\"nested\":[{\"refreshToken\":\(quoted(refresh))}],"
            + "\"refresh_token\":\(quoted(refresh)),\"token_type\":\"Bearer\"}", headers: headers)
      case "/api/login/oauth/token":
        return Reply(body: "{\"access_token\":\(quoted(second))}", headers: headers)
      default:
        // What has been given out until then.
        let echo = [password, access, refresh].map(JSONMask.escaped).joined(separator: " ")
        // Refused, then told back in JSON, in HTML, in an address.
        switch number {
        case 2: return Reply(status: 401, body: "{\"errors\":[{\"message\":\"\(echo)\"}]}", headers: headers)
        case 4:
          return .redirect(
            302,
            "/api/x?access_token=\(PercentCoding.encode(access))&refresh=\(PercentCoding.encode(refresh))")
        default: return Reply(status: 400, type: "text/html", body: "<p>\(secrets.joined(separator: "</p>"))")
        }
      }
    } _: { session in
      await #expect(throws: StoreError.self) { try await session.billing() }
    }
    #expect(traces.count == 10, "seed \(seed)")
    let told = traces.flatMap { trace -> [String] in
      let texts = trace.headers.map { "\($0.name): \($0.value)" } + [trace.body ?? ""]
      switch trace.event {
      case .sent(_, let path): return texts + [path]
      case .failed(let reason, _): return texts + [reason]
      case .answered: return texts
      }
    }.joined(separator: "\n")
    for secret in secrets {
      for form in [secret, PercentCoding.encode(secret), JSONMask.escaped(secret)] {
        if told.contains(form) { Issue.record("seed \(seed) tells \(form) of \(secret)") }
      }
    }
    #expect(told.contains("•••"))
  }

  @Test(
    arguments: [
      (#"{"password":"x","user":"me"}"#, #"{"password":"•••","user":"me"}"#),
      (
        #"{"a":[{"Refresh-Token" : {"deep":["s"]}}],"b":1.50}"#,
        #"{"a":[{"Refresh-Token" : "•••"}],"b":1.50}"#
      ),
      (#"{"token_type":"Bearer","client_secret":12}"#, #"{"token_type":"Bearer","client_secret":"•••"}"#),
      (#"["password","x"]"#, #"["password","x"]"#), (#"{"pass\u0077ord":"x"}"#, #"{"pass\u0077ord":"•••"}"#),
    ])
  func masksByName(_ json: String, _ masked: String) {
    #expect(JSONMask.mask(Array(json.utf8))?.text == masked)
  }

  @Test func whatCannotBeReadIsNotShownWhereItMayHoldASecret() {
    let mask = SecretMask()
    #expect(
      mask.body(Array(#"{"access_token":"abc"#.utf8), type: "application/json")
        == "(20 bytes, which may hold a secret)")
    #expect(mask.body(Array("<p>hello</p>".utf8), type: "text/html") == "<p>hello</p>")
    #expect(mask.body([], type: "") == nil)
    #expect(mask.form("a=b&password=x%20y&c") == "a=b&password=•••&c")
    #expect(mask.text("it was x%20y, x y") == "it was •••, x y")
  }
}
