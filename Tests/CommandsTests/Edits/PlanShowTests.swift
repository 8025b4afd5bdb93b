import Foundation
import TestSupport
import Testing

@Suite("rateql plan show", .serialized)
struct PlanShowTests {
  private let folder = TemporaryFolder()

  @Test("--summary tells what a plan comes to, as a table, JSON or CSV")
  func summary() async throws {
    let plan = folder.file("march.plan")
    try await CommandLineSetup.withSandbox(deck: SampleRates.all) { address in
      let made = await CommandLineSetup.run(
        ["-e", "rates | where type = MOBILE | set price_n += 5%", "--plan-out", plan],
        environment: CommandLineSetup.environment(address))
      #expect(made.status == 0, "\(made)")
    }
    func show(_ options: String...) async -> CommandResult {
      await CommandLineSetup.run(["plan", "show", plan, "--summary"] + options)
    }
    let table = await show()
    #expect(table.output.hasPrefix("Plan of -e for "), "\(table)")
    #expect(table.output.contains("\nprice_n: +5% in each of "), "\(table)")
    #expect(!table.output.contains("~"), "\(table)")
    let json = await show("--format", "json")
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    let count = try #require(object?["update"] as? Int)
    #expect(count > 0)
    #expect(await show("--format", "csv").output.contains("\nupdate,,,,,,\(count)\n"))
    #expect(await show("--all").status == 2)
  }
}
