import Foundation
import RateQL
import Sandbox
import Synchronization
import TestSupport
import Testing

/// Answers writes of some rates with an error, until it is told not to, and counts the others.
private final class Refusing: FaultPlan {
  private let state: Mutex<(ids: Set<String>, writes: Int)>

  init(_ ids: Set<String> = []) { state = Mutex((ids, 0)) }

  var writes: Int { state.withLock(\.writes) }
  func refuse(_ ids: Set<String>) { state.withLock { $0.ids = ids } }

  func fault(for request: FaultRequest) async -> Fault {
    guard request.isWrite else { return .none }
    return state.withLock { state in
      if let id = request.rateID, state.ids.contains(id) {
        return .status(400, retryAfter: nil, code: "VALIDATE_FAILED")
      }
      state.writes += 1
      return .none
    }
  }
}

/// Somebody else changes a rate right before it is read by its id for the first time.
private final class Meddling: FaultPlan {
  private let prefix: String
  private let isDone = Mutex(false)

  init(prefix: String) { self.prefix = prefix }

  func before(_ request: FaultRequest, _ table: FaultTable) async {
    guard let id = request.rateID, let record = try? await table.record(id: id), record.prefix == prefix,
      isDone.withLock({ isDone in
        defer { isDone = true }
        return !isDone
      })
    else { return }
    try? await table.set(id: id) { $0[.price1] = .int(1) }
  }
}

@Suite("rateql apply", .serialized)
struct ApplyTests {
  private static let raise = "rates | where type = MOBILE | set price_n += 5%"
  private static let prices = ["447": "0.084", "44791": "0.063", "4915": "0.105"]

  private static func expectRaised(
    _ rates: [String: RateRecord], but others: [String: RateRecord] = [:],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    var wanted = others
    for var record in SampleRates.all {
      record[.id] = nil
      let prefix = try #require(record.prefix)
      if let price = prices[prefix].flatMap({ ExactDecimal($0) }) { record[.priceN] = .number(price) }
      wanted[prefix] = others[prefix] ?? record
    }
    #expect(rates == wanted, sourceLocation: sourceLocation)
  }

  @Test("a saved plan is carried out, once")
  func done() async throws {
    let requests = Refusing()
    try await EditBench.run(faults: requests) { bench in
      let (plan, made) = await bench.plan(ApplyTests.raise)
      #expect(made.status == 0 && requests.writes == 0, "\(made)")
      let applied = await bench.run(["apply", plan, "--note", "March prices"])
      #expect(applied.status == 0, "\(applied)")
      #expect(applied.messages.contains("Applied: 3 updated (run 1)."), "\(applied)")
      #expect(requests.writes == 3)
      try ApplyTests.expectRaised(try await bench.rates())
      let runs = try EditBench.rows(await bench.run(["journal", "--format", "json"]))
      #expect(runs.map { $0["note"] } == ["March prices"] && runs.map { $0["state"] } == ["done"])

      // Each rate is another one by now than the plan was made for.
      let again = await bench.run(["apply", plan])
      #expect(again.status != 0, "\(again)")
      #expect(again.messages.contains("as planned already"), "\(again)")
      #expect(requests.writes == 3)
      try ApplyTests.expectRaised(try await bench.rates())
    }
  }

  @Test("a plan for another server, one that was altered, and none at all are refused")
  func refused() async throws {
    try await EditBench.run { bench in
      let (plan, _) = await bench.plan(ApplyTests.raise)
      let before = try await bench.rates()
      let requests = Refusing()
      try await EditBench.run(faults: requests) { other in
        let elsewhere = await other.run(["apply", plan])
        #expect(elsewhere.status == 2 && elsewhere.messages.contains("was made for http://"), "\(elsewhere)")
        #expect(requests.writes == 0)
      }
      let text = try String(contentsOfFile: plan, encoding: .utf8)
      let altered = try bench.folder.file("altered.plan", text.replacing("0.084", with: "0.85"))
      for file in [altered, try bench.folder.file("none.plan", "{}"), bench.folder.file("nowhere.plan")] {
        let refused = await bench.run(["apply", file])
        #expect(refused.status == 2, "\(refused)")
      }
      let after = try await bench.rates()
      #expect(after == before)
    }
  }

  @Test("--rejects keeps what was refused as a plan, which finishes the edit")
  func rejects() async throws {
    let requests = Refusing()
    try await EditBench.run(faults: requests) { bench in
      let records = try await bench.table.records()
      requests.refuse(Set(records.filter { $0.prefix == "44791" }.compactMap(\.id)))
      let (plan, _) = await bench.plan(ApplyTests.raise)
      let rejects = bench.folder.file("rejects.plan")
      let partly = await bench.run(["apply", plan, "--rejects", rejects, "--on-error", "continue"])
      #expect(partly.status == 4, "\(partly)")
      #expect(partly.messages.contains("Applied: 2 updated; 1 not applied (run 1):"), "\(partly)")
      #expect(partly.messages.contains("`rateql apply \(rejects)`"), "\(partly)")

      let shown = try EditBench.rows(await bench.run(["plan", "show", rejects, "--format", "json"]))
      #expect(shown.count == 1, "\(shown)")
      // The server has not changed its mind yet.
      #expect(await bench.run(["apply", rejects]).status == 1)
      requests.refuse([])
      let rest = await bench.run(["apply", rejects])
      #expect(rest.status == 0, "\(rest)")
      try ApplyTests.expectRaised(try await bench.rates())
    }
  }

  @Test(
    "--rebase-out makes the edit of what others changed anew, from a plan and from a script",
    arguments: [true, false])
  func rebase(_ fromPlan: Bool) async throws {
    try await EditBench.run(faults: fromPlan ? nil : Meddling(prefix: "44791")) { bench in
      let rebased = bench.folder.file("rebased.plan")
      let partly: CommandResult
      if fromPlan {
        let (plan, _) = await bench.plan(ApplyTests.raise)
        try await bench.set(.price1, of: "44791", to: .int(1))
        partly = await bench.run(["apply", plan, "--rebase-out", rebased])
      } else {
        partly = await bench.run(["-e", ApplyTests.raise, "--apply", "--rebase-out", rebased])
      }
      #expect(partly.status == 4, "\(partly)")
      #expect(partly.messages.contains("price_1 was 0.12, is now 1"), "\(partly)")
      var theirs = try #require(SampleRates.all.first { $0.prefix == "44791" })
      theirs[.id] = nil
      theirs[.price1] = .int(1)
      try ApplyTests.expectRaised(try await bench.rates(), but: ["44791": theirs])

      let rest = await bench.run(["apply", rebased])
      #expect(rest.status == 0 && rest.messages.contains("Applied: 1 updated"), "\(rest)")
      theirs[.priceN] = try .number(#require(ExactDecimal("0.063")))
      try ApplyTests.expectRaised(try await bench.rates(), but: ["44791": theirs])
    }
  }

  @Test("--detailed-exitcode tells a dry run with changes from one without, and from one that is stopped")
  func detailedExitCode() async throws {
    try await EditBench.run { bench in
      func status(_ program: String, _ options: String...) async -> Int32 {
        await bench.run(["-e", program, "--detailed-exitcode"] + options).status
      }
      #expect(await status(ApplyTests.raise) == 7)
      #expect(await status("print count(rates)") == 0)
      #expect(await status("rates | where type = MOBILE | set price_n += 0%") == 0)
      #expect(await status("rates | where type = MOBILE | set price_n *= 3") == 3)
      #expect(await status(ApplyTests.raise, "--plan-out", bench.folder.file("b.plan")) == 7)
      #expect(await status(ApplyTests.raise, "--apply") == 0)
      let undo = await bench.run(["undo", "--detailed-exitcode"])
      #expect(undo.status == 7, "\(undo)")
    }
  }
}
