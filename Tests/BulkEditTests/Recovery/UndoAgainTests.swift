import BulkEdit
import RateQL
import Synchronization
import TestSupport
import Testing

/// An undo can be repeated, and goes on past what others have done meanwhile.
@Suite("Undo of what is partly back")
struct UndoAgainTests {
  private let delete = "rates | where prefix in [\"447\", \"4470\", \"999\"] | delete"

  @Test("what is back is counted, and the rest goes on", arguments: [true, false])
  func repeated(_ choosesByPrefix: Bool) async throws {
    let store = ListingStore(trusted: choosesByPrefix ? .all : .none)
    let before = await store.table.all.map(\.prefix)
    let scene = try UndoScene(store)
    let run = try await scene.apply(delete)
    try await scene.undo(run, only: "prefix = \"447\"")
    let undo = try await scene.plan(of: run)
    #expect(undo.undone == 1 && undo.conflicts.isEmpty)
    #expect(undo.labels == ["new rate 4470", "new rate 999"])
    try await scene.undo(run)
    #expect(await store.table.all.map(\.prefix) == before)
    let last = try await scene.plan(of: run)
    #expect(last.plan.isEmpty && last.conflicts.isEmpty && last.undone == 3)
  }

  @Test("an undo that went partly through is finished by another")
  func broken() async throws {
    let refused = Mutex(true)
    let store = FaultyStore(onWrite: { kind, prefix in
      if kind == "create", prefix == "4470", refused.withLock({ $0 }) {
        throw StoreError.refused(.init(status: 400, code: "X", message: "no"))
      }
    })
    let before = await store.inner.all.map(\.prefix)
    let scene = try UndoScene(store)
    let run = try await scene.apply(delete)
    #expect(try await scene.undo(run).report.isComplete == false)
    refused.withLock { $0 = false }
    #expect(try await scene.undo(run).report.isComplete)
    #expect(await store.inner.all.map(\.prefix) == before)
  }

  @Test("a rate that somebody else made is a conflict, or the rate itself where it is the same")
  func remade() async throws {
    let store = ListingStore()
    let scene = try UndoScene(store)
    let run = try await scene.apply(delete)
    for record in SampleRates.all where ["447", "4470"].contains(record.prefix) {
      var record = record
      if record.prefix == "447" { record[.priceN] = .int(3) }
      _ = try await store.table.create(record)
    }
    let undo = try await scene.plan(of: run)
    #expect(undo.labels == ["new rate 999"])
    #expect(undo.undone == 1)
    let conflict = try #require(undo.conflicts.first)
    #expect(undo.conflicts.count == 1)
    #expect(
      ApplyReport.reason(conflict)
        == "another rate has the prefix by now (id r1); left alone (price_n is 3, was to be 0.08)")
  }

  @Test("a rate that came back and was changed since, or moved, is a conflict under its new id")
  func changed() async throws {
    let store = ListingStore()
    let scene = try UndoScene(store)
    let run = try await scene.apply(delete)
    try await scene.undo(run)
    try await store.table.meddle("447", .priceN, .int(3))
    try await store.table.meddle("999", .prefix, .text("9990"))
    let undo = try await scene.plan(of: run)
    #expect(undo.plan.isEmpty && undo.undone == 1)
    #expect(undo.conflicts.count == 2)
    #expect(
      undo.conflicts.map { ApplyReport.reason($0) }.contains { $0.contains("price_n was 0.08, is now 3") })
  }

  @Test("a prefix that a rate had and another has now blocks that rate alone")
  func takenByAnother() async throws {
    let store = ListingStore()
    let scene = try UndoScene(store)
    let run = try await scene.apply(
      """
      rates | where prefix = "44" | set prefix = "440"
      rates | where prefix = "447" | set prefix = "44"
      rates | where prefix = "49" | set price_n = 1
      """)
    var other = SampleRates.all[3]
    other[.id] = nil
    _ = try await store.table.create(other)
    // The prefix 447 is another's by now, so the rate that had it keeps 44, which the first can't have then.
    let undo = try await scene.plan(of: run)
    #expect(undo.labels == ["rate 49 (id c01)"])
    #expect(Set(undo.conflictLabels) == ["rate 44 (id b02)", "rate 440 (id b01)"])
  }

  @Test("a prefix that the undo itself frees is not taken, and is where it does not")
  func freed() async throws {
    let store = ListingStore()
    let scene = try UndoScene(store)
    let run = try await scene.apply(
      """
      rates | where prefix = "999" | delete
      rates | where prefix = "49" | set prefix = "999"
      """)
    #expect(Set(try await scene.plan(of: run).labels) == ["new rate 999", "rate 999 (id c01)"])
    try await store.table.meddle("999", .prefix, .text("4"))
    _ = try await store.table.create(
      SampleRates.rate("", "999", "LOCAL", price1: "1", priceN: "1", fee: "0", nil))
    let undo = try await scene.plan(of: run)
    #expect(undo.plan.isEmpty)
    #expect(Set(undo.conflictLabels) == ["new rate 999", "rate 999 (id c01)"])
  }

  @Test("fields that are back already are passed over, the others follow")
  func someFields() async throws {
    let store = ListingStore()
    let before = await store.table.all
    let scene = try UndoScene(store)
    let run = try await scene.apply("rates | where prefix = \"44\" | set price_n = 1, price_1 = 1")
    try await store.table.meddle("44", .priceN, .number(try #require(ExactDecimal("0.012"))))
    try await scene.undo(run)
    #expect(await store.table.all == before)
  }

  @Test("what is listed says how the run left the rate")
  func reason() async throws {
    let store = ListingStore()
    let scene = try UndoScene(store)
    let run = try await scene.apply("rates | where prefix = \"44\" | set price_n = 1")
    try await store.table.meddle("44", .priceN, .int(3))
    let undo = try await scene.plan(of: run)
    #expect(undo.conflicts.map { ApplyReport.reason($0).contains("price_n was 1, is now 3") } == [true])
  }
}
