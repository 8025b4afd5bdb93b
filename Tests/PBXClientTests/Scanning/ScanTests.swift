import RateQL
import Testing

@testable import PBXClient

@Suite struct ScanTests {
  /// Runs a scan on a table and gives the ids with the calls that it took.
  static func scan(
    _ table: FakeTable, _ request: ScanRequest = ScanRequest(), connections: Int = 4,
    notice: (@Sendable (PBXNotice) -> Void)? = nil
  ) async throws -> (ids: [String], calls: [Call], statistics: PBXStatistics) {
    try await FakePBX.run {
      table.answer($0)
    } with: { fake in
      try await fake.session {
        $0.connections = connections
        $0.notice = notice
      } then: { session in
        let ids = try await session.ids(request)
        return (ids, fake.calls, session.statistics)
      }
    }
  }

  static func ids(_ range: Range<Int>) -> [String] { range.map { "id-\($0)" } }

  @Test func takeTwentyIsOneRequest() async throws {
    let (ids, calls, statistics) = try await ScanTests.scan(
      FakeTable(1_000), ScanRequest(predicate: .text(.prefix, .startsWith, "id"), limit: 20))
    #expect(ids == ScanTests.ids(0..<20))
    #expect(calls.map(\.rawQuery) == ["filter=startswith%28prefix%2C%27id%27%29&top=20"])
    #expect(statistics.pages == 1)
    #expect(statistics.requests == 1)
  }

  @Test(arguments: [0, 1, 99, 100, 101, 250, 1_000, 1_042])
  func readsEveryPageInOrder(_ count: Int) async throws {
    let (ids, calls, _) = try await ScanTests.scan(FakeTable(count))
    #expect(ids == ScanTests.ids(0..<count))
    // A table that fills its pages needs one more to show that there is no more.
    #expect(calls.count == count / 100 + 1)
    #expect(calls.allSatisfy { $0.query["orderby"] == "prefix%20asc" || $0.query["orderby"] == "prefix asc" })
  }

  @Test(arguments: [(0, 250), (30, 250), (900, 250), (2_000, 5), (0, 100), (5, 1_000), (Int.max, 5), (0, 0)])
  func keepsToSkipAndLimit(_ skip: Int, _ limit: Int) async throws {
    let (ids, calls, _) = try await ScanTests.scan(FakeTable(1_000), ScanRequest(skip: skip, limit: limit))
    let end = skip > 1_000 ? 1_000 : min(1_000, skip + limit)
    #expect(ids == (skip < end ? ScanTests.ids(skip..<end) : []))
    #expect(calls.count <= limit / 100 + 1)
  }

  @Test func asksForTheOrderThatIsWanted() async throws {
    let order = [StoreOrder(.priceN, descending: true), StoreOrder(.prefix)]
    let (_, calls, _) = try await ScanTests.scan(FakeTable(150), ScanRequest(order: order, limit: 10))
    #expect(calls.map(\.rawQuery) == ["orderby=price_n%20desc%2Cprefix%20asc&top=10"])
  }

  @Test func followsACappedServer() async throws {
    let (notices, sink) = AsyncStream<PBXNotice>.makeStream()
    let table = FakeTable(333, .init(cap: 40))
    let (ids, calls, _) = try await ScanTests.scan(table, notice: { sink.yield($0) })
    sink.finish()
    #expect(ids == ScanTests.ids(0..<333))
    // Once the cap is known, no page is asked for that it cannot fill.
    #expect(calls.count(where: { $0.number("top") ?? 0 > 40 }) <= 3)
    var told: [PBXNotice] = []
    for await notice in notices { told.append(notice) }
    #expect(told == [.cappedPages(server: told.first.map { _ in serverName(told) } ?? "", rows: 40)])
  }

  @Test func tellsOfPagesAsTheServerGivesThem() async throws {
    try await FakePBX.run { [table = FakeTable(333, .init(cap: 40))] call in
      table.answer(call)
    } with: { fake in
      try await fake.session { session in
        #expect(session.words(for: ScanRequest()).ratesPerRequest == 100)
        _ = try await session.ids()
        let words = session.words(for: ScanRequest())
        #expect(words.ratesPerRequest == 40)
        #expect(words.lines.last == "top=40")
      }
    }
  }

  private func serverName(_ notices: [PBXNotice]) -> String {
    guard case .cappedPages(let server, _) = notices.first else { return "" }
    return server
  }

  @Test(arguments: [0, 40, 100, 333])
  func doesWithoutACount(_ count: Int) async throws {
    let (ids, _, _) = try await ScanTests.scan(FakeTable(count, .init(showsCount: false)))
    #expect(ids == ScanTests.ids(0..<count))
    let capped = try await ScanTests.scan(FakeTable(count, .init(cap: 30, showsCount: false)))
    #expect(capped.ids == ScanTests.ids(0..<count))
  }

  @Test(arguments: [-150, -1, 1, 500])
  func seesThatACountIsWrong(_ error: Int) async throws {
    let (notices, sink) = AsyncStream<PBXNotice>.makeStream()
    let table = FakeTable(333, .init(countError: error))
    let (ids, _, statistics) = try await ScanTests.scan(table, notice: { sink.yield($0) })
    sink.finish()
    #expect(ids == ScanTests.ids(0..<333))
    #expect(statistics.rereads == 1)
    var told: [PBXNotice] = []
    for await notice in notices { told.append(notice) }
    #expect(told.contains { if case .wrongCount = $0 { true } else { false } })
  }

  /// With a session that tries what it relies on, on a server that has the table.
  private func probing(
    _ table: FakeTable, _ body: @escaping @Sendable (FakePBX, PBXSession) async throws -> Void
  ) async throws {
    try await FakePBX.run {
      table.answer($0)
    } with: { fake in
      try await fake.session {
        $0.probes = true
      } then: {
        try await body(fake, $0)
      }
    }
  }

  /// Each page of such a server looks like the last one.
  @Test(arguments: [3, 39, 40, 41, 250], [40, 100])
  func isNotMisledByACountOfThePage(_ count: Int, _ cap: Int) async throws {
    try await probing(FakeTable(count, .init(cap: cap, countsPage: true))) { fake, session in
      try await #expect(session.ids() == ScanTests.ids(0..<count))
      // Known by now.
      try await #expect(session.ids() == ScanTests.ids(0..<count))
      #expect(fake.calls.count { $0.number("top") == 1 } <= 2)
    }
  }

  /// Fewer than there are, told at the end of a capped page; or the size of pages that nobody asked for.
  @Test(
    arguments: [
      (43, FakeTable.Rules(cap: 40, countError: -3)), (43, .init(cap: 40, countError: -43)),
      (1_000, .init(cap: 20, countsPage: true, ignoresTop: true)), (90, .init(cap: 45, countError: -45)),
    ] as [(Int, FakeTable.Rules)])
  func isNotMisledByACountThatIsTooLow(_ count: Int, _ rules: FakeTable.Rules) async throws {
    try await probing(FakeTable(count, rules)) { _, session in
      try await #expect(session.ids() == ScanTests.ids(0..<count))
    }
  }

  /// While there is one rate, the count of the page is that of the list.
  @Test func doesNotTakeTheCountOfOneRateForProof() async throws {
    let (one, more) = (
      FakeTable(1, .init(cap: 40, countsPage: true)), FakeTable(100, .init(cap: 40, countsPage: true))
    )
    let hasGrown = Locked(false)
    try await FakePBX.run { call in
      hasGrown.withLock { $0 } ? more.answer(call) : one.answer(call)
    } with: { fake in
      try await fake.session {
        $0.probes = true
      } then: { session in
        try await #expect(session.ids() == ScanTests.ids(0..<1))
        #expect(session.knowledge.verdict(.count) == nil)
        hasGrown.withLock { $0 = true }
        try await #expect(session.ids() == ScanTests.ids(0..<100))
      }
    }
  }

  @Test func goesWithoutAnOrderThatIsRefused() async throws {
    let table = FakeTable(250, .init(refusesOrder: true))
    try await FakePBX.run {
      table.answer($0)
    } with: { fake in
      try await fake.session { session in
        try await #expect(session.ids() == ScanTests.ids(0..<250))
        let first = fake.calls.count
        try await #expect(session.ids() == ScanTests.ids(0..<250))
        // The refused one, and one to see whether it is the page's size that is refused.
        #expect(fake.calls.count == first * 2 - 2)
        try await #expect(session.knowledge.isRefuted(.order(.prefix, descending: false)))
      }
    }
  }

  @Test func readsPagesOfTheServersOwnSizeWhereOthersAreRefused() async throws {
    let table = FakeTable(250, .init(cap: 40))
    try await FakePBX.run { call in
      (call.number("top") ?? 0) > 40
        ? .error(400, "VALIDATE_FAILED", "`top` is too large") : table.answer(call)
    } with: { fake in
      try await fake.session { session in
        try await #expect(session.ids() == ScanTests.ids(0..<250))
        try await #expect(session.ids() == ScanTests.ids(0..<250))
        #expect(fake.calls.count { call in (call.number("top") ?? 0) > 40 } == 1)
      }
    }
  }

  @Test func aRefusedFilterIsNotTakenForARefusedOrder() async throws {
    try await FakePBX.run { _ in
      .error(400, "BAD_FILTER", "no")
    } with: { fake in
      try await fake.session { session in
        await #expect(throws: StoreError.refused(.init(status: 400, code: "BAD_FILTER", message: "no"))) {
          _ = try await session.ids(ScanRequest(predicate: .text(.prefix, .startsWith, "4")))
        }
        try await #expect(session.capabilities == .all)
      }
    }
  }

  @Test func dropsWhatComesTwiceAndFindsWhatWasMissed() async throws {
    let table = FakeTable(500)
    // Two rates come in front after the first page: id-98 and id-99 come twice, the new ones are missed.
    table.after(pages: 1) { $0.insert(contentsOf: ["new-1", "new-2"], at: 0) }
    let (ids, _, statistics) = try await ScanTests.scan(table, connections: 1)
    #expect(ids.count == 502)
    #expect(Set(ids) == Set(table.ids))
    #expect(statistics.duplicates >= 2)
    #expect(statistics.rereads == 1)
  }

  @Test func findsWhatADeletionHasShiftedAway() async throws {
    let table = FakeTable(500)
    table.after(pages: 1) { $0.removeFirst(3) }
    let (ids, _, statistics) = try await ScanTests.scan(table, connections: 1)
    #expect(Set(ids).isSuperset(of: table.ids))
    #expect(ids.count == 500)
    #expect(statistics.rereads == 1)
  }

  @Test func anOrderedScanDoesNotHandOverLateRates() async throws {
    let table = FakeTable(500)
    table.after(pages: 1) { $0.removeFirst(3) }
    await #expect(throws: StoreError.self) {
      _ = try await ScanTests.scan(table, ScanRequest(order: [StoreOrder(.prefix)]), connections: 1)
    }
  }

  @Test func aTableThatNeverHoldsStillIsTold() async throws {
    let table = FakeTable(300)
    for page in 1...40 { table.after(pages: page) { $0.insert("new-\(page)", at: 0) } }
    let error = await #expect(throws: StoreError.self) { _ = try await ScanTests.scan(table, connections: 1) }
    #expect(error?.description.contains("hold still") == true)
  }

  @Test(arguments: [true, false])
  func aServerThatDoesNotPageIsTold(_ showsCount: Bool) async throws {
    let table = FakeTable(300, .init(showsCount: showsCount, ignoresSkip: true))
    await #expect(throws: StoreError.self) { _ = try await ScanTests.scan(table) }
  }

  @Test func moreRowsThanAskedForAreNotTaken() async throws {
    let items = (0..<70).map { FakeTable.item("id-\($0)") }.joined(separator: ",")
    try await FakePBX.run { _ in
      .json(#"{"count":70,"items":[\#(items)]}"#)
    } with: { fake in
      try await fake.session { session in
        try await #expect(session.ids(ScanRequest(limit: 20)) == ScanTests.ids(0..<20))
      }
    }
  }
}
