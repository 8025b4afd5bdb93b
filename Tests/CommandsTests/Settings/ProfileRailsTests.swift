import Foundation
import TestSupport
import Testing

@Suite("A profile's guard rails", .serialized)
struct ProfileRailsTests {
  private let folder = TemporaryFolder()

  @Test("lifted ones stay with their own server; tighter ones hold on every other too")
  func elsewhere() async throws {
    let folder = folder
    try await CommandLineSetup.withSandbox(deck: SampleRates.all) { address in
      let config = try folder.file(
        "config.toml",
        """
        [profile.lifted]
        url = "https://lab.example.com:8887"
        max_changes = "none"
        max_deletes = 1000000
        max_price_change = "10000%"
        allow_zero_price = true
        [profile.tight]
        url = "https://lab.example.com:8887"
        max_changes = 2
        [profile.here]
        url = "\(address.url)"
        max_price_change = "none"
        allow_zero_price = true

        """)
      var environment = CommandLineSetup.environment(address)
      environment["RATEQL_URL"] = nil
      environment["RATEQL_CONFIG"] = config
      func run(_ profile: String, _ edit: String, _ url: [String]) async -> CommandResult {
        await CommandLineSetup.run(["--profile", profile, "-e", edit] + url, environment: environment)
      }
      let triple = "rates | where prefix = \"44\" | set price_n *= 3"
      let free = "rates | where prefix = \"44\" | set price_n = 0"
      for (edit, flag) in [(triple, "--max-price-change"), (free, "--allow-zero-price")] {
        #expect(await run("here", edit, []).status == 0)
        let held = await run("lifted", edit, ["--url", address.url])
        #expect(held.status == 3 && held.messages.contains(flag), "\(held)")
      }
      let many = await run(
        "tight", "rates | where type = MOBILE | set price_n += 1%", ["--url", address.url])
      #expect(many.status == 3 && many.messages.contains("--max-changes"), "\(many)")
      // What can't be understood is told, not left out.
      try Data("[profile.odd]\nurl = \"https://lab.example.com\"\nmax_changes = \"many\"\n".utf8)
        .write(to: URL(fileURLWithPath: config))
      let odd = await run("odd", triple, ["--url", address.url])
      #expect(odd.status == 2 && odd.messages.contains("`many` is no count"), "\(odd)")
    }
  }
}
