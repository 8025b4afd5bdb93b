import Foundation
import Rendering
import Sandbox
import TestSupport
import Testing

@testable import Commands

@Suite("rateql trust", .serialized)
struct TrustTests {
  /// A sandbox behind TLS, and the environment of somebody who has never been there.
  private func overTLS(
    _ certificate: TestCertificate = .selfSigned,
    _ body: @escaping @Sendable (LoopbackFront, TemporaryFolder, [String: String]) async throws -> Void
  ) async throws {
    try await CommandLineSetup.withSandbox(rates: 12) { address in
      try await LoopbackFront.run(.tls(certificate), before: address.port) { front in
        let home = TemporaryFolder()
        defer { home.remove() }
        try await body(
          front, home,
          ["HOME": home.path, "RATEQL_URL": "https://127.0.0.1:\(front.port)", "RATEQL_TOKEN": address.token])
      }
    }
  }

  private func sha(_ certificate: TestCertificate) -> String { "sha256:" + certificate.fingerprint }

  @Test("a self-signed PBX is refused, then trusted by its fingerprint, for every command")
  func whole() async throws {
    try await overTLS { front, home, environment in
      let server = "127.0.0.1:\(front.port)"
      let refused = await CommandLineSetup.run(["-e", "print count(rates)"], environment: environment)
      #expect(refused.status == 6)
      #expect(refused.messages.contains("`rateql trust \(server)` shows it and asks"))

      let silent = await CommandLineSetup.run(["trust", server], environment: environment)
      #expect(silent.status == 2)
      #expect(silent.output.contains("fingerprint  \(sha(.selfSigned))"))
      #expect(silent.output.contains("subject      CN=pbx.test, O=\"RateQL tests, known to everybody\""))
      #expect(silent.output.contains("issuer       itself: it is self-signed"))
      #expect(silent.output.contains("for          pbx.test, 127.0.0.1, 0:0:0:0:0:0:0:1"))
      #expect(silent.output.contains("valid        2020-01-01 to 2120-01-01\n"))
      #expect(silent.messages.contains("--fingerprint"))

      let wrong = await CommandLineSetup.run(
        ["trust", server, "--fingerprint", sha(.successor)], environment: environment)
      #expect(wrong.status == 3)
      #expect(wrong.messages.contains(sha(.successor)) && wrong.messages.contains(sha(.selfSigned)))
      #expect(await CommandLineSetup.run(["-e", "rates"], environment: environment).status == 6)

      let trusted = await CommandLineSetup.run(
        ["trust", "--fingerprint", sha(.selfSigned).lowercased()], environment: environment)
      #expect(trusted.status == 0)
      let file = home.file(".local/state/rateql/certificates.json")
      let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
      #expect(mode == 0o600)
      let counted = await CommandLineSetup.run(["-e", "print count(rates)"], environment: environment)
      #expect(counted.output == "12\n")
      #expect(counted.messages == "")
      let exported = await CommandLineSetup.run(["export", "-o", "-"], environment: environment)
      #expect(exported.status == 0)

      let list = await CommandLineSetup.run(["trust", "--list", "--format", "csv"], environment: environment)
      #expect(list.output.contains(server) && list.output.contains(sha(.selfSigned)))
      #expect(list.output.contains("2120-01-01"))

      // Another certificate than the one that was trusted.
      front.become(.tls(.successor))
      let changed = await CommandLineSetup.run(["-e", "rates"], environment: environment)
      #expect(changed.status == 6)
      #expect(changed.messages.contains("trusted is \(sha(.selfSigned)), shown is \(sha(.successor))"))
      #expect(changed.messages.contains("`rateql trust \(server)`"))

      let removed = await CommandLineSetup.run(["trust", "--remove", server], environment: environment)
      #expect(removed.status == 0)
      #expect(
        await CommandLineSetup.run(["trust", "--remove", server], environment: environment).status == 2)
      #expect(await CommandLineSetup.run(["-e", "rates"], environment: environment).status == 6)
      let empty = await CommandLineSetup.run(["trust", "--list"], environment: environment)
      #expect(empty.status == 0 && empty.output == "")
    }
  }

  @Test(
    "at a terminal it asks, and only a yes counts",
    arguments: [("y\n", 0), ("YES\n", 0), ("n\n", 3), ("\n", 3), ("\u{4}", 3), ("yo\n", 3)]
      as [(String, Int32)])
  func question(_ typed: String, _ status: Int32) async throws {
    try await overTLS { front, _, environment in
      let terminal = try PseudoTerminal()
      try await terminal.send(typed)
      let result = await CommandLineSetup.run(
        ["trust", "127.0.0.1:\(front.port)"], environment: environment, input: terminal.programSide)
      #expect(result.status == status)
      #expect(result.messages.contains("Trust this certificate for 127.0.0.1:\(front.port)? [y]es / [n]o: "))
      let list = await CommandLineSetup.run(["trust", "--list"], environment: environment)
      #expect(list.output.isEmpty == (status != 0))
    }
  }

  @Test("one that has changed is asked about with a warning; the same again is no question")
  func changed() async throws {
    try await overTLS { front, _, environment in
      let server = "127.0.0.1:\(front.port)"
      _ = await CommandLineSetup.run(
        ["trust", server, "--fingerprint", sha(.selfSigned)], environment: environment)
      let terminal = try PseudoTerminal()
      let same = await CommandLineSetup.run(
        ["trust", server], environment: environment, input: terminal.programSide)
      #expect(same.status == 0 && same.messages.contains("trusted already"))
      front.become(.tls(.expired))
      try await terminal.send("y\n")
      let other = await CommandLineSetup.run(
        ["trust", server], environment: environment, input: terminal.programSide)
      #expect(other.status == 0)
      #expect(other.messages.contains("warning: until now another certificate of \(server) was trusted"))
      #expect(other.output.contains("valid        2010-01-01 to 2011-01-01, run out\n"))
      let counted = await CommandLineSetup.run(["-e", "print count(rates)"], environment: environment)
      #expect(counted.output == "12\n")
    }
  }

  @Test("--insecure warns each time, and says what is better; --cacert comes before a pin")
  func flags() async throws {
    try await overTLS { front, _, environment in
      for _ in 0..<2 {
        let result = await CommandLineSetup.run(
          ["--insecure", "-e", "print count(rates)"], environment: environment)
        #expect(result.output == "12\n")
        #expect(
          result.messages.hasPrefix("warning: the certificate of 127.0.0.1:\(front.port) is not verified"))
      }
      let json = await CommandLineSetup.run(
        ["--insecure", "--diagnostics", "json", "-e", "print 1"], environment: environment)
      #expect(json.messages.contains("\"severity\":\"warning\""))
      let own = await CommandLineSetup.run(
        ["--cacert", TestCertificate.selfSigned.path, "-e", "print count(rates)"], environment: environment)
      #expect(own.output == "12\n" && own.messages == "")
      let other = await CommandLineSetup.run(
        ["--cacert", TestCertificate.authorityPath, "-e", "rates"], environment: environment)
      #expect(other.status == 6)
      let missing = await CommandLineSetup.run(
        ["--cacert", "/nowhere.pem", "-e", "rates"], environment: environment)
      #expect(missing.status == 2)
    }
  }

  @Test("a pin comes before what the profile says")
  func profile() async throws {
    try await overTLS { front, home, environment in
      let file = try home.file(
        "config.toml",
        """
        default_profile = "lab"
        [profile.lab]
        url = "https://127.0.0.1:\(front.port)"
        insecure = true

        """)
      var environment = environment
      environment["RATEQL_URL"] = nil
      environment["RATEQL_CONFIG"] = file
      let before = await CommandLineSetup.run(["-e", "print count(rates)"], environment: environment)
      #expect(before.output == "12\n" && before.messages.hasPrefix("warning: "))
      _ = await CommandLineSetup.run(
        ["trust", "--fingerprint", sha(.selfSigned)], environment: environment)
      let after = await CommandLineSetup.run(["-e", "print count(rates)"], environment: environment)
      #expect(after.output == "12\n" && after.messages == "")
      front.become(.tls(.successor))
      #expect(await CommandLineSetup.run(["-e", "rates"], environment: environment).status == 6)
    }
  }

  @Test("a file of pins that is damaged is told, not forgotten")
  func damaged() async throws {
    try await overTLS { front, home, environment in
      _ = await CommandLineSetup.run(
        ["trust", "--fingerprint", sha(.selfSigned)], environment: environment)
      try home.file(".local/state/rateql/certificates.json", "[{")
      let result = await CommandLineSetup.run(["-e", "rates"], environment: environment)
      #expect(result.status == 1)
      #expect(result.messages.contains("certificates.json is not as this program wrote it"))
    }
  }

  @Test(
    "names of servers",
    arguments: [
      ("pbx.test", "pbx.test:8887"), ("PBX.test:443", "pbx.test:443"), ("10.1.2.3", "10.1.2.3:8887"),
      ("[::1]:8900", "[::1]:8900"), ("::1", "[::1]:8887"), ("[2001:db8::1]", "[2001:db8::1]:8887"),
      ("https://pbx.test/api", "pbx.test:443"), ("https://pbx.test:8887", "pbx.test:8887"),
      ("http://pbx.test", nil), ("a b", nil), ("", nil), ("pbx.test:x", nil),
      ("pbx.test/api", nil),
    ] as [(String, String?)])
  func names(_ text: String, _ authority: String?) {
    let address = try? TrustCommand.address(text)
    #expect(address?.authority == authority)
  }

  @Test("a server that is not there, and wrong command lines")
  func failures() async throws {
    let home = TemporaryFolder()
    defer { home.remove() }
    let environment = ["HOME": home.path]
    #expect(await CommandLineSetup.run(["trust", "127.0.0.1:1"], environment: environment).status == 6)
    for arguments in [
      ["trust"], ["trust", "x", "--list"], ["trust", "x", "--remove", "y"],
      ["trust", "127.0.0.1:1", "--fingerprint", "abc"], ["-e", "rates", "trust", "x"],
    ] {
      let result = await CommandLineSetup.run(arguments, environment: environment)
      #expect(result.status == 2, "\(arguments): \(result.messages)")
    }
    #expect(await CommandLineSetup.run(["trust", "x"]).status == 1)
  }
}
