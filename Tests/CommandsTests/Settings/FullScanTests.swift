import Foundation
import TestSupport
import Testing

@Suite("--full-scan", .serialized)
struct FullScanTests {
  private let folder = TemporaryFolder()

  @Test("leaves nothing to the server but its pages, and answers the same; a profile can say it too")
  func wholeLists() async throws {
    let folder = folder
    try await CommandLineSetup.withSandbox(rates: 450) { address in
      let config = try folder.file(
        "config.toml",
        """
        [profile.odd]
        url = "\(address.url)"
        full_scan = true

        """)
      var environment = CommandLineSetup.environment(address)
      let query = ["--trace", "-e", #"rates | where prefix startswith "4" | sort price_n desc | take 3"#]
      let usual = await CommandLineSetup.run(query, environment: environment)
      #expect(usual.messages.contains("filter="))
      let whole = await CommandLineSetup.run(["--full-scan"] + query, environment: environment)
      environment["RATEQL_URL"] = nil
      environment["RATEQL_CONFIG"] = config
      let profile = await CommandLineSetup.run(["--profile", "odd"] + query, environment: environment)
      for result in [whole, profile] {
        #expect(result.status == 0)
        #expect(result.output == usual.output)
        #expect(!result.messages.contains("filter="))
        #expect(!result.messages.contains("orderby="))
        #expect(!result.messages.contains("does not show"))
        // Five pages, and an empty one that proves the end: the count is not relied on either.
        let requests = result.messages.split(separator: "\n").filter { $0.contains("GET /api/call_rates") }
        #expect(requests.count == 6, "\(requests)")
      }
    }
  }
}
