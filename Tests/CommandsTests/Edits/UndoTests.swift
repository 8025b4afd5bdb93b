import Sandbox
import TestSupport
import Testing

@Suite("rateql undo", .serialized)
struct UndoTests {
  private let folder = TemporaryFolder()

  /// Runs command lines on a sandbox with the sample table, all with one journal.
  private func withJournal(
    _ body: @escaping @Sendable (_ run: @Sendable ([String]) async -> CommandResult) async throws -> Void
  ) async throws {
    let path = folder.path
    try await CommandLineSetup.withSandbox(deck: SampleRates.all) { address in
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
}
