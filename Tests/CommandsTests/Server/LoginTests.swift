import Foundation
import PBXClient
import Sandbox
import TestSupport
import Testing

@testable import Commands

@Suite("rateql login and logout", .serialized)
struct LoginTests {
  private let admin = ["--user", "admin", "--domain", "sandbox.test"]

  @discardableResult
  private func withHome<Result: Sendable>(
    _ body: @escaping @Sendable (SandboxAddress, TemporaryFolder, [String: String]) async throws -> Result
  ) async throws -> Result {
    var configuration = SandboxConfiguration()
    configuration.rates = 12
    return try await SandboxServer.whileServing(configuration) { address in
      let home = TemporaryFolder()
      defer { home.remove() }
      return try await body(address, home, ["HOME": home.path, "RATEQL_URL": address.url])
    }
  }

  private func kept(_ home: TemporaryFolder) throws -> [String] {
    let folder = home.file(".local/state/rateql/sign-ins")
    guard FileManager.default.fileExists(atPath: folder) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }
      .map { "\(folder)/\($0)" }
  }

  private func login(
    _ arguments: [String], _ environment: [String: String], password: String = "sandbox"
  ) async -> CommandResult {
    await CommandLineSetup.run(
      ["login"] + arguments, environment: environment.merging(["RATEQL_PASSWORD": password]) { $1 })
  }

  @Test("signs in once for all later commands; the file is private and holds no password")
  func whole() async throws {
    try await withHome { address, home, environment in
      let before = await CommandLineSetup.run(["-e", "rates"], environment: environment)
      #expect(before.status == 5)
      #expect(before.messages.contains("`rateql login` signs you in"))

      let result = await login(admin, environment)
      #expect(result.status == 0, "\(result.messages)")
      #expect(result.messages.contains("signed in to 127.0.0.1:\(address.port) as admin (sandbox.test)"))
      let files = try kept(home)
      #expect(files.count == 1)
      let file = try #require(files.first)
      #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
      let folder = String(file[..<(try #require(file.lastIndex(of: "/")))])
      #expect(try FileManager.default.attributesOfItem(atPath: folder)[.posixPermissions] as? Int == 0o700)
      let text = try String(contentsOfFile: file, encoding: .utf8)
      #expect(!text.contains("\"sandbox\"") && text.contains("refresh_token"))

      let counted = await CommandLineSetup.run(["-e", "print count(rates)"], environment: environment)
      #expect(counted.output == "12\n" && counted.messages == "")
      // It is the tenant's journal as with the password.
      let applied = await CommandLineSetup.run(
        ["-e", "billing set enabled = true", "--apply"], environment: environment)
      #expect(applied.status == 0, "\(applied.messages)")

      let out = await CommandLineSetup.run(["logout"], environment: environment)
      #expect(out.status == 0 && out.messages.contains("signed out of"))
      try #expect(kept(home).isEmpty)
      // The server knows its tokens no more.
      let token = try #require(text.firstMatch(of: /"access_token" *: *"([^"]+)"/)?.1)
      let old = await CommandLineSetup.run(
        ["-e", "rates"], environment: environment.merging(["RATEQL_TOKEN": String(token)]) { $1 })
      #expect(old.status == 5)
      let again = await CommandLineSetup.run(["logout"], environment: environment)
      #expect(again.status == 0 && again.messages.contains("no sign-in"))
      #expect(await CommandLineSetup.run(["-e", "rates"], environment: environment).status == 5)
    }
  }

  @Test("a wrong password is asked once, told, and not kept; without a terminal nothing is asked")
  func refused() async throws {
    try await withHome { _, home, environment in
      let wrong = await login(admin, environment, password: "hunter22")
      #expect(wrong.status == 5)
      #expect(!wrong.messages.contains("hunter22") && !wrong.output.contains("hunter22"))
      try #expect(kept(home).isEmpty)
      for arguments in [["login"] + admin, ["login", "--user", "admin"], ["login"]] {
        let silent = await CommandLineSetup.run(arguments, environment: environment)
        #expect(silent.status == 2 && silent.messages.contains("asks at a terminal"))
      }
    }
    let home = TemporaryFolder()
    defer { home.remove() }
    let nowhere = await CommandLineSetup.run(["login"], environment: ["HOME": home.path])
    #expect(nowhere.status == 2 && nowhere.messages.contains("needs a server"))
    let homeless = await CommandLineSetup.run(["login", "--url", "http://127.0.0.1:1"])
    #expect(homeless.status == 1 && homeless.messages.contains("no place to keep a sign-in"))
    let away = await login(admin, ["HOME": home.path, "RATEQL_URL": "http://127.0.0.1:1"])
    #expect(away.status == 6)
  }

  @Test("what runs out is renewed and kept, by many commands at once")
  func renewed() async throws {
    try await withHome { _, home, environment in
      #expect(await login(admin, environment).status == 0)
      let file = try #require(try kept(home).first)
      let first = try String(contentsOfFile: file, encoding: .utf8)
      // As if its time was over: the refresh token is good once.
      try first.replacing(/"expires" *: *"[^"]+"/, with: "\"expires\" : \"2020-01-01T00:00:00Z\"")
        .write(toFile: file, atomically: true, encoding: .utf8)
      await withTaskGroup(of: CommandResult.self) { group in
        for _ in 0..<6 {
          group.addTask {
            await CommandLineSetup.run(["-e", "print count(rates)"], environment: environment)
          }
        }
        for await result in group { #expect(result.output == "12\n", "\(result.messages)") }
      }
      let second = try String(contentsOfFile: file, encoding: .utf8)
      #expect(second != first)
      #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
      // Tokens that nobody knows: that is told, with what to do.
      try second.replacing(/_token" *: *"[^"]+"/, with: "_token\" : \"0123456789\"")
        .write(toFile: file, atomically: true, encoding: .utf8)
      let over = await CommandLineSetup.run(["-e", "rates"], environment: environment)
      #expect(over.status == 5)
      #expect(over.messages.contains("has run out") && over.messages.contains("`rateql login`"))
      #expect(!over.messages.contains("0123456789"))
      // A configured password signs in instead, and mends what is kept.
      let mended = await CommandLineSetup.run(
        ["-e", "print count(rates)"],
        environment: environment.merging([
          "RATEQL_USER": "admin", "RATEQL_PASSWORD": "sandbox", "RATEQL_DOMAIN": "sandbox.test",
        ]) { $1 })
      #expect(mended.output == "12\n")
      #expect(await CommandLineSetup.run(["-e", "rates"], environment: environment).status == 0)
    }
  }

  @Test("profiles have sign-ins of their own, and several users of one server are told apart")
  func profiles() async throws {
    try await withHome { address, home, environment in
      let configuration = try home.file(
        "config.toml",
        """
        [profile.full]
        url = "\(address.url)"
        user = "admin"
        domain = "sandbox.test"
        [profile.look]
        url = "\(address.url)"
        user = "viewer"
        domain = "sandbox.test"
        [profile.other]
        url = "http://127.0.0.1:1"

        """)
      let environment = ["HOME": home.path, "RATEQL_CONFIG": configuration]
      let edit = ["-e", "rates | sort prefix | take 1 | set description = \"x\"", "--apply"]
      let missing = await CommandLineSetup.run(["--profile", "look"] + edit, environment: environment)
      #expect(missing.status == 5)
      #expect(missing.messages.contains("`rateql login --profile look` signs you in"))
      #expect(await login(["--profile", "full"], environment).status == 0)
      #expect(await login(["--profile", "look"], environment).status == 0)
      try #expect(kept(home).count == 2)
      let viewed = await CommandLineSetup.run(["--profile", "look"] + edit, environment: environment)
      #expect(viewed.status == 5 && viewed.messages.contains("Billing.FullAccess"))
      let applied = await CommandLineSetup.run(["--profile", "full"] + edit, environment: environment)
      #expect(applied.status == 0, "\(applied.messages)")
      // What is kept for one server is not for another.
      let other = await CommandLineSetup.run(["--profile", "other", "-e", "rates"], environment: environment)
      #expect(other.status == 5)
      // Without a profile it can't be told which of them is meant.
      let url = ["HOME": home.path, "RATEQL_URL": address.url]
      let both = await CommandLineSetup.run(["-e", "rates"], environment: url)
      #expect(both.status == 2)
      #expect(both.messages.contains("admin (sandbox.test), viewer (sandbox.test)"))
      let named = await CommandLineSetup.run(
        ["-e", "print 1"], environment: url.merging(["RATEQL_USER": "viewer"]) { $1 })
      #expect(named.status == 0)
      #expect(
        await CommandLineSetup.run(["logout", "--profile", "look"], environment: environment).status == 0)
      try #expect(kept(home).count == 1)
      #expect(await CommandLineSetup.run(["-e", "print count(rates)"], environment: url).output == "12\n")
    }
  }

  @Test("signing out of a server that is gone forgets the sign-in all the same")
  func gone() async throws {
    let home = TemporaryFolder()
    defer { home.remove() }
    let url = try await withHome { address, _, environment in
      #expect(await login(admin, ["HOME": home.path, "RATEQL_URL": address.url]).status == 0)
      return address.url
    }
    let result = await CommandLineSetup.run(
      ["logout"], environment: ["HOME": home.path, "RATEQL_URL": url])
    #expect(result.status == 6)
    #expect(result.messages.contains("forgotten here, but not ended there"))
    try #expect(kept(home).isEmpty)
  }

  @Test("--trace shows requests and answers, and none of their secrets")
  func trace() async throws {
    try await withHome { address, home, environment in
      let result = await CommandLineSetup.run(
        ["login", "--trace"] + admin, environment: environment.merging(["RATEQL_PASSWORD": "sandbox"]) { $1 })
      #expect(result.status == 0)
      #expect(result.messages.contains("#1 > POST /api/login\n"))
      #expect(
        // The domain has the password's word in it.
        result.messages.contains("{\"username\":\"admin\",\"password\":\"•••\",\"domain\":\"•••.test\"}"))
      #expect(result.messages.contains(/#1 < 200 after \d+ ms\n/))
      let file = try #require(try kept(home).first)
      let text = try String(contentsOfFile: file, encoding: .utf8)
      let tokens = text.matches(of: /_token" *: *"([^"]+)"/).map { String($0.1) }
      #expect(tokens.count == 2)
      let used = await CommandLineSetup.run(
        ["--trace", "-e", "print count(rates | where prefix = \"44\")"], environment: environment)
      #expect(used.output == "1\n")
      #expect(used.messages.contains("#1 > GET /api/call_rates?"))
      #expect(used.messages.contains("authorization: Bearer •••"))
      let json = await CommandLineSetup.run(
        ["--trace", "--diagnostics", "json", "-e", "print count(rates)"], environment: environment)
      for line in json.messages.split(separator: "\n") { #expect(line.hasPrefix("{")) }
      #expect(json.messages.contains("GET /api/call_rates?"))
      let out = await CommandLineSetup.run(["logout", "--trace"], environment: environment)
      #expect(out.messages.contains("POST /api/login/oauth/revoke"))
      for shown in [result, used, json, out] {
        for secret in tokens + [address.token] { #expect(!shown.messages.contains(secret)) }
      }
      let sandbox = await CommandLineSetup.run(
        ["--sandbox", "--trace", "-e", "print count(rates)"], environment: ["HOME": home.path])
      #expect(sandbox.messages.contains("#1 > GET /api/call_rates?"))
    }
  }

  @Test("a proxy of the environment is asked, and its password is in no message")
  func proxy() async throws {
    let home = TemporaryFolder()
    defer { home.remove() }
    let environment = [
      "HOME": home.path, "RATEQL_URL": "https://pbx.test:8887", "RATEQL_TOKEN": "t",
      "HTTPS_PROXY": "http://me:hunter22@127.0.0.1:1",
    ]
    let away = await CommandLineSetup.run(["--trace", "-e", "rates"], environment: environment)
    #expect(away.status == 6)
    #expect(away.messages.contains("through the proxy 127.0.0.1:1"))
    #expect(!away.messages.contains("hunter22"))
    let wrong = await CommandLineSetup.run(
      ["-e", "rates"], environment: environment.merging(["https_proxy": "ftp://me:hunter22@x"]) { $1 })
    #expect(wrong.status == 2)
    #expect(wrong.messages.contains("https_proxy is not the address") && !wrong.messages.contains("hunter22"))
    // What runs on this machine is not asked through it.
    try await CommandLineSetup.withSandbox(rates: 12) { address in
      let here = await CommandLineSetup.run(
        ["-e", "print count(rates)"],
        environment: CommandLineSetup.environment(address).merging(["HTTP_PROXY": "http://127.0.0.1:1"]) {
          $1
        })
      #expect(here.output == "12\n")
    }
  }
}
