import Foundation
import PBXClient
import Sandbox
import Synchronization
import TestSupport
import Testing

@testable import Commands

@Suite("rateql doctor")
struct DoctorTests {
  /// Takes note of what is asked.
  private final class Witness: FaultPlan {
    let seen = Mutex<Set<String>>([])

    func before(_ request: FaultRequest, _ table: FaultTable) async {
      seen.withLock { _ = $0.insert(request.method) }
    }
  }

  @Test("tells of a server that keeps to the contract, and only reads")
  func sandbox() async throws {
    let (witness, home) = (Witness(), TemporaryFolder())
    defer { home.remove() }
    try await CommandLineSetup.withSandbox(rates: 300, faults: witness) { address in
      let environment = CommandLineSetup.environment(address, state: home.path)
      let result = await CommandLineSetup.run(["doctor"], environment: environment)
      #expect(result.status == 0)
      #expect(result.messages == "")
      #expect(witness.seen.withLock { $0 } == ["GET"])
      #expect(!result.output.contains(address.token))
      let lines = result.output.split(separator: "\n").map(String.init)
      for line in [
        "  ok       TLS                 none, on this machine",
        "  ok       credentials         accepted: a token",
        "  ok       role                admin, Billing.FullAccess",
        "  ok       rates               300",
        "  ok       count               as many rates as there are",
        "  ok       numbers             sent as numbers",
        "  ok       connect_fee         shown where a rate is read by its id",
        "  ok       prefix              eq, ne, lt, le, gt, ge, startswith, endswith, contains",
        "  ok       price_n             eq, ne, lt, le, gt, ge",
        "  ok       joined by           and, or",
        "  ok       two fields          the second where the first is the same",
      ] { #expect(lines.contains(line)) }
      // The sandbox's framework takes the time once a second, and later where the machine has much to do.
      #expect(lines.contains { $0.hasPrefix("  ok       difference          ") })
      #expect(
        lines.contains { $0.hasPrefix("  ok       32 connections") && $0.hasSuffix("pages of 100 a second") })
      #expect(lines.last?.hasSuffix("requests, nothing written.") == true)

      // What was tried is known to the next command.
      let table = await CommandLineSetup.run(["doctor", "--format", "csv"], environment: environment)
      #expect(table.output.hasPrefix("part,subject,verdict,finding\n"))
      #expect(table.output.contains("\nlist,rates,ok,300\n"))
      let servers = try FileManager.default.contentsOfDirectory(atPath: home.file("rateql/servers"))
      #expect(servers.count == 1)
    }
  }

  @Test("tells what keeps it from a server, with the exit code of that")
  func failures() async throws {
    try await CommandLineSetup.withSandbox(rates: 3) { address in
      let denied = await CommandLineSetup.run(
        ["doctor", "--url", address.url], environment: ["RATEQL_TOKEN": "not-a-token-of-it"])
      #expect(denied.status == 5)
      #expect(denied.output.contains("\nsign-in\n  wrong    credentials  "))
      #expect(denied.output.contains("\nIt could not be examined to the end.\n"))
      #expect(!denied.output.contains("not-a-token-of-it"))
    }
    let gone = await CommandLineSetup.run(
      ["doctor", "--url", "http://127.0.0.1:1"], environment: ["RATEQL_TOKEN": "t"])
    #expect(gone.status == 6)
    #expect(gone.output.contains("  wrong    server  cannot reach 127.0.0.1:1: the connection is refused"))
  }

  @Test("a table without rates is told, not guessed about")
  func empty() async throws {
    try await CommandLineSetup.withSandbox(rates: 0) { address in
      let result = await CommandLineSetup.run(
        ["doctor"], environment: CommandLineSetup.environment(address))
      #expect(result.status == 0)
      #expect(result.output.contains("unknown  filter"))
      #expect(result.output.contains("there are no rates to try them on"))
    }
  }
}
