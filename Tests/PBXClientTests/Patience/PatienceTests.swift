import RateQL
import Synchronization
import TestSupport
import Testing

@testable import PBXClient

/// A clock that stands where it is put: who sleeps wakes at once, at the time that was waited for.
final class LeapingClock: Sendable {
  private let state = Mutex((now: ContinuousClock.now, slept: [Duration]()))

  var slept: [Duration] { state.withLock(\.slept) }

  var clock: SessionClock {
    SessionClock(
      now: { self.state.withLock(\.now) },
      sleep: { end in
        self.state.withLock { state in
          guard end > state.now else { return }
          state.slept.append(state.now.duration(to: end))
          state.now = end
        }
        await Task.yield()
      }, jitter: { 100 })
  }
}

/// A clock that stands still until it is moved: who sleeps waits for that.
final class StandingClock: Sendable {
  private let state = Mutex((now: ContinuousClock.now, waiting: [CheckedContinuation<Void, Never>]()))

  var sleepers: Int { state.withLock(\.waiting.count) }

  func advance(_ time: Duration) {
    let waiting = state.withLock { state in
      defer { state.waiting = [] }
      state.now += time
      return state.waiting
    }
    for sleeper in waiting { sleeper.resume() }
  }

  var clock: SessionClock {
    SessionClock(
      now: { self.state.withLock(\.now) },
      sleep: { end in
        await withCheckedContinuation { sleeper in
          let isOver = self.state.withLock { state in
            if end > state.now { state.waiting.append(sleeper) }
            return end <= state.now
          }
          if isOver { sleeper.resume() }
        }
      }, jitter: { 100 })
  }
}

@Suite("A server that asks for time")
struct PatienceTests {
  private static let billing = Reply.json(#"{"enabled":true,"account":"TENANT","type":"OFFLINE"}"#)

  private static func busy(_ status: Int, _ retryAfter: String?) -> Reply {
    var reply = Reply.error(status, "TOO_MANY_REQUESTS", "not so fast")
    reply.retryAfter = retryAfter
    return reply
  }

  /// Asks for the billing settings of a server that is busy so often first.
  private func read(_ replies: [Reply]) async throws -> (
    result: Result<BillingSettings, StoreError>, slept: [Duration], calls: Int
  ) {
    let left = Mutex(replies)
    let clock = LeapingClock()
    return try await FakePBX.run { _ in
      left.withLock { $0.isEmpty ? PatienceTests.billing : $0.removeFirst() }
    } with: { fake in
      try await fake.session {
        $0.clock = clock.clock
        $0.label = "pbx"
      } then: { session in
        do {
          return (.success(try await session.billing()), clock.slept, fake.calls.count)
        } catch let error as StoreError {
          return (.failure(error), clock.slept, fake.calls.count)
        }
      }
    }
  }

  @Test("a read waits as long as it is told, and asks again")
  func told() async throws {
    for status in [429, 503] {
      let found = try await read([PatienceTests.busy(status, "7"), PatienceTests.busy(status, "0")])
      #expect(try found.result.get().enabled)
      #expect(found.slept == [.seconds(7)])
      #expect(found.calls == 3)
    }
  }

  @Test("an answer that asks for time and breaks off is heeded, and a good one after it is taken")
  func breaksOff() async throws {
    var reply = PatienceTests.busy(429, "7")
    reply.breaksOff = true
    let found = try await read([reply])
    #expect(try found.result.get().enabled)
    #expect(found.slept == [.seconds(7)])
    #expect(found.calls == 2)
  }

  @Test("one that is not told waits longer each time, then says so")
  func backOff() async throws {
    let found = try await read(Array(repeating: PatienceTests.busy(503, nil), count: 20))
    #expect(found.slept == [500, 1000, 2000, 4000, 8000].map { .milliseconds($0) })
    #expect(found.calls == SessionPace.attempts)
    #expect(
      found.result
        == .failure(
          .busy(
            "pbx, asked to read the billing settings, asks for time (503: not so fast); try again later"
          ))
    )
  }

  @Test("who wants more than two minutes is not waited for")
  func tooLong() async throws {
    let found = try await read([PatienceTests.busy(429, "121")])
    #expect(found.slept == [])
    #expect(found.calls == 1)
    guard case .failure(.busy) = found.result else {
      Issue.record("another result: \(found.result)")
      return
    }
  }

  @Test("a write is never sent again by the session", arguments: [429, 502, 503, 504])
  func writes(_ status: Int) async throws {
    let clock = LeapingClock()
    try await FakePBX.run { call in
      call.method == "POST" ? PatienceTests.busy(status, "3") : PatienceTests.billing
    } with: { fake in
      try await fake.session {
        $0.clock = clock.clock
        $0.label = "pbx"
      } then: { session in
        let settings = BillingSettings(enabled: true, account: "TENANT", type: "OFFLINE")
        let error = await #expect(throws: StoreError.self) { try await session.setBilling(settings) }
        switch error {
        case .busy: #expect(status == 429 || status == 503)
        case .uncertain: #expect(status == 502 || status == 504)
        default: Issue.record("another error: \(String(describing: error))")
        }
        #expect(fake.calls.count == 1)
        // Who looks whether it was done waits first: the pause is the session's.
        _ = try await session.billing()
        #expect(clock.slept == [.seconds(3)])
      }
    }
  }

  @Test("the notice is told once, and says what is done about it")
  func notice() async throws {
    let told = Mutex<[String]>([])
    let left = Mutex(3)
    try await FakePBX.run { _ in
      left.withLock { left in
        left -= 1
        return left >= 0 ? PatienceTests.busy(429, "1") : PatienceTests.billing
      }
    } with: { fake in
      try await fake.session {
        $0.clock = LeapingClock().clock
        $0.label = "pbx"
        $0.notice = { notice in told.withLock { $0.append(notice.description) } }
      } then: {
        _ = try await $0.billing()
      }
    }
    #expect(
      told.withLock { $0 } == ["pbx asks for fewer requests (429); they are sent more slowly"])
  }

  /// What becomes of a write that waits for its turn behind a read, until something has happened; then the read goes on.
  private func write(
    _ clock: SessionClock, behind reply: Reply, meanwhile: @escaping @Sendable () async throws -> Void = {},
    then: @escaping @Sendable () async throws -> Void = {}
  ) async throws -> (error: StoreError?, sent: [String]) {
    let (opens, open) = AsyncStream<Void>.makeStream()
    let sent = Mutex<[String]>([])
    return try await FakePBX.run { call in
      let isFirst = sent.withLock { sent in
        sent.append(call.method)
        return sent.count == 1
      }
      guard isFirst else { return PatienceTests.billing }
      for await _ in opens { break }
      return reply
    } with: { fake in
      try await fake.session {
        $0.clock = clock
        $0.label = "pbx"
        $0.connections = 1
      } then: { session in
        let read = Task { try await session.billing() }
        while fake.calls.isEmpty { await Task.yield() }
        let write = Task { () -> StoreError? in
          do {
            try await session.setBilling(BillingSettings(enabled: true, account: "TENANT", type: "OFFLINE"))
            return nil
          } catch let error as StoreError {
            return error
          }
        }
        while session.gate.waiting < 1 { await Task.yield() }
        try await meanwhile()
        open.yield()
        let error = try await write.value
        try await then()
        _ = try await read.value
        return (error, sent.withLock { $0 })
      }
    }
  }

  @Test(
    "a write that waits for its turn while the server asks for time is given back", .timeLimit(.minutes(1)))
  func turn() async throws {
    let clock = StandingClock()
    let (error, sent) = try await write(clock.clock, behind: PatienceTests.busy(429, "7")) {
    } then: {
      while clock.sleepers < 1 { await Task.yield() }
      clock.advance(.seconds(7))
    }
    #expect(
      error
        == .unasked("pbx was not asked to change the billing settings: it asks for time; try again later"))
    #expect(sent == ["GET", "GET"])
  }

  @Test(
    "what stands ready behind an answer that asks for time is taken back: a read is sent later, a write not",
    .timeLimit(.minutes(1)), arguments: [false, true])
  func ready(isWrite: Bool) async throws {
    let clock = StandingClock()
    let (first, second) = (Barrier(2), Barrier(2))
    let sent = Mutex<[String]>([])
    let failed = Mutex<[String]>([])
    let settings = BillingSettings(enabled: true, account: "TENANT", type: "OFFLINE")
    try await FakePBX.run { call in
      let number = sent.withLock { sent in
        sent.append(call.method)
        return sent.count
      }
      if number == 1 { await first.arrive() }
      if number == 2 { await second.arrive() }
      return number == 1 ? PatienceTests.busy(429, "7") : PatienceTests.billing
    } with: { fake in
      try await fake.session {
        $0.clock = clock.clock
        $0.connections = 2
        $0.label = "pbx"
        $0.trace = { trace in
          guard case .failed(let reason, _) = trace.event else { return }
          failed.withLock { $0.append(reason) }
        }
      } then: { session in
        let reads = (1...2).map { _ in Task { try await session.billing() } }
        while sent.withLock({ $0.count }) < 2 { await Task.yield() }
        let ready = Task { () -> StoreError? in
          do {
            if isWrite { try await session.setBilling(settings) } else { _ = try await session.billing() }
            return nil
          } catch let error as StoreError {
            return error
          }
        }
        while session.transport.underWay < 3 { await Task.yield() }
        await first.arrive()
        while clock.sleepers < (isWrite ? 1 : 2), sent.withLock({ $0.count }) == 2 { await Task.yield() }
        if isWrite {
          let error = try await ready.value
          #expect(
            error
              == .unasked(
                "pbx was not asked to change the billing settings: it asks for time; try again later"))
        }
        #expect(sent.withLock { $0 } == ["GET", "GET"])
        await second.arrive()
        clock.advance(.seconds(7))
        _ = try await ready.value
        for read in reads { #expect(try await read.value == settings) }
        #expect(session.statistics.requests == (isWrite ? 3 : 4))
      }
    }
    #expect(sent.withLock { $0.dropFirst(2) } == (isWrite ? ["GET"] : ["GET", "GET"]))
    #expect(failed.withLock { $0 } == ["taken back before it left, since the server asks for time"])
  }

  @Test("a write that has no turn in time is given back, unsent", .timeLimit(.minutes(1)))
  func noTurn() async throws {
    let clock = LeapingClock()
    let (error, sent) = try await write(clock.clock, behind: PatienceTests.billing) {
      try await clock.clock.sleep(clock.clock.now() + .seconds(201))
    }
    #expect(
      error
        == .unasked(
          "pbx was not asked to change the billing settings: it had no turn in time; try again later"))
    #expect(sent == ["GET"])
  }

  @Test("a write that waits too long for a sign-in is given back, unsent")
  func noSignIn() async throws {
    let (clock, tokens) = (LeapingClock(), SignInTests.Tokens())
    try await FakePBX.run { call in
      if call.path == "/api/login" { try await clock.clock.sleep(clock.clock.now() + .seconds(201)) }
      return tokens.answer(call)
    } with: { fake in
      var configuration = try fake.configuration(SignInTests.password)
      configuration.clock = clock.clock
      configuration.label = "pbx"
      try await fake.use(configuration) { session in
        let settings = BillingSettings(enabled: true, account: "TENANT", type: "OFFLINE")
        let error = await #expect(throws: StoreError.self) { try await session.setBilling(settings) }
        #expect(
          error
            == .unasked(
              "pbx was not asked to change the billing settings: it had no turn in time; try again later"))
        #expect(fake.calls("/tenant/billing").isEmpty)
        try await session.setBilling(settings)
      }
    }
  }

  @Test("429 halves what may be under way, answers bring it back one by one")
  func slowsDown() async throws {
    let gate = RequestGate(places: 8)
    let pace = SessionPace(gate: gate, clock: LeapingClock().clock)
    let busy = PBXAnswer(status: 429, contentType: "", body: [], retryAfter: "1")
    for places in [4, 2, 1, 1] {
      #expect(pace.note(busy: busy, attempt: 1))
      #expect(gate.places == places)
    }
    for _ in 0..<3 { pace.noteAnswer() }
    #expect(gate.places == 3)
    for _ in 0..<100 { pace.noteAnswer() }
    #expect(gate.places == 8 && !gate.isSlowed)
    let unready = PBXAnswer(status: 503, contentType: "", body: [], retryAfter: "1")
    #expect(pace.note(busy: unready, attempt: 1))
    #expect(gate.places == 8)
  }

  @Test("fewer places hold back those that wait, more let them in")
  func gate() async throws {
    let gate = RequestGate(places: 2)
    let (opens, open) = AsyncStream<Void>.makeStream()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<2 { group.addTask { try await gate.pass { for await _ in opens { break } } } }
      while !gate.isFull { await Task.yield() }
      gate.halve()
      let entered = Mutex(0)
      group.addTask { try await gate.pass { entered.withLock { $0 += 1 } } }
      while gate.waiting < 1 { await Task.yield() }
      open.yield()
      try await group.next()
      #expect(entered.withLock { $0 } == 0)
      gate.widen()
      try await group.next()
      #expect(entered.withLock { $0 } == 1)
      open.yield()
      try await group.waitForAll()
      #expect(gate.places == 2 && !gate.isFull)
    }
  }
}
