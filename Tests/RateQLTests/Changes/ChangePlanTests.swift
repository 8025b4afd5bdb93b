import RateQL
import TestSupport
import Testing

@Suite("Change plans")
struct ChangePlanTests {
  private func rate(_ id: String, _ prefix: String) -> RateRecord {
    SampleRates.rate(id, prefix, "LOCAL", price1: "1", priceN: "1", fee: "0", nil)
  }

  private func line(_ number: Int) -> ChangeOrigin {
    ChangeOrigin(source: "s.rql", line: number, statement: "")
  }

  private func moved(_ record: RateRecord, to prefix: String) -> RateRecord {
    var record = record
    record[.prefix] = .text(prefix)
    return record
  }

  @Test("free a prefix before it is taken, over any length of chain")
  func waves() throws {
    var plan = ChangePlan()
    for number in (1...50).reversed() {
      let record = rate("r\(number)", "\(number)")
      plan.update(id: "r\(number)", current: record, to: moved(record, to: "\(number + 1)"), origin: line(1))
    }
    let waves = try plan.waves()
    #expect(waves.count == 50)
    #expect(waves.map { $0.compactMap(\.id) } == (1...50).reversed().map { ["r\($0)"] })
  }

  @Test("put changes that don't depend on each other into one group")
  func independent() throws {
    var plan = ChangePlan()
    for number in 1...20 {
      plan.delete(id: "r\(number)", current: rate("r\(number)", "\(number)"), origin: line(1))
    }
    var record = rate("x", "7")
    record[.id] = nil
    plan.create(moved(record, to: "99"), origin: line(2))
    #expect(try plan.waves().map(\.count) == [21])
  }

  @Test("refuse a ring of prefixes")
  func ring() {
    var plan = ChangePlan()
    plan.update(id: "a", current: rate("a", "1"), to: moved(rate("a", "1"), to: "2"), origin: line(1))
    plan.update(id: "b", current: rate("b", "2"), to: moved(rate("b", "2"), to: "1"), origin: line(1))
    #expect(throws: RunError.self) { try plan.waves() }
  }

  @Test("fold to first before and last after")
  func folding() {
    var plan = ChangePlan()
    let (first, second, third) = (
      rate("a", "1"), moved(rate("a", "1"), to: "2"), moved(rate("a", "1"), to: "3")
    )
    plan.update(id: "a", current: first, to: second, origin: line(1))
    plan.update(id: "a", current: second, to: third, origin: line(2))
    #expect(plan.changes.count == 1)
    #expect(plan.changes[0].before == first)
    #expect(plan.changes[0].after == third)
    #expect(plan.changes[0].origins == [line(1), line(2)])
    plan.update(id: "a", current: third, to: first, origin: line(3))
    #expect(plan.isEmpty)
    #expect(plan.unchangedCount == 1)
  }

  @Test("keep their order where a change comes to nothing, and is made again")
  func comingToNothing() {
    var plan = ChangePlan()
    for (id, prefix) in [("a", "1"), ("b", "2"), ("c", "3")] {
      plan.update(
        id: id, current: rate(id, prefix), to: moved(rate(id, prefix), to: "9\(prefix)"), origin: line(1))
    }
    plan.update(id: "b", current: moved(rate("b", "2"), to: "92"), to: rate("b", "2"), origin: line(2))
    #expect(plan.changes.map(\.id) == ["a", "c"])
    #expect(plan.count(.update) == 2)
    #expect(plan.change("b") == nil)
    #expect(plan.unchangedCount == 1)
    plan.update(id: "b", current: rate("b", "2"), to: moved(rate("b", "2"), to: "82"), origin: line(3))
    #expect(plan.changes.map(\.id) == ["a", "c", "b"])
    #expect(plan.change("b")?.after?.prefix == "82")
    #expect(plan.change("c")?.after?.prefix == "93")
  }

  @Test("know a planned rate by the id that reads give it")
  func plannedIds() throws {
    var plan = ChangePlan()
    plan.create(rate("", "5"), origin: line(1))
    let id = try #require(plan.plannedRates().value(.id, 0)?.string)
    #expect(!plan.isStored(id))
    #expect(plan.isStored("(new 2)"))
    plan.delete(id: id, current: rate(id, "5"), origin: line(2))
    #expect(plan.isEmpty)
  }
}
