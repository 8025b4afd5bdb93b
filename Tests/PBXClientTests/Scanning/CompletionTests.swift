import RateQL
import Synchronization
import Testing

@testable import PBXClient

/// Lists that leave out more than the contract says.
@Suite struct CompletionTests {
  /// Rates of which each third has no description; a null is left out of every answer.
  private static func answer(_ call: Call, count: Int, listsDescriptions: Bool) -> Reply {
    func item(_ number: Int, isListed: Bool) -> String {
      let text = number % 3 == 0 || isListed && !listsDescriptions ? "" : #","description":"d\#(number)""#
      return #"{"id":"\#(number)","prefix":"4\#(number)","type":"LOCAL","free_seconds":0,"grace_period":0,"#
        + #""interval_1":1,"interval_n":1,"price_1":1,"price_n":1,"postcall_surcharge":0\#(text)}"#
    }
    guard call.path.hasSuffix("/call_rates") else {
      return .json(item(call.path.split(separator: "/").last.flatMap { Int($0) } ?? 0, isListed: false))
    }
    let skip = call.number("skip") ?? 0
    let rows = (skip..<max(skip, min(count, skip + (call.number("top") ?? 100))))
    let items = rows.map { item($0, isListed: true) }.joined(separator: ",")
    return .json(#"{"count":\#(count),"items":[\#(items)]}"#)
  }

  private static func descriptions(_ session: PBXSession) async throws -> [String?] {
    var found: [String?] = []
    try await session.scan(ScanRequest()) { batch in
      for row in 0..<batch.count { found.append(batch.value(.description, row)?.string) }
      return .more
    }
    return found
  }

  @Test func readsByIdWhatAListLeavesOut() async throws {
    let told = Mutex<[String]>([])
    let (found, learned) = try await FakePBX.run {
      CompletionTests.answer($0, count: 250, listsDescriptions: false)
    } with: { fake in
      try await fake.session {
        $0.notice = { notice in told.withLock { $0.append("\(notice)") } }
      } then: { session in
        (try await CompletionTests.descriptions(session), session.knowledge.verdict(.listed(.description)))
      }
    }
    #expect(found == (0..<250).map { $0 % 3 == 0 ? nil : "d\($0)" })
    #expect(learned == false)
    #expect(told.withLock { $0 }.count == 1)
    #expect(
      told.withLock { $0 }.first?.hasSuffix("leave out description; each rate is read by its id") == true)
  }

  @Test func tellsWhatAnEarlierSessionHasFoundOut() async throws {
    let told = Mutex<[String]>([])
    try await FakePBX.run {
      CompletionTests.answer($0, count: 4, listsDescriptions: false)
    } with: { fake in
      try await fake.session {
        $0.keeper = KnowledgeKeeper(load: { .init(verdicts: [.listed(.description): false]) }, save: { _ in })
        $0.notice = { notice in told.withLock { $0.append("\(notice)") } }
      } then: { session in
        try await #expect(CompletionTests.descriptions(session) == [nil, "d1", "d2", nil])
      }
    }
    #expect(
      told.withLock { $0 }.first?.hasSuffix("leave out description; each rate is read by its id") == true)
  }

  @Test func asksForNoRateWhereListsShowTheField() async throws {
    let byID = try await FakePBX.run {
      CompletionTests.answer($0, count: 250, listsDescriptions: true)
    } with: { fake in
      try await fake.session { session in
        try await #expect(CompletionTests.descriptions(session).compactMap(\.self).count == 166)
        return fake.calls.count { !$0.path.hasSuffix("/call_rates") }
      }
    }
    #expect(byID == 0)
  }

  /// Only the last rate has one: no rate of the first pages shows that lists leave it out. With several pages under
  /// way the last one may show it in time.
  @Test(arguments: [1, 4, 16])
  func aFieldThatTurnsUpLateIsAnErrorOnceAndRightFromThenOn(_ connections: Int) async throws {
    try await FakePBX.run { call in
      var reply = CompletionTests.answer(call, count: 1_001, listsDescriptions: false)
      if !call.path.hasSuffix("/1000") {
        reply.body = reply.body.replacing(/,"description":"d\d+"/, with: "")
      }
      return reply
    } with: { fake in
      try await fake.session {
        $0.connections = connections
      } then: { session in
        do {
          try await #expect(CompletionTests.descriptions(session).compactMap(\.self) == ["d1000"])
          #expect(connections > 1)
        } catch let error as StoreError {
          #expect(error.description.hasSuffix("leave out description, which shows only now; run it again"))
        }
        try await #expect(CompletionTests.descriptions(session).compactMap(\.self) == ["d1000"])
      }
    }
  }

  /// One that can't be read must not hide what the others show.
  @Test func aRateThatCanNotBeReadIsAnErrorWhereListsLeaveSomethingOut() async throws {
    try await FakePBX.run { call in
      if call.path.hasSuffix("/0") { return .error(400, "E", "broken") }
      return CompletionTests.answer(call, count: 50, listsDescriptions: false)
    } with: { fake in
      try await fake.session { session in
        await #expect(throws: StoreError.self) { try await CompletionTests.descriptions(session) }
      }
    }
  }

  /// A server that gives the whole table whatever is asked for: what is not wanted is not read by id.
  @Test func readsByIdOnlyWhatIsWanted() async throws {
    try await FakePBX.run { call in
      var all = call
      all.query["top"] = "1000"
      return CompletionTests.answer(all, count: 300, listsDescriptions: false)
    } with: { fake in
      try await fake.session { session in
        var found: [String?] = []
        try await session.scan(ScanRequest(limit: 7)) { batch in
          for row in 0..<batch.count { found.append(batch.value(.description, row)?.string) }
          return .more
        }
        #expect(found == (0..<7).map { $0 % 3 == 0 ? nil : "d\($0)" })
        #expect(fake.calls.count { !$0.path.hasSuffix("/call_rates") } == 7)
      }
    }
  }

  /// Where every description is null nothing tells the one server from the other: the first pages are read rate by
  /// rate, and one rate of each later one.
  @Test func looksAtFewRatesWhereNoneHasTheField() async throws {
    let byID = try await FakePBX.run { call in
      var reply = CompletionTests.answer(call, count: 2_000, listsDescriptions: false)
      reply.body = reply.body.replacing(/,"description":"d\d+"/, with: "")
      return reply
    } with: { fake in
      try await fake.session { session in
        let found = try await CompletionTests.descriptions(session)
        #expect(found.allSatisfy { $0 == nil })
        return fake.calls.count { !$0.path.hasSuffix("/call_rates") }
      }
    }
    #expect(byID == 300 + 17)
  }

  @Test func isKeptByName() {
    #expect(ServerTrait("list shows description") == .listed(.description))
  }
}
