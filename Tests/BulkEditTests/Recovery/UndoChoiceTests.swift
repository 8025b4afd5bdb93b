import BulkEdit
import RateQL
import TestSupport
import Testing

@Suite("What `undo --only` chooses")
struct UndoChoiceTests {
  private let raise = "rates | where prefix startswith \"44\" | set price_n += 10%"

  @Test(
    "rates by their ids, as the server has them",
    arguments: [
      ("id != \"b02\"", ["b01", "b03", "b04"]), ("id = \"b02\"", ["b02"]), ("id = \"2\"", []),
      ("id startswith \"b\" and prefix = \"44\"", ["b01"]), ("id is null", []),
    ])
  func ids(_ condition: String, _ chosen: [String]) async throws {
    let scene = try UndoScene(ListingStore())
    let run = try await scene.apply(raise)
    let undo = try await scene.plan(of: run, only: condition)
    #expect(Set(undo.plan.changes.compactMap(\.id)) == Set(chosen))
    #expect(undo.chosen == chosen.count && undo.applied == 4)
  }

  @Test("a small number as an id is no place in the run")
  func smallNumbers() async throws {
    let records = SampleRates.all.enumerated().map { place, record in
      var record = record
      record[.id] = .text("\(place)")
      return record
    }
    let scene = try UndoScene(ListingStore(InMemoryRateStore(name: "small", records: records)))
    let run = try await scene.apply(raise)
    #expect(try await scene.plan(of: run, only: "id = \"3\"").labels == ["rate 447 (id 3)"])
    #expect(try await scene.plan(of: run, only: "id = \"0\"").labels.isEmpty)
  }

  @Test("a created rate by the id that it was given")
  func created() async throws {
    let scene = try UndoScene(ListingStore())
    let run = try await scene.apply(
      """
      create prefix = "33", type = LOCAL, free_seconds = 0, grace_period = 0, interval_1 = 60, interval_n = 60, \
      connect_fee = 0, postcall_surcharge = 0%, price_1 = 0.1, price_n = 0.1
      rates | where prefix = "44" | set price_n = 1
      """)
    #expect(try await scene.plan(of: run, only: "id = \"r1\"").labels == ["rate 33 (id r1)"])
    #expect(try await scene.plan(of: run, only: "id != \"r1\"").labels == ["rate 44 (id b01)"])
  }

  @Test("of two that have had one id, the one that is meant")
  func doubled() async throws {
    let old = SampleRates.all[9]
    var new = old
    new[.prefix] = .text("33")
    let scene = try UndoScene(ListingStore(InMemoryRateStore(name: "again", records: [new])))
    // The server gave the id of the deleted rate to the new one.
    let run = try await scene.editor.journal.begin(
      NewRun(kind: .apply, target: scene.editor.target, script: "test"),
      [
        .rate(Change(stored: "e01", before: old, after: nil, rounded: [], origins: [])),
        .rate(Change(stored: nil, before: nil, after: new, rounded: [], origins: [])),
      ])
    try await scene.editor.journal.outcome(run, 0, .applied, newID: nil, detail: nil)
    try await scene.editor.journal.outcome(run, 1, .applied, newID: "e01", detail: nil)
    #expect(try await scene.plan(of: run, only: "prefix = \"999\"").labels == ["new rate 999"])
    #expect(try await scene.plan(of: run, only: "prefix = \"33\"").labels == ["rate 33 (id e01)"])
    #expect(try await scene.plan(of: run, only: "id = \"e01\"").chosen == 2)
  }
}
