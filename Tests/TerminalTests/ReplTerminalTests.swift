import Foundation
import TestSupport
import Testing

/// The real program in a pseudo-terminal.
@Suite("The REPL in a terminal", .serialized)
struct ReplTerminalTests {
  /// The program that was built beside the tests.
  static let program: String? = {
    let folder = Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }?
      .deletingLastPathComponent()
    let candidates = [folder, URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()]
    return candidates.compactMap { $0?.appendingPathComponent("rateql").path }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  private let home = TemporaryFolder()

  private func start(columns: Int = 100) throws -> PseudoTerminal {
    return try PseudoTerminal.start(
      try #require(ReplTerminalTests.program), arguments: ["--sandbox"],
      environment: ["HOME": home.path, "PATH": "/usr/bin:/bin"], columns: columns, rows: 40)
  }

  @Test("looks, refines, edits with preview, says no, says yes, looks again")
  func wholeJob() async throws {
    let terminal = try start()
    try await terminal.wait(for: "sandbox>", within: .seconds(60))
    try await terminal.send("rates | where prefix = \"44\" | select prefix, price_n\n")
    try await terminal.wait(for: "(1 row)", within: .seconds(30))
    try await terminal.send("| extend twice = price_n * 2\n")
    try await terminal.wait(for: "twice", within: .seconds(30))
    try await terminal.send("rates | where prefix = \"44\" | set price_n = 0.02345\n")
    try await terminal.wait(for: "Apply 1 update to sandbox? [y]es / [n]o", within: .seconds(30))
    try await terminal.send("n\n")
    try await terminal.wait(for: "Nothing was written.", within: .seconds(30))
    try await terminal.send("print count(rates | where price_n = 0.02345 and prefix = \"44\")\n")
    try await terminal.wait(until: "no such price") { $0.text.contains("\n0\n") }
    try await terminal.send("rates | where prefix = \"44\" | set price_n = 0.02345\n")
    try await terminal.wait(until: "the second question") { screen in
      screen.text.components(separatedBy: "Apply 1 update").count == 3
    }
    try await terminal.send("y\n")
    try await terminal.wait(for: "Applied: 1 updated.", within: .seconds(30))
    try await terminal.send("print count(rates | where price_n = 0.02345 and prefix = \"44\")\n")
    try await terminal.wait(until: "the new price") { $0.text.contains("\n1\n") }
    try await terminal.send(.control("d"))
    #expect(try await terminal.exitStatus(within: .seconds(30)) == .code(0))
  }

  @Test("stages edits, shows how many in the prompt, asks before it drops them, commits")
  func staging() async throws {
    let terminal = try start()
    try await terminal.wait(for: "sandbox>", within: .seconds(60))
    try await terminal.send("BEGIN;\n")
    try await terminal.wait(for: "sandbox [0 staged]>", within: .seconds(30))
    try await terminal.send("rates | where prefix = \"44\" | set price_n = 0.02345\n")
    try await terminal.wait(for: "Staged: 1 update.", within: .seconds(30))
    try await terminal.wait(for: "sandbox [1 staged]>", within: .seconds(30))
    try await terminal.send("print count(rates | where price_n = 0.02345 and prefix = \"44\")\n")
    try await terminal.wait(until: "the staged price") { $0.text.contains("\n1\n") }
    try await terminal.send(.control("d"))
    try await terminal.wait(for: "Drop them and end? [y]es / [n]o:", within: .seconds(30))
    try await terminal.send("n\n")
    try await terminal.send(".commit\n")
    try await terminal.wait(for: "Apply 1 update to sandbox? [y]es / [n]o", within: .seconds(30))
    try await terminal.send("y\n")
    try await terminal.wait(for: "Applied: 1 updated.", within: .seconds(30))
    try await terminal.send(.control("d"))
    #expect(try await terminal.exitStatus(within: .seconds(30)) == .code(0))
  }

  @Test("a sandbox of its own writes its token file and stops on SIGTERM")
  func sandbox() async throws {
    let token = home.file("token")
    let terminal = try PseudoTerminal.start(
      try #require(ReplTerminalTests.program),
      arguments: ["sandbox", "--rates", "10", "--token-file", token],
      environment: ["HOME": home.path, "PATH": "/usr/bin:/bin"], columns: 100, rows: 40)
    try await terminal.wait(for: "sandbox: http://127.0.0.1:", within: .seconds(60))
    #expect(try String(contentsOfFile: token, encoding: .utf8).count > 20)
    terminal.signal(SIGTERM)
    #expect(try await terminal.exitStatus(within: .seconds(30)) == .code(0))
  }

  @Test("Ctrl-C drops the line, a continued statement goes on, TAB completes, errors keep the session")
  func keys() async throws {
    let terminal = try start()
    try await terminal.wait(for: "sandbox>", within: .seconds(60))
    try await terminal.send("rates | whe")
    try await terminal.send(.tab)
    try await terminal.wait(for: "rates | where", within: .seconds(30))
    try await terminal.send(.control("c"))
    try await terminal.send("print 1 +\n")
    try await terminal.wait(for: "...>", within: .seconds(30))
    try await terminal.send("41\n")
    try await terminal.wait(until: "the sum") { $0.text.contains("\n42\n") }
    try await terminal.send("rates | where pric > 1\n")
    try await terminal.wait(for: "did you mean `price_1` or `price_n`?", within: .seconds(30))
    try await terminal.send("| take 1\n")
    try await terminal.wait(for: "there is none", within: .seconds(30))
    try await terminal.send(".explain rq2012\n")
    try await terminal.wait(for: "rates | where description is null", within: .seconds(30))
    try await terminal.send(".help +=\n")
    try await terminal.wait(for: "plus what follows", within: .seconds(30))
    try await terminal.send(".mode ndjson\n")
    try await terminal.send("rates | sort prefix | take 1 | select prefix\n")
    try await terminal.wait(for: "{\"prefix\":\"1\"}", within: .seconds(30))
    try await terminal.send(".quit\n")
    #expect(try await terminal.exitStatus(within: .seconds(30)) == .code(0))
  }
}
