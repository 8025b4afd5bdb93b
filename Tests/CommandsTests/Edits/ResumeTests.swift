import Sandbox
import TestSupport
import Testing

/// Refuses the first write, and takes all that come after it.
private final class FirstWriteRefused: FaultPlan {
  func fault(for request: FaultRequest) async -> Fault {
    request.writeOrdinal == 1 ? .status(400, retryAfter: nil, code: "VALIDATE_FAILED") : .none
  }
}

@Suite("rateql resume", .serialized)
struct ResumeTests {
  private let folder = TemporaryFolder()

  @Test("what was let through once is not held up again, neither dry nor applied")
  func rails() async throws {
    let path = folder.path
    let faults = FirstWriteRefused()
    try await CommandLineSetup.withSandbox(deck: SampleRates.all, faults: faults) { address in
      var environment = CommandLineSetup.environment(address)
      environment["XDG_STATE_HOME"] = path
      let edit = ["-e", "rates | where type = MOBILE | set price_n *= 3", "--apply"]
      let held = await CommandLineSetup.run(edit, environment: environment)
      #expect(held.status == 3)
      let begun = await CommandLineSetup.run(
        edit + ["--max-price-change", "none", "--connections", "1"], environment: environment)
      #expect(begun.messages.contains("not applied"))
      let dry = await CommandLineSetup.run(["resume"], environment: environment)
      #expect(dry.status == 0, "\(dry)")
      #expect(dry.messages.contains("`rateql resume 1 --apply` finishes"))
      let config = try folder.file(
        "config.toml",
        "[profile.locked]\nurl = \"\(address.url)\"\nreadonly = true\n")
      var readOnly = environment
      for (name, value) in ["RATEQL_CONFIG": config, "RATEQL_PROFILE": "locked"] { readOnly[name] = value }
      for arguments in [["resume", "--apply"], ["--apply", "resume"], ["--apply", "undo"]] {
        let refused = await CommandLineSetup.run(arguments, environment: readOnly)
        #expect(refused.status == 3 && refused.messages.contains("read-only"), "\(arguments): \(refused)")
      }
      let finished = await CommandLineSetup.run(["resume", "--apply"], environment: environment)
      #expect(finished.status == 0, "\(finished)")
      let none = await CommandLineSetup.run(["resume"], environment: environment)
      #expect(none.status == 2)
    }
  }

  @Test("what was done before counts where nothing more can be done")
  func partial() async throws {
    let path = folder.path
    try await CommandLineSetup.withSandbox(deck: SampleRates.all, faults: FirstWriteRefused()) { address in
      let environment = CommandLineSetup.environment(address, state: path)
      let begun = await CommandLineSetup.run(
        [
          "-e", "rates | where type = MOBILE | set price_n += 5%\nbilling set enabled = true", "--apply",
          "--connections", "1", "--on-error", "continue",
        ], environment: environment)
      #expect(begun.status == 4, "\(begun)")
      let meddled = await CommandLineSetup.run(
        [
          "-e", "rates | where type = MOBILE | sort prefix | set description = \"of somebody else\"",
          "--apply",
        ], environment: CommandLineSetup.environment(address, state: path + "-other"))
      #expect(meddled.status == 0, "\(meddled)")
      let resumed = await CommandLineSetup.run(["resume", "--apply"], environment: environment)
      #expect(resumed.messages.contains("left alone"))
      #expect(resumed.messages.contains("not begun (not all rates were changed): billing"))
      #expect(resumed.status == 4, "\(resumed)")
    }
  }
}
