import RateQL
import Synchronization
import TestSupport
import Testing

@Suite("Limits of a run")
struct LimitTests {
  /// The limit that ended the run, and its diagnostic.
  private func limit(
    _ text: String, _ session: Session
  ) async throws -> (kind: RunLimits.Kind, diagnostic: Diagnostic)? {
    do {
      _ = try await session.changes(of: text, name: "test")
      return nil
    } catch RunError.limit(let kind, let diagnostic) {
      return (kind, diagnostic)
    }
  }

  @Test("rows count as the store hands them over", arguments: [(9, true), (10, false)])
  func rows(limit rows: Int, isHit: Bool) async throws {
    let session = Session(store: SampleRates.store(), limits: RunLimits(rows: rows))
    let hit = try await limit("rates | where price_n > 1", session)
    #expect((hit != nil) == isHit)
    #expect(hit?.kind ?? .rows == .rows)
  }

  @Test("a store that stops early is not charged for what it did not hand over")
  func rowsTaken() async throws {
    let session = Session(store: ListingStore(trusted: .none), limits: RunLimits(rows: 4))
    #expect(try await limit("rates | take 3", session) == nil)
  }

  @Test("rates read one by one count")
  func singleRows() async throws {
    let session = Session(store: ListingStore(), limits: RunLimits(rows: 3))
    let hit = try await limit("rates | sort prefix | take 2 | select prefix, connect_fee", session)
    #expect(hit?.kind == .rows)
  }

  @Test("it says which limit, how much and where, and what to do")
  func text() async throws {
    let session = Session(store: SampleRates.store(), limits: RunLimits(rows: 1))
    let hit = try #require(try await limit("let x = 1\nrates | take 1", session))
    #expect("\(hit.diagnostic)" == "test:2:1: error: the run has read more than 1 rows, which is its limit")
    #expect(hit.diagnostic.hints.last == "nothing was written")
  }

  @Test(
    "steps: a statement, a row into a stage, an operation for a row",
    arguments: [
      ("print 1", 1), ("print 1 + 2", 2), ("print 1 + 2 * 3", 3), ("let a = 1\nprint a", 2),
      // The statement, ten rows into `where`, ten multiplications and comparisons, nothing to show.
      ("rates | where price_n * 2 > 100", 31),
      // The statement, ten rows into `take`, three to show.
      ("rates | take 3", 14),
    ])
  func steps(_ text: String, count: Int) async throws {
    let enough = Session(store: SampleRates.store(), limits: RunLimits(steps: count))
    #expect(try await limit(text, enough) == nil)
    let short = Session(store: SampleRates.store(), limits: RunLimits(steps: count - 1))
    #expect(try await limit(text, short)?.kind == .steps)
  }

  @Test(
    "passes of a loop, and rows that a join makes, can't escape",
    arguments: [
      "for a in rates {\n  for b in rates {\n    print a.prefix\n  }\n}",
      "rates | select prefix, one = 1 | join (rates | select other = prefix, one = 1) on one | take 1",
    ])
  func escapes(_ text: String) async throws {
    let session = Session(store: SampleRates.store(), limits: RunLimits(steps: 70))
    #expect(try await limit(text, session)?.kind == .steps)
  }

  @Test("a text does not grow without end", arguments: ["\"{a}{a}\"", "replace(a, \"x\", \"xxxx\")"])
  func texts(_ growth: String) async throws {
    let lines = ["let a = \"x\""] + (0..<40).map { _ in "let a = " + growth }
    let session = Session(store: SampleRates.store())
    var error: RunError?
    for line in lines where error == nil {
      do { _ = try await session.changes(of: line) } catch let found as RunError { error = found }
    }
    #expect(error?.diagnostic?.code == "RQ3048")
    let rows = try await session.rows(of: "rates | where replace(description, \"o\", \"oo\") contains \"oo\"")
    #expect(rows.count == 7)
  }

  @Test("no time at all: nothing is asked of the store")
  func noTime() async throws {
    let store = SampleRates.store()
    let session = Session(store: store, limits: RunLimits(time: .zero), clock: ManualClock())
    #expect(try await limit("rates", session)?.kind == .time)
    #expect(await store.scans == 0)
  }

  @Test("a run that waits for its store ends in time, with a place")
  func waiting() async throws {
    let clock = ManualClock()
    let store = WaitingStore { clock.advance(by: .seconds(5)) }
    let session = Session(store: store, limits: RunLimits(time: .seconds(5)), clock: clock)
    let hit = try #require(try await limit("print 1\nrates", session))
    #expect(hit.kind == .time)
    #expect("\(hit.diagnostic)" == "test:2:1: error: the run has taken 5.0 seconds, which is its limit")
  }

  @Test("time runs inside a long evaluation too")
  func evaluation() async throws {
    let clock = ManualClock()
    let calls = Mutex(0)
    let slow = HostFunction("slow", [.init("x", .decimal)], gives: .decimal) { arguments in
      calls.withLock { $0 += 1 }
      clock.advance(by: .seconds(1))
      return arguments[0]
    }
    let session = Session(
      store: SampleRates.store(), compiler: Compiler(environment: try HostEnvironment(functions: [slow])),
      limits: RunLimits(time: .seconds(4)), clock: clock)
    #expect(try await limit("rates | where slow(price_n) > 1", session)?.kind == .time)
    #expect(calls.withLock { $0 } <= 4)
  }

  @Test("the session goes on after a limit, as if the run had not been")
  func usable() async throws {
    let session = Session(store: ListingStore(), limits: RunLimits(rows: 10))
    #expect(try await limit("let x = 1\nrates", session) == nil)
    let text = """
      let y = 2
      let z = count(rates | where price_n > 0) + count(rates | where price_1 > 0)
      """
    #expect(try await limit(text, session)?.diagnostic.description.hasPrefix("test:2:1: ") == true)
    #expect(session.names == ["x"])
    #expect(try await session.rows(of: "rates | where price_n > x").count == 1)
  }

  @Test("an edit that goes over its limit leaves the store alone")
  func unwritten() async throws {
    let store = SampleRates.store()
    let session = Session(store: store, limits: RunLimits(steps: 20))
    #expect(try await limit("rates | set price_n += 1\nrates | set price_1 += 1", session)?.kind == .steps)
    #expect(await store.all == SampleRates.all.sorted { ($0.prefix ?? "") < ($1.prefix ?? "") })
  }
}
