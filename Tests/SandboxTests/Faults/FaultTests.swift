import RateQL
import Synchronization
import Testing

@testable import Sandbox

/// One fault for one request, the others untouched; notes what it was asked.
final class ScriptedFaults: FaultPlan {
  struct Seen {
    var request: FaultRequest
    var status: Int?
  }

  private let faults: [Int: Fault]
  private let hook: @Sendable (FaultRequest, FaultTable) async -> Void
  private let notes = Mutex<[Seen]>([])

  var seen: [Seen] { notes.withLock { $0 } }

  /// - Parameters:
  ///   - faults: by the ordinal of the request.
  ///   - before: called before each request.
  init(
    _ faults: [Int: Fault] = [:],
    before: @escaping @Sendable (FaultRequest, FaultTable) async -> Void = { _, _ in }
  ) {
    self.faults = faults
    hook = before
  }

  func fault(for request: FaultRequest) async -> Fault { faults[request.ordinal] ?? .none }

  func before(_ request: FaultRequest, _ table: FaultTable) async { await hook(request, table) }

  func after(_ request: FaultRequest, _ table: FaultTable, status: Int?) async {
    notes.withLock { $0.append(Seen(request: request, status: status)) }
  }
}

/// Faults as a client on a real socket meets them.
@Suite struct FaultTests {
  struct Bench: Sendable {
    var address: SandboxAddress
    var table: FaultTable

    func send(_ method: String, _ path: String, _ body: String = "") async -> RawExchange {
      await RawExchange.send(method, path, body: body, token: address.token, port: address.port)
    }

    func create(_ prefix: String = "49") async -> RawExchange {
      await send("POST", "/call_rates", rateJSON(["prefix": "\"\(prefix)\""]))
    }

    func prefixes() async throws -> [String] { try await table.records().compactMap(\.prefix) }
  }

  static func run(
    _ faults: any FaultPlan, madeUp: Int = 0,
    _ body: @Sendable (Bench) async throws -> Void
  ) async throws {
    var configuration = SandboxConfiguration()
    configuration.rates = madeUp
    configuration.deck = madeUp > 0 ? [] : TestPBX.rates
    configuration.faults = faults
    let server = try await SandboxServer(configuration)
    try await server.whileServing { try await body(Bench(address: $0, table: server.table)) }
  }

  static let base = ["44", "447", "33"]

  @Test(
    "a connection ends without an answer",
    arguments: [
      (Fault.refuse, RawExchange.Ending.closed, false), (.resetBefore, .reset, false),
      (.resetAfter, .reset, true),
    ])
  func silence(_ fault: Fault, _ ending: RawExchange.Ending, _ isHandled: Bool) async throws {
    try await FaultTests.run(ScriptedFaults([1: fault])) { bench async throws -> Void in
      let answer = await bench.create()
      #expect(answer.text == "" && answer.ending == ending)
      #expect(try await bench.prefixes() == FaultTests.base + (isHandled ? ["49"] : []))
      // The next one is whole again.
      #expect(await bench.send("GET", "/call_rates").status == 200)
    }
  }

  @Test(
    "an error is told, and what was asked is done or not",
    arguments: [
      (Fault.status(429, retryAfter: 3, code: "TOO_MANY_REQUESTS"), 429, false),
      (.status(503, retryAfter: nil, code: "SERVICE_UNAVAILABLE"), 503, false),
      (.expireTokens, 401, false), (.handledThenStatus(502), 502, true),
    ])
  func told(_ fault: Fault, _ status: Int, _ isHandled: Bool) async throws {
    try await FaultTests.run(ScriptedFaults([1: fault])) { bench async throws -> Void in
      let answer = await bench.create()
      #expect(answer.status == status && answer.ending == .closed)
      #expect(answer.body.hasPrefix("{\"errors\":[{\"code\":\""))
      #expect(answer.header("Retry-After") == (status == 429 ? "3" : nil))
      #expect(try await bench.prefixes() == FaultTests.base + (isHandled ? ["49"] : []))
    }
  }

  @Test("a page that is no JSON comes with 200, and nothing is done")
  func garbage() async throws {
    try await FaultTests.run(ScriptedFaults([1: .garbage("<h1>Hello</h1>")])) { bench async throws -> Void in
      let answer = await bench.create()
      #expect(answer.status == 200 && answer.body == "<h1>Hello</h1>")
      #expect(answer.header("Content-Type") == "text/html; charset=utf-8")
      #expect(try await bench.prefixes() == FaultTests.base)
    }
  }

  @Test("a cut body has half of the bytes that its head tells")
  func cut() async throws {
    try await FaultTests.run(ScriptedFaults([2: .cutBody, 3: .cutBody, 4: .cutBody])) {
      bench async throws -> Void in
      let whole = await bench.send("GET", "/call_rates")
      let half = await bench.send("GET", "/call_rates")
      #expect(half.status == 200 && half.ending == .closed)
      #expect(half.header("Content-Length") == whole.header("Content-Length"))
      #expect(half.body.utf8.count == whole.body.utf8.count / 2 && whole.body.hasPrefix(half.body))
      #expect(await bench.create().body.hasPrefix("{\"id\":\""))
      // An update's answer has no body to be cut.
      let id = try #require(try await bench.table.records().first?.id)
      #expect(await bench.send("POST", "/call_rates/\(id)", rateJSON(["prefix": "\"43\""])).text == "")
      #expect(try await bench.prefixes() == ["43", "447", "33", "49"])
    }
  }

  @Test("a large body is cut in the middle too")
  func cutExport() async throws {
    try await FaultTests.run(ScriptedFaults([2: .cutBody]), madeUp: 20_000) { bench in
      let whole = await bench.send("GET", "/call_rates/export")
      let half = await bench.send("GET", "/call_rates/export")
      #expect(whole.body.utf8.count > 1_000_000 && half.ending == .closed)
      #expect(half.body.utf8.count == whole.body.utf8.count / 2)
    }
  }

  @Test("slow answers come, and are right")
  func slow() async throws {
    let faults = ScriptedFaults([1: .slow(.milliseconds(5)), 2: .slowAfter(.milliseconds(5))])
    try await FaultTests.run(faults) { bench async throws -> Void in
      for prefix in ["49", "43"] { #expect(await bench.create(prefix).status == 200) }
      #expect(try await bench.prefixes() == FaultTests.base + ["49", "43"])
    }
  }

  @Test("a request is told with its numbers, and what became of it")
  func requests() async throws {
    let faults = ScriptedFaults([3: .refuse])
    try await FaultTests.run(faults) { bench async throws -> Void in
      let id = try #require(try await bench.table.records().first?.id)
      _ = await bench.send("GET", "/call_rates/\(id)?x=1")
      _ = await bench.send("POST", "/call_rates/\(id)/destroy")
      _ = await bench.create()
      _ = await bench.send("GET", "/nothing/here")
      _ = await bench.create()
      #expect(
        faults.seen.map(\.request) == [
          FaultRequest(
            ordinal: 1, writeOrdinal: nil, method: "GET", path: "/api/call_rates/\(id)", rateID: id),
          FaultRequest(
            ordinal: 2, writeOrdinal: 1, method: "POST", path: "/api/call_rates/\(id)/destroy", rateID: id),
          FaultRequest(ordinal: 3, writeOrdinal: 2, method: "POST", path: "/api/call_rates", rateID: nil),
          FaultRequest(ordinal: 4, writeOrdinal: 3, method: "POST", path: "/api/call_rates", rateID: nil),
        ])
      #expect(faults.seen.map(\.status) == [200, 204, nil, 200])
    }
  }

  @Test("tokens of a sign-in end; the refresh token and a token from the start go on")
  func expired() async throws {
    try await FaultTests.run(ScriptedFaults([3: .expireTokens])) { bench async throws -> Void in
      let form =
        "grant_type=password&username=admin&password=sandbox&domain=sandbox.test"
        + "&client_id=\(Sessions.clientID)"
      func signIn(_ form: String) async throws -> (access: String, refresh: String) {
        let answer = await RawExchange.send(
          "POST", "/login/oauth/token", body: form, token: "", type: "application/x-www-form-urlencoded",
          port: bench.address.port)
        let json = try JSONReader.value(utf8: Array(answer.body.utf8))
        guard case .string(let access)? = json["access_token"],
          case .string(let refresh)? = json["refresh_token"]
        else {
          Issue.record("no tokens: \(answer.text)")
          return ("", "")
        }
        return (access, refresh)
      }
      func look(_ token: String) async -> Int? {
        await RawExchange.send("GET", "/call_rates", token: token, port: bench.address.port).status
      }
      let first = try await signIn(form)
      #expect(await look(first.access) == 200)
      #expect(await look(first.access) == 401)
      #expect(await look(first.access) == 401)
      let second = try await signIn(
        "grant_type=refresh_token&refresh_token=\(first.refresh)&client_id=\(Sessions.clientID)")
      #expect(await look(second.access) == 200)
      #expect(await look(bench.address.token) == 200)
    }
  }
}
