import RateQL
import Testing

@testable import PBXClient

@Suite struct ScanConcurrencyTests {
  @Test func readsSeveralPagesAtATime() async throws {
    let table = FakeTable(1_000)
    let pair = Barrier(2)
    try await FakePBX.run { call in
      // The second and the third page answer only once both have been asked for.
      if [100, 200].contains(call.number("skip")) { await pair.arrive() }
      return table.answer(call)
    } with: { fake in
      try await fake.session {
        $0.connections = 4
      } then: { session in
        try await #expect(session.ids() == ScanTests.ids(0..<1_000))
      }
    }
  }

  /// As many as there are connections, once the first page has told how many there are.
  @Test func readsAheadWhereEveryRateIsNeeded() async throws {
    let table = FakeTable(1_000)
    let eight = Barrier(8)
    try await FakePBX.run { call in
      // None of them answers before all have been asked for.
      if (100...800).contains(call.number("skip") ?? 0) { await eight.arrive() }
      return table.answer(call)
    } with: { fake in
      try await fake.session {
        $0.connections = 8
      } then: { session in
        var request = ScanRequest()
        request.readsAll = true
        try await #expect(session.ids(request) == ScanTests.ids(0..<1_000))
      }
    }
  }

  /// The first page too is only one of many where it is known how many there are, from this session or another.
  @Test(arguments: [true, false]) func readsAheadFromTheStart(isKept: Bool) async throws {
    let table = FakeTable(1_000)
    let eight = Barrier(8)
    let waits = Locked(isKept)
    let kept = Locked<[Int?]>([])
    try await FakePBX.run { call in
      if waits.withLock({ $0 }), (0...700).contains(call.number("skip") ?? 0) { await eight.arrive() }
      return table.answer(call)
    } with: { fake in
      try await fake.session {
        $0.connections = 8
        $0.keeper = KnowledgeKeeper(
          load: { .init(rates: isKept ? 996 : nil) }, save: { all in kept.withLock { $0.append(all.rates) } })
      } then: { session in
        var request = ScanRequest()
        request.readsAll = true
        if !isKept {
          try await #expect(session.ids(request) == ScanTests.ids(0..<1_000))
          waits.withLock { $0 = true }
        }
        try await #expect(session.ids(request) == ScanTests.ids(0..<1_000))
      }
    }
    // What is about right is not kept again.
    #expect(kept.withLock { $0 } == (isKept ? [] : [1_000]))
  }

  /// What was known is a guess: the table may have become another, and other questions have other answers.
  @Test(arguments: [(0, 1_000), (30, 1_000), (150, 1_000), (1_000, 30), (1_000, 100_000), (1_000, 990)])
  func aWrongGuessCostsAFewRequests(_ count: Int, _ guess: Int) async throws {
    try await FakePBX.run { [table = FakeTable(count)] call in
      table.answer(call)
    } with: { fake in
      try await fake.session {
        $0.connections = 4
        $0.keeper = KnowledgeKeeper(load: { .init(rates: guess) }, save: { _ in })
      } then: { session in
        var request = ScanRequest()
        request.readsAll = true
        try await #expect(session.ids(request) == ScanTests.ids(0..<count))
        #expect(fake.calls.count <= count / 100 + 1 + 8)
        try await #expect(session.ids(ScanRequest(limit: 20)).count == min(20, count))
        #expect(fake.calls.count { $0.number("top") == 20 } == 1)
      }
    }
  }

  @Test func keepsToItsBoundAndInOrder() async throws {
    let table = FakeTable(3_000)
    let load = Locked((now: 0, most: 0))
    try await FakePBX.run { call in
      load.withLock {
        $0.now += 1
        $0.most = max($0.most, $0.now)
      }
      // Later pages are let go first.
      for _ in 0..<((call.number("skip") ?? 0) / 100 % 4 == 0 ? 20 : 0) { await Task.yield() }
      load.withLock { $0.now -= 1 }
      return table.answer(call)
    } with: { fake in
      try await fake.session {
        $0.connections = 3
      } then: { session in
        async let first = session.ids()
        async let second = session.ids()
        try await #expect(first == ScanTests.ids(0..<3_000))
        try await #expect(second == ScanTests.ids(0..<3_000))
      }
    }
    #expect(load.withLock { $0.most } <= 3)
  }

  @Test func stopsWhenTheReaderHasEnough() async throws {
    let table = FakeTable(100_000)
    try await FakePBX.run {
      table.answer($0)
    } with: { fake in
      try await fake.session { session in
        var batches = 0
        try await session.scan(ScanRequest()) { _ in
          batches += 1
          return batches == 3 ? .enough : .more
        }
        #expect(batches == 3)
        // Three pages are taken; what was sent for ahead of them stays small.
        #expect(fake.calls.count <= 3 + 8)
      }
    }
  }

  @Test func anErrorOfTheReaderEndsTheScan() async throws {
    struct Full: Error {}
    let table = FakeTable(10_000)
    try await FakePBX.run {
      table.answer($0)
    } with: { fake in
      try await fake.session { session in
        await #expect(throws: Full.self) {
          try await session.scan(ScanRequest()) { _ in throw Full() }
        }
        #expect(fake.calls.count == 1)
      }
    }
  }

  @Test func aCancelledScanEndsAndLeavesTheSessionWhole() async throws {
    let table = FakeTable(10_000)
    let never = Barrier(Int.max)
    let (arrivals, arrived) = AsyncStream<Void>.makeStream()
    let blocks = Locked(true)
    try await FakePBX.run { call in
      if blocks.withLock({ $0 }), call.number("skip") == 200 {
        arrived.yield()
        // Held until the test ends: cancelling must not wait for an answer.
        await withTaskCancellationHandler {
          await never.arrive()
        } onCancel: {
          Task { await never.release() }
        }
      }
      return table.answer(call)
    } with: { fake in
      try await fake.session {
        $0.connections = 2
      } then: { session in
        let task = Task { try await session.ids() }
        for await _ in arrivals { break }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        blocks.withLock { $0 = false }
        try await #expect(session.ids(ScanRequest(limit: 150)) == ScanTests.ids(0..<150))
      }
      await never.release()
    }
  }
}
