import Foundation
import TestSupport
import Testing

@testable import Commands

@Suite("The tenant that settings name")
struct TenantChoiceTests {
  private let folder = TemporaryFolder()

  /// What the settings come to, with `profile` as the profile `lab`.
  private func tenant(
    _ profile: String, _ variables: [String: String] = [:], _ change: (inout ServerOptions) -> Void = { _ in }
  ) throws -> String? {
    try folder.file("lab.token", "token-of-lab\n")
    try folder.file("other.token", "another-token\n")
    var environment = variables
    environment["RATEQL_CONFIG"] = try folder.file(
      "config.toml",
      "default_profile = \"lab\"\n[profile.lab]\nurl = \"https://pbx.example.com\"\n\(profile)\n")
    var options = try ServerOptions.parse([])
    change(&options)
    guard case .pbx(_, let tenant) = try ServerSettings.resolve(options, environment).server else {
      Issue.record("it is no server")
      return nil
    }
    return tenant
  }

  @Test("of a token: the flag, then the environment, then the profile")
  func order() throws {
    let token = "token_file = \"lab.token\""
    #expect(try tenant(token) == nil)
    #expect(try tenant(token + "\ndomain = \"Lab.Test \"") == "lab.test")
    #expect(try tenant(token, ["RATEQL_DOMAIN": "env.test"]) == "env.test")
    #expect(try tenant(token + "\ndomain = \"lab.test\"", ["RATEQL_DOMAIN": "env.test"]) == "env.test")
    #expect(
      try tenant(token, ["RATEQL_DOMAIN": "env.test"]) { $0.domain = "flag.test" } == "flag.test")
    // An empty flag says that it is not named.
    #expect(try tenant(token, ["RATEQL_DOMAIN": "env.test"]) { $0.domain = "" } == nil)
    // Without a sign-in of its own the profile says of any token whose it is.
    #expect(try tenant("domain = \"lab.test\"", ["RATEQL_TOKEN": "t"]) == "lab.test")
  }

  @Test("of a token: a domain beside another sign-in says nothing of it")
  func beside() throws {
    let lab = "token_file = \"lab.token\"\ndomain = \"lab.test\""
    #expect(try tenant(lab, ["RATEQL_TOKEN": "t"]) == nil)
    #expect(try tenant(lab, ["RATEQL_TOKEN": "t", "RATEQL_DOMAIN": "env.test"]) == "env.test")
    let other = folder.file("other.token")
    #expect(try tenant(lab) { $0.tokenFile = other } == nil)
    #expect(try tenant(lab, ["RATEQL_DOMAIN": "env.test"]) { $0.tokenFile = other } == "env.test")
    #expect(
      try tenant(lab, ["RATEQL_TOKEN": "t", "RATEQL_DOMAIN": "env.test"]) { $0.tokenFile = other } == nil)
    // A profile that was named brings its own token, and with it the domain.
    #expect(
      try tenant(lab, ["RATEQL_TOKEN": "t", "RATEQL_DOMAIN": "env.test"]) { $0.profile = "lab" } == "lab.test"
    )
    #expect(try tenant(lab, ["RATEQL_DOMAIN": "env.test"]) { $0.profile = "lab" } == "lab.test")
    #expect(
      try tenant("token_file = \"lab.token\"", ["RATEQL_TOKEN": "t", "RATEQL_DOMAIN": "env.test"]) {
        $0.profile = "lab"
      } == nil)
  }

  @Test("of a user: what is signed in with")
  func user() throws {
    let lab = "user = \"ann\"\ndomain = \"Lab.Test\""
    let password = ["RATEQL_PASSWORD": "secret"]
    #expect(try tenant(lab, password) == "lab.test")
    #expect(try tenant(lab, password.merging(["RATEQL_DOMAIN": "env.test"]) { $1 }) == "env.test")
    #expect(try tenant(lab, password) { $0.domain = "flag.test" } == "flag.test")
    #expect(try tenant(lab, password) { $0.domain = "" } == "lab.test")
    #expect(try tenant(lab, password.merging(["RATEQL_USER": "eve"]) { $1 }) == "lab.test")
    #expect(throws: CommandFailure.self) { try tenant("user = \"ann\"", password) }
  }
}
