import RateQL
import Testing

@testable import PBXClient

@Suite struct FailureTests {
  static let settings = BillingSettings(enabled: true, account: "TENANT", type: "OFFLINE")

  static func error(_ reply: Reply, write: Bool = false) async throws -> StoreError? {
    try await FakePBX.run { _ in
      reply
    } with: { fake in
      try await fake.session { session in
        await #expect(throws: StoreError.self) {
          if write {
            try await session.setBilling(settings)
          } else {
            _ = try await session.billing()
          }
        }
      }
    }
  }

  @Test func aRefusalCarriesTheVendorsCode() async throws {
    let error = try await FailureTests.error(.error(400, "VALIDATE_FAILED", "bad account"), write: true)
    #expect(error == .refused(.init(status: 400, code: "VALIDATE_FAILED", message: "bad account")))
    let hidden = try await FailureTests.error(.error(200, "VALIDATE_FAILED", "bad account"), write: true)
    #expect(hidden == .refused(.init(status: 200, code: "VALIDATE_FAILED", message: "bad account")))
  }

  @Test func forbiddenNamesThePermission() async throws {
    guard case .notAllowed(let text) = try await FailureTests.error(.error(403, "X", "no"), write: true)
    else {
      Issue.record("another error")
      return
    }
    #expect(text.contains("Billing.FullAccess") && text.contains("127.0.0.1"))
    guard case .notAllowed = try await FailureTests.error(.error(403, "X", "no")) else {
      Issue.record("another error")
      return
    }
  }

  @Test(arguments: [
    (Reply.html(200, "<html>hi</html>"), "answered with HTML, not JSON: is this the PBX's API address?"),
    (.json("<!doctype html>"), "answered with HTML"), (.json(""), "answered nothing"),
    (.json("{"), "JSON is broken"),
    (.json("{}"), "enabled"), (.json(#"{"enabled":true,"type":"ONLINE"}"#), "account"),
    (.html(404, "<title>Not Found</title>"), "Not Found"), (Reply(status: 302), "another address"),
  ])
  func anAnswerThatIsNoneIsABadAnswer(_ reply: Reply, _ words: String) async throws {
    guard case .badAnswer(let text) = try await FailureTests.error(reply) else {
      Issue.record("another error")
      return
    }
    #expect(text.contains(words), "\(text)")
    #expect(!text.contains("\n"))
  }

  @Test(arguments: [
    Reply.html(200, "<html>hi</html>"), .html(502, "<h1>Bad Gateway</h1>"), .error(500, "X", "oops"),
    .dropped,
  ])
  func aWriteWithoutAClearAnswerIsUncertain(_ reply: Reply) async throws {
    guard case .uncertain = try await FailureTests.error(reply, write: true) else {
      Issue.record("another error")
      return
    }
  }

  @Test func aWriteIsNeverRepeated() async throws {
    try await FakePBX.run { _ in
      .dropped
    } with: { fake in
      try await fake.session { session in
        await #expect(throws: StoreError.self) { try await session.delete(id: "1") }
        #expect(fake.calls.count == 1)
      }
    }
  }

  @Test func aReadIsRepeatedOnALostConnection() async throws {
    let count = Counter()
    try await FakePBX.run { _ in
      await count.next() < 3 ? .dropped : SignInTests.billing
    } with: { fake in
      try await fake.session { session in
        _ = try await session.billing()
        #expect(fake.calls.count == 3)
        #expect(session.statistics.retries == 2)
      }
    }
  }

  @Test func aReadIsNotRepeatedForEver() async throws {
    try await FakePBX.run { _ in
      .dropped
    } with: { fake in
      try await fake.session { session in
        let error = await #expect(throws: StoreError.self) { try await session.billing() }
        guard case .unreachable = error else {
          Issue.record("\(String(describing: error))")
          return
        }
        #expect(fake.calls.count == 3)
      }
    }
  }

  @Test func aRefusedConnectionSaysSo() async throws {
    let port = try await FakePBX.run { _ in
      .json("")
    } with: { fake in
      fake.port
    }
    var configuration = PBXConfiguration(
      address: try PBXAddress("http://127.0.0.1:\(port)"), credentials: .token(Secret("t")))
    configuration.connectTimeout = .seconds(20)
    let session = try PBXSession(configuration)
    for write in [false, true] {
      let error = await #expect(throws: StoreError.self) {
        if write { try await session.delete(id: "1") } else { _ = try await session.billing() }
      }
      guard case .unreachable(let text) = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(text.contains("127.0.0.1:\(port)") && text.contains("refused"), "\(text)")
    }
    await session.shutdown()
  }

  @Test func aNameThatDoesNotResolveSaysSo() async throws {
    let session = try PBXSession(
      PBXConfiguration(
        address: try PBXAddress("http://no-such-host.invalid:1"), credentials: .token(Secret("t"))))
    let error = await #expect(throws: StoreError.self) { try await session.billing() }
    await session.shutdown()
    #expect(error?.description.contains("no-such-host.invalid") == true, "\(String(describing: error))")
    #expect(error?.description.contains("resolve") == true, "\(String(describing: error))")
  }

  @Test func plainHTTPBehindHTTPSSaysSo() async throws {
    try await FakePBX.run { _ in
      .json("")
    } with: { fake in
      let session = try PBXSession(
        PBXConfiguration(
          address: try PBXAddress("https://127.0.0.1:\(fake.port)"), credentials: .token(Secret("t"))))
      let error = await #expect(throws: StoreError.self) { try await session.billing() }
      await session.shutdown()
      guard case .unreachable(let text) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(text.contains("TLS"), "\(text)")
    }
  }

  @Test func silenceEndsInATimeOut() async throws {
    let never = Barrier(2)
    try await FakePBX.run { _ in
      await never.arrive()
      return .json("")
    } with: { fake in
      try await fake.session {
        $0.readTimeout = .milliseconds(50)
      } then: { session in
        let error = await #expect(throws: StoreError.self) { try await session.delete(id: "1") }
        guard case .uncertain = error else {
          Issue.record("\(String(describing: error))")
          return
        }
      }
      await never.arrive()
    }
  }

  @Test func aMissingAuthorityFileIsToldAtOnce() throws {
    var configuration = PBXConfiguration(
      address: try PBXAddress("https://pbx"), credentials: .token(Secret("t")))
    configuration.trust = .authorities(file: "/nonexistent/ca.pem")
    let error = #expect(throws: PBXConfigurationError.self) { try PBXSession(configuration) }
    #expect(error?.description.contains("/nonexistent/ca.pem") == true)
  }

  @Test func aCancelledReadIsCancelled() async throws {
    let never = Barrier(2)
    let (arrivals, arrived) = AsyncStream<Void>.makeStream()
    try await FakePBX.run { _ in
      arrived.yield()
      await never.arrive()
      return .json("")
    } with: { fake in
      try await fake.session { session in
        let task = Task { try await session.billing() }
        for await _ in arrivals { break }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
      }
      await never.arrive()
    }
  }
}

actor Counter {
  private var value = 0

  func next() -> Int {
    value += 1
    return value
  }
}
