import RateQL
import TestSupport
import Testing

@Suite("What a program would ask of its store")
struct ProgramPlanTests {
  private func plan(_ text: String, _ store: ListingStore = ListingStore()) async throws -> ProgramPlan {
    let session = Session(store: store)
    let plan = try await session.plan(session.check(session.parse(Source(name: "test", text: text))))
    #expect(store.requests.isEmpty)
    return plan
  }

  @Test("a query is told with its question, and nothing is read")
  func query() async throws {
    let plan = try await plan(
      "let low = 0.01 * 2\n\nrates | where price_n > low and price_n * 2 < 9 | sort prefix | take 3")
    let read = try #require(plan.reads.first)
    #expect(plan.reads.count == 1)
    #expect((read.source, read.line) == ("test", 3))
    let bound = try #require(ExactDecimal("0.02"))
    #expect(read.request?.predicate == .compare(.priceN, .greater, .number(bound)))
    #expect(read.pushed == ["price_n > low"])
    #expect(read.stages == ["where price_n > low and price_n * 2 < 9", "sort prefix", "take 3"])
    #expect(read.edit == nil)
    #expect(!read.readsSingly)
    #expect(plan.fullReads == 0)
  }

  @Test("the questions are those that the run then asks")
  func agrees() async throws {
    for text in [
      "rates | where type = MOBILE", "rates | sort price_n desc | take 2", "rates | take 2",
      "rates | where prefix startswith \"44\" | set price_n += 1%", "rates | match \"+44 7911 123456\"",
      "let n = 2\nrates | sort prefix | take n", "print count(rates | where price_n > 1)",
      "let v = rates | where price_n > 1 | pin\nv | where price_1 > 1",
      "let v = rates | where price_n > 1 | snapshot\nv | where price_1 > 1",
      "for r in rates | where type = LOCAL {\n  print r.prefix\n}", "quote \"+44 7911\" for 1m",
      "def low(x) = rates | where price_n < x\nlow(0.01) | sort prefix | take 2",
      "rates | where type = LOCAL | join (rates | where type = MOBILE) on type",
      "(rates | where type = LOCAL) | where prefix = \"999\"",
    ] {
      let store = ListingStore()
      let session = Session(store: store)
      let program = try session.check(session.parse(Source(name: "test", text: text)))
      let planned = try await session.plan(program).reads.map(\.request)
      _ = try await session.run(program)
      #expect(planned == store.requests, "\(text)")
    }
  }

  @Test("what depends on an answer stays open")
  func open() async throws {
    let plan = try await plan(
      "let top = (rates | summarize m = max(price_n)).m\nrates | where price_n = top | delete\nrates")
    #expect(plan.reads.map { $0.request == nil } == [false, true, false])
    #expect(plan.reads.map(\.edit) == [nil, "delete", nil])
    #expect(plan.fullReads == 2)
  }

  @Test("after an edit the store can't count; connect_fee is read rate by rate")
  func overlay() async throws {
    let plan = try await plan(
      """
      rates | sort prefix | take 1
      rates | where type = LOCAL | set price_n = 1
      rates | sort prefix | take 1 | select prefix, connect_fee
      """)
    #expect(plan.reads.map { $0.request?.limit } == [1, nil, nil])
    #expect(plan.reads.map(\.readsSingly) == [false, false, true])
    #expect(plan.fullReads == 1)
  }
}
