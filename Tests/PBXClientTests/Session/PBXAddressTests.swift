import Testing

@testable import PBXClient

@Suite struct PBXAddressTests {
  @Test(arguments: [
    ("https://pbx.example.com:8887/api", "https://pbx.example.com:8887/api", "pbx.example.com"),
    ("https://PBX.example.com:8887/", "https://pbx.example.com:8887/api", "pbx.example.com"),
    ("https://pbx.example.com:8887", "https://pbx.example.com:8887/api", "pbx.example.com"),
    ("HTTPS://pbx/api/", "https://pbx:443/api", "pbx"),
    ("http://127.0.0.1:40123/api", "http://127.0.0.1:40123/api", "127.0.0.1:40123"),
    ("https://[2001:DB8::1]:8887", "https://[2001:db8::1]:8887/api", "[2001:db8::1]"),
    ("https://[::1]", "https://[::1]:443/api", "[::1]"),
    ("https://pbx.example.com/tel/api", "https://pbx.example.com:443/tel/api", "pbx.example.com"),
  ])
  func reads(_ text: String, _ url: String, _ name: String) throws {
    let address = try PBXAddress(text)
    #expect(address.url == url)
    #expect(address.name == name)
  }

  @Test(arguments: [
    "", "pbx.example.com", "ftp://pbx", "https://", "https://:8887", "https://pbx:0", "https://pbx:99999",
    "https://pbx:x", "https://pbx:", "https://pbx/v2", "https://pbx/api?x=1", "https://pbx/api#a",
    "https://a b/api",
    "https://[::1", "https://[zz]:1", "https://[::1]x", "https://a:b:c", "https://pbx/a b/api",
    "https://pb\n:1",
    "https://pbx:+80",
  ])
  func refuses(_ text: String) throws {
    let error = try #require(throws: PBXConfigurationError.self) { try PBXAddress(text) }
    #expect(error.description.contains("https://HOST:8887/api"))
  }

  @Test func doesNotRepeatAPasswordInAnAddress() throws {
    let error = try #require(throws: PBXConfigurationError.self) {
      try PBXAddress("https://admin:hunter22@pbx/api")
    }
    #expect(!error.description.contains("hunter22"))
  }
}

@Suite struct SecretTests {
  @Test func neverShowsItself() {
    let secret = Secret("hunter22")
    let credentials = PBXConfiguration.Credentials.password(user: "admin", password: secret, domain: "d")
    var dumped = ""
    dump(credentials, to: &dumped)
    for text in [
      "\(secret)", String(reflecting: secret), "\(credentials)", String(reflecting: credentials), dumped,
    ] {
      #expect(!text.contains("hunter22"))
      #expect(text.contains("•••") || text == dumped)
    }
    #expect(secret.masked(in: "no hunter22 here, hunter22") == "no ••• here, •••")
  }

  @Test(arguments: ["", "a b", "a\r\nx-evil: 1", "é", "a\u{0}"])
  func refusesTokensThatNoHeaderMayHold(_ token: String) throws {
    let configuration = PBXConfiguration(
      address: try PBXAddress("http://h:1"), credentials: .token(Secret(token)))
    #expect(throws: PBXConfigurationError.self) { try configuration.validate() }
  }
}
