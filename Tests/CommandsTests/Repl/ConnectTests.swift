import Foundation
import Sandbox
import TestSupport
import Testing

@testable import Commands

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite("`.connect`", .serialized)
struct ConnectTests {
  /// Two PBXs with 5 and 7 rates, and the configuration file that names them.
  private func withTwo(
    _ body: @escaping @Sendable (SandboxAddress, SandboxAddress, [String: String]) async throws -> Void
  ) async throws {
    try await CommandLineSetup.withSandbox(rates: 5) { five in
      try await CommandLineSetup.withSandbox(rates: 7) { seven in
        let home = TemporaryFolder()
        defer { home.remove() }
        let file = try home.file(
          "config.toml",
          """
          default_profile = "five"
          [profile.five]
          url = "\(five.url)"
          token_file = "five.token"
          [profile.seven]
          url = "\(seven.url)"
          token_file = "seven.token"
          max_changes = 3
          readonly = true
          [profile.wrong]
          url = "\(seven.url)"
          user = "admin"
          domain = "sandbox.test"
          password_file = "wrong.password"
          [profile.without]
          url = "\(seven.url)"

          """)
        for (name, text) in [
          ("five.token", five.token), ("seven.token", seven.token), ("wrong.password", "hunter22"),
        ] {
          let file = try home.file(name, text)
          try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        }
        try await body(
          five, seven, ["RATEQL_CONFIG": file, "HOME": home.path])
      }
    }
  }

  /// A session of these lines.
  private func session(
    _ lines: [String], _ environment: [String: String], _ arguments: [String] = []
  ) async throws -> CommandResult {
    var ends: [Int32] = [-1, -1]
    try #require(pipe(&ends) == 0)
    let text = Array((lines.joined(separator: "\n") + "\n").utf8)
    try #require(write(ends[1], text, text.count) == text.count)
    close(ends[1])
    defer { close(ends[0]) }
    return await CommandLineSetup.run(arguments, environment: environment, input: ends[0])
  }

  @Test("goes on with another server, with its rails, without the names of the last; and back")
  func there() async throws {
    try await withTwo { _, _, environment in
      let result = try await session(
        [
          ".rows 3", "let x = rates", "print count(rates)", ".connect", ".connect seven",
          "print count(rates)",
          ".names", ".rows", ".rails", "rates | delete", ".connect", ".connect five", "print count(rates)",
        ], environment)
      #expect(result.status == 0)
      #expect(result.messages == "")
      let lines = result.output.split(separator: "\n").map(String.init)
      #expect(lines.prefix(2) == ["5", "five (here)"])
      let second = Array(lines.drop { $0 != "7" })
      #expect(second.prefix(3) == ["7", "No names yet: `let NAME = …` gives one.", "3"])
      #expect(second.contains { $0.hasPrefix("max-changes") && $0.hasSuffix("3") })
      #expect(second.contains("seven (here)"))
      #expect(lines.last == "5")
    }
  }

  @Test("stays where it is while edits are staged, and where the other does not let it in")
  func refused() async throws {
    try await withTwo { _, _, environment in
      let result = try await session(
        [
          ".begin", ".connect seven", ".rollback", ".connect sevn", ".connect wrong", ".connect without",
          "print count(rates)",
        ], environment)
      #expect(result.status == 0)
      let errors = result.messages.split(separator: "\n").filter { $0.hasPrefix("error: ") }
      #expect(errors.count == 4, "\(result.messages)")
      guard errors.count == 4 else { return }
      #expect(errors[0].contains("edits are staged: `.commit` or `.rollback` them, then `.connect`"))
      #expect(errors[1] == "error: there is no profile `sevn`; did you mean `seven`?")
      #expect(errors[2].contains("does not accept the user name, the password or the domain"))
      #expect(errors[3].contains("`rateql login --profile without` signs you in"))
      #expect(!result.messages.contains("hunter22"))
      #expect(result.output.hasSuffix("\n5\n"))
    }
  }

  @Test("what flags and variables say of the first server is not said to the next")
  func secrets() async throws {
    try await withTwo { five, _, environment in
      let environment = environment.merging(["RATEQL_URL": five.url, "RATEQL_TOKEN": five.token]) { $1 }
      let result = try await session(
        ["print count(rates)", ".connect without", ".connect seven", "print count(rates)"],
        environment, ["--connections", "3"])
      #expect(result.messages.contains("there is nothing to sign in with"))
      #expect(result.output.split(separator: "\n").filter { $0 == "5" || $0 == "7" } == ["5", "7"])
    }
  }

  @Test("without profiles it says so; a sandbox can be left")
  func none() async throws {
    let result = try await session([".connect", ".connect x"], [:], ["--sandbox"])
    #expect(result.output.contains("There are no profiles"))
    #expect(result.messages.contains("there is no profile `x`; the configuration file names none"))
    try await withTwo { _, _, environment in
      let left = try await session([".connect seven", "print count(rates)"], environment, ["--sandbox"])
      #expect(left.output.hasSuffix("7\n"))
    }
  }
}
