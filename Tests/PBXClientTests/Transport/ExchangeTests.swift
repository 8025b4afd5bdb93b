import NIOCore
import RateQL
import TestSupport
import Testing

@testable import PBXClient

@Suite("Exchanges that take too long or are too long")
struct ExchangeTests {
  private func error(_ reply: Reply) async throws -> StoreError? {
    try await FakePBX.run { _ in
      reply
    } with: { fake in
      try await fake.session { session in
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
    let both = Barrier(2)
    try await FakePBX.run { _ in
      switch await answers.next() {
      // Two connections have come about.
      case 1...2: await both.arrive()
      // Now the server is slow.
      case 3...4: try await Task.sleep(for: .seconds(4))
      default: break
      }
      return .json(#"{"enabled":true,"account":"USER","type":"ONLINE"}"#)
    } with: { fake in
      try await fake.session {
        $0.connections = 2
        $0.connectTimeout = .seconds(2)
      } then: { session in
        for count in [2, 3] {
          let settings = try await withThrowingTaskGroup { group in
            for _ in 0..<count { group.addTask { try await session.billing() } }
            return try await group.reduce(into: []) { $0.append($1) }
          }
          #expect(settings.map(\.enabled) == Array(repeating: true, count: count))
        }
      }
    }
  }

  @Test("behind many others a read waits as long as those are answered, a write is given back in time")
  func behindMany() {
    let start = NIODeadline.now()
    func goesOn(after seconds: Int64, lastAnswer: Int64?, isWrite: Bool) -> Bool? {
      ConnectionLanes.Wait(start: start, time: .seconds(75), isWrite: isWrite)
        .goesOn(start + .seconds(seconds), lastAnswer: lastAnswer.map { start + .seconds($0) })
    }
    for isWrite in [false, true] {
      #expect(goesOn(after: 74, lastAnswer: nil, isWrite: isWrite) == true)
      #expect(goesOn(after: 75, lastAnswer: nil, isWrite: isWrite) == nil)
      #expect(goesOn(after: 75, lastAnswer: 0, isWrite: isWrite) == nil)
      #expect(goesOn(after: 75, lastAnswer: 1, isWrite: isWrite) == !isWrite)
      #expect(goesOn(after: 900, lastAnswer: 830, isWrite: isWrite) == !isWrite)
      #expect(goesOn(after: 900, lastAnswer: 800, isWrite: isWrite) == nil)
    }
  }

  @Test("a write that had no connection in time was not sent")
  func crowded() {
    let request = PBXRequest(method: .post, path: "/call_rates/1", isWrite: true, purpose: "update rate 1")
    #expect(
      StoreError(.crowded, request: request, server: "pbx")
        == .unasked("pbx was not asked to update rate 1: no connection became free in time; try again later"))
  }

  @Test("a write that has not begun to leave is taken back by a stop; one that has is waited for")
  func withdrawn() async throws {
    let (arrivals, arrived) = AsyncStream<Void>.makeStream()
    let answers = Barrier(3)
    try await FakePBX.run { _ in
      arrived.yield()
      await answers.arrive()
      return .json("")
    } with: { fake in
      try await fake.session {
        $0.connections = 2
      } then: { session in
        let sent = ["1", "2"].map { id in Task { try await session.delete(id: id) } }
        var underWay = arrivals.makeAsyncIterator()
        for _ in sent { await underWay.next() }
        let waiting = Task { try await session.delete(id: "3") }
        // Long enough for it to be handed over; it may be taken back before that as well.
        for _ in 0..<20 { await Task.yield() }
        for task in [waiting] + sent { task.cancel() }
        await #expect(throws: CancellationError.self) { try await waiting.value }
        await answers.arrive()
        for task in sent { try await task.value }
      }
      #expect(Set(fake.calls.map(\.path)) == ["/api/call_rates/1/destroy", "/api/call_rates/2/destroy"])
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
