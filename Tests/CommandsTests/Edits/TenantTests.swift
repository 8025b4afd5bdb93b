import BulkEdit
import Sandbox
import TestSupport
import Testing

/// A plan and a run are for one tenant, with whatever the user signs in to it.
@Suite("Whose rates a plan and a run are for", .serialized)
struct TenantTests {
  private static let edit = ["-e", "rates | where prefix = \"44\" | set price_n += 5%"]
  private let folder = TemporaryFolder()

  /// A sign-in to the sandbox's one table.
  private enum SignIn {
    case password
    case token(domain: String?)
  }

  private static func environment(
    _ signIn: SignIn, _ address: SandboxAddress, _ state: String
  ) -> [String: String] {
    var environment = CommandLineSetup.environment(address, state: state)
    switch signIn {
    case .password:
      environment["RATEQL_TOKEN"] = nil
      environment["RATEQL_USER"] = "admin"
      environment["RATEQL_PASSWORD"] = "sandbox"
      environment["RATEQL_DOMAIN"] = "sandbox.test"
    case .token(let domain): environment["RATEQL_DOMAIN"] = domain
    }
    return environment
  }

  @Test("a saved plan goes to its tenant alone, and one whose tenant is not known says how to name it")
  func plans() async throws {
    let folder = folder
    try await CommandLineSetup.withSandbox(deck: SampleRates.all) { address in
      func run(_ arguments: [String], _ signIn: SignIn) async -> CommandResult {
        await CommandLineSetup.run(
          arguments, environment: TenantTests.environment(signIn, address, folder.path))
      }
      let plan = folder.file("named.plan")
      let made = await run(TenantTests.edit + ["--plan-out", plan], .password)
      #expect(made.status == 0, "\(made)")

      let other = await run(["apply", plan], .token(domain: "other.test"))
      #expect(other.status == 2, "\(other)")
      #expect(other.messages.contains("(tenant sandbox.test), and this is "), "\(other)")
      let unknown = await run(["apply", plan], .token(domain: nil))
      #expect(unknown.status == 2, "\(unknown)")
      for word in ["(tenant sandbox.test)", "--domain", "RATEQL_DOMAIN", "nothing was written"] {
        #expect(unknown.messages.contains(word), "\(word): \(unknown)")
      }
      // The flag says it too, and outranks the variable.
      let same = await run(["apply", plan, "--domain", "Sandbox.TEST"], .token(domain: "other.test"))
      #expect(same.status == 0, "\(same)")

      // What was made without a name is not taken for any tenant's.
      let unnamed = folder.file("unnamed.plan")
      #expect(await run(TenantTests.edit + ["--plan-out", unnamed], .token(domain: nil)).status == 0)
      let named = await run(["apply", unnamed], .token(domain: "sandbox.test"))
      #expect(named.status == 2 && named.messages.contains("--domain ''"), "\(named)")
      let asThen = await run(["apply", unnamed, "--domain", ""], .token(domain: "sandbox.test"))
      #expect(asThen.status == 0, "\(asThen)")
    }
  }

  @Test("undo and resume find the runs of their own tenant, whatever it was signed in to with")
  func runs() async throws {
    let folder = folder
    try await CommandLineSetup.withSandbox(deck: SampleRates.all) { address in
      func run(_ arguments: [String], _ signIn: SignIn) async -> CommandResult {
        await CommandLineSetup.run(
          arguments, environment: TenantTests.environment(signIn, address, folder.path))
      }
      let applied = await run(TenantTests.edit + ["--apply"], .token(domain: "sandbox.test"))
      #expect(applied.status == 0, "\(applied)")

      let other = await run(["undo"], .token(domain: "other.test"))
      #expect(other.status == 2 && other.messages.contains("nothing was applied to"), "\(other)")
      for arguments in [["undo"], ["undo", "1"], ["resume", "1"]] {
        let unknown = await run(arguments, .token(domain: nil))
        #expect(unknown.status == 2, "\(unknown)")
        #expect(
          unknown.messages.contains("run 1 was on ") && unknown.messages.contains("--domain"), "\(unknown)")
      }
      let same = await run(["undo", "--apply"], .password)
      #expect(same.status == 0 && same.messages.contains("Applied: 1 updated"), "\(same)")

      let unnamed = await run(TenantTests.edit + ["--apply"], .token(domain: nil))
      #expect(unnamed.status == 0, "\(unnamed)")
      #expect(await run(["undo", "3"], .password).status == 2)
      #expect(await run(["undo"], .token(domain: nil)).status == 0)
    }
  }

  @Test("one run at a time on a server, whatever the sign-in")
  func locked() async throws {
    let folder = folder
    try await CommandLineSetup.withSandbox(deck: SampleRates.all) { address in
      let somebody = RunTarget(server: address.url, tenant: "somebody.test", label: "pbx")
      let lock = try RunLock.acquire(
        folder: folder.file("rateql"), target: somebody, purpose: "apply march.rql")
      for signIn in [SignIn.password, .token(domain: nil), .token(domain: "sandbox.test")] {
        let held = await CommandLineSetup.run(
          TenantTests.edit + ["--apply"],
          environment: TenantTests.environment(signIn, address, folder.path))
        #expect(held.status == 1 && held.messages.contains("for apply march.rql"), "\(held)")
      }
      lock.release()
    }
  }
}
