import RateQL
import TestSupport
import Testing

@Suite("Edits that are staged")
struct StagingTests {
  private func price(_ prefix: String, _ session: Session) async throws -> String? {
    try await session.rows(of: "rates | where prefix = \"\(prefix)\"").first?.decimal("price_n")?.description
  }

  @Test("begin, look, take: nothing is written, reads see it, and then they don't")
  func life() async throws {
    let store = ListingStore()
    let session = Session(store: store)
    #expect(session.staged == nil)
    #expect(session.takeStaged() == nil)
    #expect(session.rollback() == nil)
    #expect(session.begin())
    #expect(!session.begin())
    #expect(session.staged?.isEmpty == true)

    let first = try await session.changes(of: "rates | where prefix = \"44\" | set price_n = 1")
    #expect(first.count(.update) == 1)
    #expect(!session.begin())
    let second = try await session.changes(of: "rates | where price_n >= 1 | set price_n += 100%")
    // Its own changes: the first from what was staged, the other from what is stored.
    #expect(second.changes.map { $0.before?.decimal(.priceN)?.description } == ["1", "4.5"])
    #expect(second.changes.map { $0.after?.decimal(.priceN)?.description } == ["2", "9"])
    #expect(try await price("44", session) == "2")
    let sums = try await session.rows(of: "rates | summarize n = count(), m = max(price_n)")
    #expect(sums.first?.decimal("m")?.description == "9")

    let plan = try #require(session.takeStaged())
    #expect(plan.changes.map { $0.before?.decimal(.priceN)?.description } == ["0.012", "4.5"])
    #expect(plan.changes.map { $0.after?.decimal(.priceN)?.description } == ["2", "9"])
    #expect(session.staged == nil)
    #expect(try await price("44", session) == "0.012")
  }

  @Test("a change that is taken back is gone, and shown as one")
  func takenBack() async throws {
    let session = Session(store: ListingStore())
    session.begin()
    _ = try await session.changes(
      of: "rates | where prefix = \"44\" | set price_n = 1\nbilling set enabled = true")
    let back = try await session.changes(
      of: "rates | where prefix = \"44\" | set price_n = 0.012\nbilling set enabled = false")
    #expect(back.changes.first?.after?.decimal(.priceN)?.description == "0.012")
    #expect(back.billing?.before.enabled == true)
    #expect(back.billing?.after.enabled == false)
    #expect(session.staged?.isEmpty == true)

    // Chosen again and left as it is: said of the last program alone.
    _ = try await session.changes(of: "rates | where prefix = \"49\" | set price_n = 1")
    let same = try await session.changes(of: "rates | where prefix = \"49\" | set price_n = 1")
    #expect(same.isEmpty)
    #expect(same.unchangedCount == 1)
    let none = try await session.changes(of: "rates | where prefix = \"none\" | set price_n = 1")
    #expect(none.isEmpty)
    #expect(none.unchangedCount == 0)
    #expect(session.staged?.unchangedCount == 1)
  }

  @Test(
    "a program that fails leaves what is staged, and the names, as they were",
    arguments: [
      "let x = 1\nrates | where prefix = \"49\" | set price_n = 3\nassert false",
      "let x = 1\nrates | where prefix = \"49\" | set prefix = \"44\"",
      "let x = 1\nrates | set price_n = price_n / len(\"\")",
    ])
  func failure(_ text: String) async throws {
    let session = Session(store: ListingStore())
    session.begin()
    _ = try await session.changes(of: "rates | where prefix = \"44\" | set price_n = 1")
    let before = try #require(session.staged).changes
    await #expect(throws: RunError.self) { try await session.changes(of: text) }
    #expect(session.staged?.changes == before)
    #expect(session.names.isEmpty)
    #expect(
      try await session.changes(of: "rates | where prefix = \"49\" | set price_n = 2").count(.update) == 1)
  }

  @Test("a program that is cancelled leaves what is staged as it was")
  func cancelled() async throws {
    let (entered, continuation) = AsyncStream<Void>.makeStream()
    let store = GatedStore { continuation.yield() }
    let session = Session(store: store)
    session.begin()
    let task = Task { try await session.changes(of: "rates | set price_n = 1") }
    for await _ in entered { break }
    // Another edit has to wait its turn; what only looks does not.
    await #expect(throws: RunError.self) { try await session.changes(of: "rates | delete") }
    #expect(try await session.changes(of: "print 1").isEmpty)
    task.cancel()
    await #expect(throws: RunError.self) { try await task.value }
    #expect(session.staged?.isEmpty == true)
    store.open()
    #expect(try await session.changes(of: "rates | where prefix = \"44\" | delete").count(.delete) == 1)
  }

  @Test("edits of a program whose staging ended meanwhile are dropped, and it says so")
  func overtaken() async throws {
    let (entered, continuation) = AsyncStream<Void>.makeStream()
    let gate = GatedStore { continuation.yield() }
    let session = Session(store: gate)
    session.begin()
    let task = Task { try await session.changes(of: "rates | where prefix = \"44\" | set price_n = 1") }
    for await _ in entered { break }
    session.rollback()
    session.begin()
    gate.open()
    await #expect(throws: RunError.self) { try await task.value }
    #expect(session.staged?.isEmpty == true)
  }

  @Test("what was read keeps its values, and is not asked again, until the staging is over")
  func firstRead() async throws {
    let store = ListingStore()
    let session = Session(store: store)
    session.begin()
    let query = "rates | where prefix = \"44\" | select price_n, connect_fee"
    let first = try await session.rows(of: query).first?.values
    let asked = store.requests.count
    var record = try #require(await store.rate(id: "b01"))
    record[.priceN] = .number(ExactDecimal(9))
    record[.connectFee] = .number(ExactDecimal(9))
    try await store.update(id: "b01", to: record)
    try await store.setBilling(BillingSettings(enabled: true, account: "TENANT", type: "OFFLINE"))
    #expect(try await session.rows(of: query).first?.values == first)
    #expect(store.requests.count == asked)
    session.rollback()
    #expect(
      try await session.rows(of: query).first?.values == [.number(ExactDecimal(9)), .number(ExactDecimal(9))])
    #expect(store.requests.count > asked)
    // While nothing is staged each program asks anew.
    _ = try await session.rows(of: query)
    #expect(store.requests.count == asked + 2)
  }

  @Test("prefixes that were looked up are not looked up again")
  func lookups() async throws {
    let store = ListingStore()
    let session = Session(store: store)
    session.begin()
    func create(_ prefix: String) async throws {
      _ = try await session.changes(
        of: """
          create prefix = "\(prefix)", type = MOBILE, free_seconds = 0, grace_period = 0, interval_1 = 60,
            interval_n = 60, connect_fee = 0, postcall_surcharge = 0%, price_1 = 1, price_n = 1
          """)
    }
    for number in 0..<30 { try await create("7\(number)") }
    #expect(store.requests.count == 30)
    await #expect(throws: RunError.self) { try await create("44") }
    #expect(session.staged?.count(.create) == 30)
  }

  @Test("a view may not be used after an edit that changes its choice, in any program of the staging")
  func views() async throws {
    let session = Session(store: ListingStore())
    _ = try await session.changes(of: "let early = rates | where price_n > 1")
    session.begin()
    _ = try await session.changes(of: "let fixed = early | pin\nlet named = rates | where price_n > 2")
    _ = try await session.changes(of: "early | set price_n += 5%")
    for text in ["early", "named | take 1", "print count(early)", "let other = named"] {
      let errors = #expect(throws: ProgramErrors.self) {
        try session.check(session.parse(Source(name: "s", text: text)))
      }
      #expect(errors?.diagnostics.map(\.code) == ["RQ2039"], "\(text)")
    }
    #expect(try await session.rows(of: "fixed").count == 1)
    #expect(try await session.rows(of: "let late = rates | where price_n > 1\nlate").count == 1)
    #expect(try await session.rows(of: "late").count == 1)
    // An edit that failed is none.
    await #expect(throws: RunError.self) {
      try await session.changes(of: "rates | set description = \"x\"\nassert false")
    }
    _ = try await session.changes(of: "let told = rates | where description = \"x\"")
    #expect(try await session.rows(of: "told").isEmpty)
    session.rollback()
    #expect(try await session.rows(of: "early").count == 1)
    #expect(try await session.rows(of: "named").count == 1)
  }

  @Test("a pin does not take the next staging's new rates for those of the last")
  func pins() async throws {
    let session = Session(store: ListingStore())
    func create(_ prefix: String) -> String {
      """
      create prefix = "\(prefix)", type = MOBILE, free_seconds = 0, grace_period = 0, interval_1 = 60,
        interval_n = 60, connect_fee = 0, postcall_surcharge = 0%, price_1 = 1, price_n = 1
      """
    }
    session.begin()
    _ = try await session.changes(of: create("71"))
    _ = try await session.changes(of: "let new = rates | where prefix = \"71\" | pin")
    #expect(try await session.rows(of: "new").count == 1)
    session.rollback()
    session.begin()
    _ = try await session.changes(of: create("72"))
    #expect(try await session.rows(of: "new").isEmpty)
  }

  @Test("a plan of reads knows that what is staged lies over the table")
  func plan() async throws {
    let session = Session(store: ListingStore())
    func order() async throws -> Int? {
      let program = try session.check(
        session.parse(Source(name: "s", text: "rates | sort price_n | take 1")))
      return try await session.plan(program).reads.first?.request?.limit
    }
    session.begin()
    #expect(try await order() == 1)
    _ = try await session.changes(of: "rates | where prefix = \"44\" | set price_n = 1")
    #expect(try await order() == nil)
  }
}
