import BulkEdit
import RateQL
import TestSupport
import Testing

/// A connect fee that the server does not show is not known, and not made up.
@Suite("Undo where the connect fee is hidden")
struct UndoFeeTests {
  private func unknown(_ body: () async throws -> Void) async throws -> [String] {
    do {
      try await body()
      return []
    } catch UndoError.connectFeeUnknown(_, let labels) {
      return labels
    }
  }

  @Test("a fee that was set is not as before: it has to be said what it was")
  func updated() async throws {
    let store = HidingStore()
    let before = await store.table.all
    let scene = try UndoScene(store)
    let run = try await scene.apply(
      """
      rates | where prefix = "44" | set connect_fee = 0.2
      rates | where prefix = "447" | set connect_fee = 0.2, price_n = 1
      """)
    let labels = ["rate 44 (id b01)", "rate 447 (id b02)"]
    #expect(try await unknown { _ = try await scene.plan(of: run) } == labels)
    #expect(
      try await unknown { _ = try await scene.plan(of: run, only: "id = \"b02\"") } == [labels[1]])
    let undone = try await scene.undo(run, fee: "0.05")
    #expect(undone.report.isComplete)
    #expect(await store.table.all == before)
    // Whether the fee is back the server does not show: it is written once more, and nothing else is.
    let again = try await scene.plan(of: run, fee: "0.05")
    #expect(again.conflicts.isEmpty)
    #expect(again.plan.changes.map(\.changedFields) == [[.connectFee], [.connectFee]])
  }

  @Test("a fee that the server shows by then is compared")
  func shown() async throws {
    let hiding = HidingStore()
    let journal = try Journal.temporary()
    let run = try await UndoScene(hiding, journal: journal).apply(
      "rates | where prefix startswith \"44\" | set connect_fee = 0.2")
    try await hiding.table.meddle("447", .connectFee, .number(try #require(ExactDecimal("0.3"))))
    try await hiding.table.meddle("4470", .connectFee, .number(try #require(ExactDecimal("0.05"))))
    let scene = try UndoScene(hiding.listed, journal: journal)
    let undo = try await scene.plan(of: run, fee: "0.05")
    #expect(Set(undo.labels) == ["rate 44 (id b01)", "rate 44791 (id b03)"])
    #expect(undo.conflictLabels == ["rate 447 (id b02)"])
    #expect(undo.undone == 1)
  }

  @Test("what was not known before and can't be said is left alone")
  func otherField() async throws {
    let store = ListingStore()
    let scene = try UndoScene(store)
    var known = SampleRates.all[2]
    known[.gracePeriod] = nil
    var after = known
    after[.gracePeriod] = .int(3)
    let run = try await scene.editor.journal.begin(
      NewRun(kind: .apply, target: scene.editor.target, script: "test"),
      [.rate(Change(stored: "b01", before: known, after: after, rounded: [], origins: []))])
    try await scene.editor.journal.outcome(run, 0, .applied, newID: nil, detail: nil)
    try await store.table.meddle("44", .gracePeriod, .int(3))
    let undo = try await scene.plan(of: run)
    #expect(undo.plan.isEmpty && undo.undone == 0)
    #expect(undo.conflictLabels == ["rate 44 (id b01)"])
  }

  @Test("a deleted rate needs a fee only where it has to come back")
  func deleted() async throws {
    let store = HidingStore()
    let scene = try UndoScene(store)
    let run = try await scene.apply("rates | where prefix in [\"44\", \"447\", \"999\"] | delete")
    for record in SampleRates.all where ["44", "447"].contains(record.prefix) {
      var record = record
      if record.prefix == "447" { record[.priceN] = .int(3) }
      _ = try await store.table.create(record)
    }
    #expect(try await unknown { _ = try await scene.plan(of: run) } == ["rate 999 (id e01)"])
    let undo = try await scene.plan(of: run, fee: "0")
    #expect(undo.labels == ["new rate 999"])
    #expect(undo.undone == 1 && undo.conflictLabels == ["new rate 447"])
  }
}
