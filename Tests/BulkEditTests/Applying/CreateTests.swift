import BulkEdit
import RateQL
import Synchronization
import TestSupport
import Testing

/// No rate is made twice, whatever the server lets happen.
@Suite("Rates are created once")
struct CreateTests {
  private let target = RunTarget(server: "memory", tenant: nil, label: "memory")

  private func rate(_ prefix: String, priceN: String = "0.2") -> RateRecord {
    var rate = SampleRates.rate("", prefix, "LOCAL", price1: "0.1", priceN: priceN, fee: "0", nil)
    rate[.id] = nil
    return rate
  }

  private func plan(_ prefixes: String..., then more: [Change] = []) -> ChangePlan {
    ChangePlan(
      changes: prefixes.map { prefix in
        Change(stored: nil, before: nil, after: rate(prefix), rounded: [], origins: [])
      } + more)
  }

  private func apply(
    _ plan: ChangePlan, _ store: any RateStore, _ policy: ApplyPolicy = ApplyPolicy()
  ) async throws -> ApplyReport {
    await Applier(store: store, policy: policy).apply(try WriteOrder(ApplyStep.all(of: plan)))
  }

  private func editor(_ store: any RateStore) throws -> BulkEditor {
    BulkEditor(
      store: store, journal: try Journal.temporary(), target: target, locks: nil, lateWrites: .zero)
  }

  @Test("a prefix that somebody else has taken is left alone", arguments: DoublingStore.Conditions.allCases)
  func taken(_ conditions: DoublingStore.Conditions) async throws {
    let store = DoublingStore(conditions)
    let id = store.add(rate("33", priceN: "0.3"))
    let same = store.add(rate("35"))
    let report = try await apply(plan("32", "33", "34", "35", "36"), store)
    for prefix in ["32", "33", "34", "35", "36"] { #expect(store.rates(prefix).count == 1, "\(prefix)") }
    #expect(report.conflicts.count == 2)
    #expect(
      report.text(run: 4) == """
        Applied: 3 created; 2 not applied (run 4):
          new rate 33: another rate has the prefix by now (id \(id)); left alone (price_n is 0.3, was to be 0.2)
          new rate 35: another rate has the prefix by now (id \(same)); left alone (it is the same in every field)
        What others changed was left as it is: look at it again, and edit it anew.
        `rateql undo 4` takes back what was applied.
        """)
    // The whole table is read once where the store does not choose, not for every rate.
    #expect(store.requests.count { $0.predicate == nil } == (conditions == .kept ? 0 : 1))
    #expect(conditions != .kept || store.requests.count == 5)
  }

  @Test("a conflict stops the run where it shall")
  func stops() async throws {
    let store = DoublingStore()
    store.add(rate("33", priceN: "0.3"))
    // The rate that takes the prefix of another waits for it.
    var after = SampleRates.all[2]
    after[.prefix] = .text("440")
    let free = Change(
      stored: after.id, before: SampleRates.all[2], after: after, rounded: [], origins: [])
    let last = Change(stored: nil, before: nil, after: rate("44"), rounded: [], origins: [])
    let report = try await apply(plan("33", then: [free, last]), store, ApplyPolicy(onConflict: .stop))
    #expect(store.rates("33").count == 1)
    #expect(
      report.results.last?.outcome
        == .notTried("the prefix of new rate 33 was taken by someone else, and a conflict stops the run"))
  }

  @Test("a prefix that the plan itself frees is not taken", arguments: DoublingStore.Conditions.allCases)
  func freed(_ conditions: DoublingStore.Conditions) async throws {
    let store = DoublingStore(conditions)
    let (renamed, deleted) = (SampleRates.all[2], SampleRates.all[3])
    var after = renamed
    after[.prefix] = .text("4400")
    let changes = [
      Change(stored: renamed.id, before: renamed, after: after, rounded: [], origins: []),
      Change(stored: deleted.id, before: deleted, after: nil, rounded: [], origins: []),
    ]
    let prefixes = [renamed, deleted].compactMap(\.prefix)
    let report = try await apply(plan("33", prefixes[0], prefixes[1], then: changes), store)
    #expect(report.isComplete, "\(report.text())")
    for prefix in prefixes + ["33"] { #expect(store.rates(prefix).count == 1, "\(prefix)") }
  }

  @Test("one that lands late is found to be the run's own, another's is not")
  func late() async throws {
    let isLost = Mutex(true)
    let store = DoublingStore(onCreate: { _ in
      if isLost.withLock({ $0 }) { throw StoreError.uncertain("the connection was lost") }
    })
    let editor = try editor(store)
    let run = try await editor.apply(plan("33", "34"), from: .init(script: "test"))
    #expect(run.report.isInDoubt && run.report.appliedCount == 0)
    let settlement = try await editor.settled(try await editor.run(run.id, to: .resume))
    #expect(settlement.left.count == 2)
    // Now one lands; and somebody else makes the other.
    isLost.withLock { $0 = false }
    let landed = store.add(rate("33"))
    store.add(rate("34", priceN: "0.9"))
    let finished = try await editor.finished(settlement)
    #expect(store.rates("33").count == 1 && store.rates("34").count == 1)
    #expect(finished.report.results.map(\.outcome).contains(.applied(id: landed)))
    #expect(finished.report.conflicts.map(\.step.label) == ["new rate 34"])
    #expect(try await editor.journal.entries(run.id).map(\.state) == [.applied, .drifted])
    #expect(try await editor.journal.entries(run.id).first?.newID == landed)
  }

  @Test("what was never sent is not taken for the run's own, however alike")
  func neverSent() async throws {
    let store = DoublingStore()
    let editor = try editor(store)
    let changes = plan("33").changes
    let run = try await editor.journal.begin(
      NewRun(kind: .apply, target: target, script: "test"), changes.map { .rate($0) })
    let settlement = try await editor.settled(try await editor.run(run, to: .resume))
    store.add(rate("33"))
    let finished = try await editor.finished(settlement)
    #expect(finished.report.conflicts.count == 1 && store.rates("33").count == 1)
    // Nor is what the server refused.
    let refusing = DoublingStore(onCreate: { _ in
      throw StoreError.refused(.init(status: 400, code: "X", message: "no"))
    })
    let other = try self.editor(refusing)
    let refused = try await other.apply(plan("33"), from: .init(script: "test"))
    let left = try await other.settled(try await other.run(refused.id, to: .resume))
    refusing.add(rate("33"))
    #expect(try await other.finished(left).report.conflicts.count == 1)
  }
}
