import Sandbox
import TestSupport
import Testing

@Suite("rateql undo", .serialized)
struct UndoTests {
  private let folder = TemporaryFolder()

  /// Runs command lines on a sandbox with the sample table, all with one journal.
  private func withJournal(
    faults: (any FaultPlan)? = nil,
    _ body: @escaping @Sendable (_ run: @Sendable ([String]) async -> CommandResult) async throws -> Void
  ) async throws {
    let path = folder.path
    try await CommandLineSetup.withSandbox(deck: SampleRates.all, faults: faults) { address in
      var environment = CommandLineSetup.environment(address)
      environment["XDG_STATE_HOME"] = path
      let known = environment
      try await body { await CommandLineSetup.run($0, environment: known) }
    }
  }

  private static let free = ["--max-price-change", "none"]
  private static let raise =
    ["-e", "rates | where prefix startswith \"44\" | set price_n = 1", "--apply"] + free

  @Test("a condition that chooses nothing is told")
  func choosesNothing() async throws {
    try await withJournal { run in
      #expect(await run(UndoTests.raise).status == 0)
      let none = await run(["undo", "--only", "prefix = \"45\"", "--apply"])
      #expect(none.status == 0)
      #expect(
        none.messages == "note: the condition of --only chooses none of the 4 changes that run 1 made\n")
      let all = await run(["undo", "--apply"] + UndoTests.free)
      #expect(all.status == 0, "\(all)")
      let again = await run(["undo", "1", "--apply"])
      #expect(again.status == 0)
      #expect(again.messages == "note: 4 changes of run 1 are taken back already\n")
    }
  }

  @Test("a connect fee that would lose digits is refused", arguments: ["0.123456", "-1", "x", "1e30"])
  func feeDigits(_ text: String) async throws {
    try await withJournal { run in
      #expect(await run(["-e", "rates | where prefix = \"44\" | delete", "--apply"]).status == 0)
      let refused = await run(["undo", "--connect-fee=\(text)", "--apply"])
      #expect(refused.status == 2)
      #expect(
        refused.messages.contains(
          "--connect-fee takes an amount from 0 up with at most five digits after the point, such as 0.05, "
            + "not `\(text)`"), "\(refused)")
    }
  }

  private static let delete = ["-e", "rates | where prefix in [\"447\", \"49\"] | delete", "--apply"]
  private static let table = [
    "-e", "rates | sort prefix | select prefix, price_n, connect_fee", "--format", "csv",
  ]

  @Test("a saved undo keeps what it takes back, and older runs can still be undone")
  func saved() async throws {
    let plan = folder.file("undo.plan")
    try await withJournal { run in
      let before = await run(UndoTests.table).output
      #expect(await run(UndoTests.raise).status == 0)
      #expect(await run(UndoTests.delete).status == 0)
      #expect(await run(["undo", "2", "--plan-out", plan]).status == 0)
      let applied = await run(["apply", plan])
      #expect(applied.status == 0, "\(applied)")
      let listed = await run(["journal", "--format", "csv"]).output
      #expect(listed.contains("undo of run 2"), "\(listed)")
      #expect(await run(["undo", "1", "--apply"] + UndoTests.free).status == 0)
      #expect(await run(UndoTests.table).output == before)
      let again = await run(["undo", "2", "--apply"])
      #expect(again.messages.contains("1 change of run 2 is taken back already"), "\(again)")
    }
  }

  @Test("to save the plan and to carry it out at once is refused", arguments: [true, false])
  func bothAsked(_ applyFirst: Bool) async throws {
    let plan = folder.file("undo.plan")
    try await withJournal { run in
      #expect(await run(UndoTests.raise).status == 0)
      let words = ["undo", "--plan-out", plan]
      let refused = await run(applyFirst ? ["--apply"] + words : words + ["--apply"])
      #expect(refused.status == 2)
      #expect(
        refused.messages.contains(
          "--plan-out saves a plan for later, and --apply carries it out now: give one of them"))
      #expect(await run(["undo"] + UndoTests.free).messages.contains("dry run"))
    }
  }

  @Test("a run that was undone is not resumed")
  func notResumed() async throws {
    // The third of four is refused, and stops the run.
    try await withJournal(faults: RefusedWrite(3)) { run in
      #expect(await run(UndoTests.raise + ["--connections", "1"]).status == 4)
      #expect(await run(["undo", "--apply"] + UndoTests.free).status == 0)
      let named = await run(["resume", "1"])
      #expect(named.status == 2)
      #expect(named.messages.contains("run 1 was undone by run 2; nothing to resume"), "\(named)")
      let last = await run(["resume"])
      #expect(last.status == 2 && last.messages.contains("nothing to resume"), "\(last)")
    }
  }

  @Test("what an undo has rejected keeps what it takes back")
  func rejects() async throws {
    let rest = folder.file("rest.plan")
    // Four are raised and two deleted; of the two that come back the first is refused.
    try await withJournal(faults: RefusedWrite(7)) { run in
      let before = await run(UndoTests.table).output
      #expect(await run(UndoTests.raise).status == 0)
      #expect(await run(UndoTests.delete).status == 0)
      let partly = await run([
        "undo", "2", "--apply", "--connections", "1", "--on-error", "continue", "--rejects", rest,
      ])
      #expect(partly.status == 4, "\(partly)")
      #expect(await run(["apply", rest]).status == 0)
      #expect(await run(["undo", "1", "--apply"] + UndoTests.free).status == 0)
      #expect(await run(UndoTests.table).output == before)
    }
  }
}

/// Refuses one write, by its number from 1.
private final class RefusedWrite: FaultPlan {
  private let ordinal: Int

  init(_ ordinal: Int) { self.ordinal = ordinal }

  func fault(for request: FaultRequest) async -> Fault {
    request.writeOrdinal == ordinal ? .status(400, retryAfter: nil, code: "VALIDATE_FAILED") : .none
  }
}
