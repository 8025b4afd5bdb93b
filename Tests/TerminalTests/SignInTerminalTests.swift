import Foundation
import TestSupport
import Testing

/// Signing in at a terminal, with the real program and the real sandbox.
@Suite("Signing in at a terminal", .serialized)
struct SignInTerminalTests {
  private struct Place {
    let home: TemporaryFolder
    let sandbox: PseudoTerminal
    let environment: [String: String]
    let program: String

    func start(_ arguments: [String]) throws -> PseudoTerminal {
      try PseudoTerminal.start(
        program, arguments: arguments, environment: environment, columns: 100, rows: 40)
    }
  }

  /// A sandbox that serves, and a home whose profile `lab` names it.
  private func place() async throws -> Place {
    let home = TemporaryFolder()
    let program = try #require(ReplTerminalTests.program)
    var environment = ["HOME": home.path, "PATH": "/usr/bin:/bin"]
    let sandbox = try PseudoTerminal.start(
      program, arguments: ["sandbox", "--rates", "10"], environment: environment, columns: 100, rows: 40)
    try await sandbox.wait(for: "sandbox: http://127.0.0.1:", within: .seconds(60))
    let url = try #require(sandbox.screen.text.firstMatch(of: /http:\/\/127\.0\.0\.1:\d+/)).0
    environment["RATEQL_CONFIG"] = try home.file("config.toml", "[profile.lab]\nurl = \"\(url)\"\n")
    return Place(home: home, sandbox: sandbox, environment: environment, program: program)
  }

  @Test("asks for what is missing, and does not show the password")
  func login() async throws {
    let place = try await place()
    let terminal = try place.start(["login", "--profile", "lab"])
    try await terminal.wait(for: "User name on 127.0.0.1:", within: .seconds(60))
    try await terminal.send("admin\n")
    try await terminal.wait(for: "Domain (the tenant's SIP domain):", within: .seconds(30))
    try await terminal.send("sandbox.test\n")
    try await terminal.wait(for: "Password of admin:", within: .seconds(30))
    try await terminal.send("sandbox\n")
    try await terminal.wait(for: "signed in to", within: .seconds(30))
    #expect(try await terminal.exitStatus(within: .seconds(30)) == .code(0))
    let lines = terminal.screen.text.split(separator: "\n")
    // Shown are the user and the domain as they were typed, of the password nothing.
    #expect(lines.first?.hasSuffix(": admin") == true)
    #expect(lines.contains("Password of admin:"), "\(terminal.screen.text)")

    // Signed in from then on, also in a session, which may go from a sandbox of its own to the profile's server.
    let session = try place.start(["--sandbox"])
    try await session.wait(for: "sandbox>", within: .seconds(60))
    try await session.send(".connect lab\n")
    try await session.wait(for: "Now on 127.0.0.1:", within: .seconds(60))
    try await session.wait(until: "the prompt of the other server") {
      $0.text.contains(/\n127\.0\.0\.1:\d+>/)
    }
    try await session.send("print count(rates)\n")
    try await session.wait(until: "its rates") { $0.text.contains("\n10\n") }
    try await session.send(.control("d"))
    #expect(try await session.exitStatus(within: .seconds(30)) == .code(0))
    place.sandbox.signal(SIGTERM)
  }

  @Test("Ctrl-C at the password ends it, and the terminal shows what is typed again")
  func interrupted() async throws {
    let place = try await place()
    let terminal = try place.start([
      "login", "--profile", "lab", "--user", "admin", "--domain", "sandbox.test",
    ])
    try await terminal.wait(for: "Password of admin:", within: .seconds(60))
    try await terminal.send("half a pass")
    try await terminal.send(.control("c"))
    #expect(try await terminal.exitStatus(within: .seconds(30)) == .code(130))
    #expect(!terminal.screen.text.contains("half"))
    place.sandbox.signal(SIGTERM)
  }

  @Test("a wrong password is told with exit code 5, and is on no screen")
  func wrong() async throws {
    let place = try await place()
    let terminal = try place.start([
      "login", "--profile", "lab", "--user", "admin", "--domain", "sandbox.test",
    ])
    try await terminal.wait(for: "Password of admin:", within: .seconds(60))
    try await terminal.send("hunter22\n")
    #expect(try await terminal.exitStatus(within: .seconds(30)) == .code(5))
    #expect(terminal.screen.text.contains("does not accept the user name, the password or the domain"))
    #expect(!terminal.screen.text.contains("hunter22"))
    place.sandbox.signal(SIGTERM)
  }
}
