import RateQL
import TestSupport
import Testing

@testable import PBXClient

@Suite("Exchanges that take too long or are too long")
struct ExchangeTests {
  private func error(_ reply: Reply, patience: Duration = .seconds(60)) async throws -> StoreError? {
    try await FakePBX.run { _ in
      reply
    } with: { fake in
      try await fake.session {
        $0.readTimeout = patience
      } then: { session in
        await #expect(throws: StoreError.self) { try await session.billing() }
      }
    }
  }

  @Test("an answer that stands still after its beginning is not waited for")
  func standsStill() async throws {
    let never = Barrier(2)
    let error = try await FakePBX.run { _ in
      Reply(body: #"{"enabled": "#, pause: { await never.arrive() })
    } with: { fake in
      let error = try await fake.session {
        $0.readTimeout = .milliseconds(50)
      } then: { session in
        await #expect(throws: StoreError.self) { try await session.billing() }
      }
      await never.arrive()
      return error
    }
    guard case .unreachable(let text) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(text.hasSuffix("asked to read the billing settings: no answer came in time"), "\(text)")
  }

  @Test("a request waits behind others for longer than a connection may take to come about")
  func behindOthers() async throws {
    let answers = Counter()
    try await FakePBX.run { _ in
      // A server that is slow at first.
      if await answers.next() == 1 { try await Task.sleep(for: .milliseconds(300)) }
      return .json(#"{"enabled":true,"account":"USER","type":"ONLINE"}"#)
    } with: { fake in
      try await fake.session {
        $0.connections = 1
        $0.connectTimeout = .milliseconds(100)
      } then: { session in
        async let first = session.billing()
        async let second = session.billing()
        let settings = try await [first, second]
        #expect(settings.map(\.enabled) == [true, true])
      }
    }
  }

  @Test(
    "an answer that is longer than is read is refused, whether it says so or not", arguments: [true, false])
  func tooLong(saysSo: Bool) async throws {
    let piece = String(repeating: " ", count: 1 << 20)
    let error = try await error(Reply(body: piece, pieces: 33, saysLength: saysSo))
    guard case .badAnswer(let text) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(text.hasSuffix("asked to read the billing settings: the answer is far too long"), "\(text)")
  }

  @Test("an answer as long as is read is read")
  func longest() async throws {
    let piece = String(repeating: " ", count: 1 << 20)
    let error = try await error(Reply(body: piece, pieces: 32, saysLength: false))
    guard case .badAnswer(let text) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(text.contains("its JSON is broken at byte \(32 << 20)"), "\(text)")
  }
}
