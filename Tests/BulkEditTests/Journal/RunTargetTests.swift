import Testing

@testable import BulkEdit

@Suite("Targets that differ")
struct RunTargetTests {
  private let acme = RunTarget(server: "https://pbx:8887/api", tenant: "acme.test", label: "pbx")
  private let other = RunTarget(server: "https://pbx:8887/api", tenant: "other.test", label: "pbx")
  private let unknown = RunTarget(server: "https://pbx:8887/api", tenant: nil, label: "pbx")
  private let elsewhere = RunTarget(server: "https://lab:8887/api", tenant: nil, label: "lab")

  @Test("say both, and how to name a tenant where one of them does not")
  func texts() {
    #expect(
      acme.difference(from: other)
        == "https://pbx:8887/api (tenant acme.test), and this is https://pbx:8887/api (tenant other.test)")
    #expect(
      acme.difference(from: elsewhere)
        == "https://pbx:8887/api (tenant acme.test), and this is https://lab:8887/api")
    #expect(
      acme.difference(from: unknown)
        == "https://pbx:8887/api (tenant acme.test), and the tenant of this token is not known: name it with "
        + "--domain, RATEQL_DOMAIN or `domain` in the profile")
    #expect(
      unknown.difference(from: acme)
        == "https://pbx:8887/api with a token whose tenant was not named, and this is tenant acme.test: use a "
        + "token, and `--domain ''` for not naming its tenant, as it was done then")
  }

  @Test("may be one tenant where one of them does not name it")
  func unnamed() {
    #expect(acme.isUnnamedBeside(unknown) && unknown.isUnnamedBeside(acme))
    for (one, two) in [
      (acme, other), (acme, acme), (unknown, unknown), (acme, elsewhere), (unknown, elsewhere),
    ] {
      #expect(!one.isUnnamedBeside(two) && !two.isUnnamedBeside(one))
    }
  }
}
