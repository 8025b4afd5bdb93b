import RateQL
import TestSupport
import Testing

@testable import PBXClient

@Suite struct ProxyTests {
  @Test(
    arguments: [
      ("http://proxy.test:3128", "proxy.test:3128"), ("proxy.test:3128", "proxy.test:3128"),
      ("http://proxy.test", "proxy.test:80"), ("http://u:p@Proxy.test:3128/", "proxy.test:3128"),
      ("socks5://proxy.test", "proxy.test:1080"), ("socks5h://proxy.test:9", "proxy.test:9"),
      ("http://[::1]:3128", "[::1]:3128"), ("http://u:p%40ss:w@rd@proxy.test:1", "proxy.test:1"),
      ("https://proxy.test:3128", nil), ("socks4://proxy.test", nil), ("socks5://u:p@proxy.test", nil),
      ("http://", nil), ("http://proxy.test:x", nil), ("http://proxy.test:0", nil), ("http://hunter22@", nil),
      ("http://a b", nil), ("http://proxy.test:70000", nil),
    ] as [(String, String?)])
  func readsAddresses(_ text: String, _ name: String?) throws {
    do throws(PBXConfigurationError) {
      let proxy = try PBXProxy(text)
      #expect(proxy.name == name)
    } catch {
      #expect(name == nil, "\(error)")
      #expect(!error.description.contains("hunter22"))
    }
  }

  @Test func theEnvironmentNamesItInSmallLettersFirst() throws {
    let (secure, plain) = (try PBXAddress("https://pbx.test:8887"), try PBXAddress("http://pbx.test:8887"))
    func name(_ address: PBXAddress, _ environment: [String: String]) throws -> String? {
      try PBXProxy.chosen(for: address, by: environment)?.name
    }
    try #expect(name(secure, [:]) == nil)
    try #expect(name(secure, ["HTTPS_PROXY": "http://a:1"]) == "a:1")
    try #expect(name(secure, ["https_proxy": "http://b:1", "HTTPS_PROXY": "http://a:1"]) == "b:1")
    try #expect(name(secure, ["HTTP_PROXY": "http://a:1"]) == nil)
    try #expect(name(plain, ["HTTP_PROXY": "http://a:1", "HTTPS_PROXY": "http://b:1"]) == "a:1")
    try #expect(name(plain, ["http_proxy": "http://c:1"]) == "c:1")
    try #expect(name(plain, ["ALL_PROXY": "socks5://d"]) == "d:1080")
    try #expect(name(plain, ["HTTP_PROXY": "", "all_proxy": "e:1"]) == "e:1")
    try #expect(name(secure, ["HTTPS_PROXY": "http://a:1", "NO_PROXY": "pbx.test"]) == nil)
    let error = #expect(throws: PBXConfigurationError.self) {
      try name(secure, ["HTTPS_PROXY": "ftp://u:hunter22@a"])
    }
    #expect(error?.description.hasPrefix("HTTPS_PROXY is not") == true)
    #expect(error?.description.contains("hunter22") == false)
  }

  @Test(
    arguments: [
      ("", "pbx.test", false), ("*", "pbx.test", true), ("pbx.test", "pbx.test", true),
      ("PBX.Test", "pbx.test", true), ("test", "pbx.test", true), (".test", "pbx.test", true),
      ("*.test", "pbx.test", true), ("bx.test", "pbx.test", false), ("pbx.test.org", "pbx.test", false),
      ("a.org, pbx.test", "pbx.test", true), ("a.org pbx.test", "pbx.test", true),
      ("pbx.test:8887", "pbx.test", true), ("pbx.test:443", "pbx.test", false),
      ("10.0.0.0/8", "10.20.30.40", true), ("10.0.0.0/8", "11.0.0.1", false), ("10.1.2.3", "10.1.2.3", true),
      ("10.1.2.0/25", "10.1.2.127", true), ("10.1.2.0/25", "10.1.2.128", false),
      ("0.0.0.0/0", "9.9.9.9", true),
      ("10.0.0.0/33", "10.0.0.1", false), ("10.0.0.0/x", "10.0.0.1", false),
      ("10.0.0.0/8", "pbx.test", false),
      ("fe80::/10", "[fe80::1]", true), ("fe80::/10", "[2001:db8::1]", false),
      ("2001:db8::1", "[2001:db8::1]", true),
      ("[2001:db8::1]", "[2001:db8:0::1]", true), ("[2001:db8::1]:8887", "[2001:db8::1]", true),
      ("2.3", "10.1.2.3", false),
      ("", "localhost", true), ("", "127.0.0.1", true), ("", "127.9.9.9", true), ("", "[::1]", true),
      ("", "128.0.0.1", false), ("", "a.localhost", true), ("", "notlocalhost", false),
    ])
  func knowsItsExceptions(_ list: String, _ host: String, _ isException: Bool) throws {
    let address = try PBXAddress("https://\(host):8887")
    #expect(ProxyExceptions(list).contain(address) == isException)
  }

  @Test func everythingGoesThroughIt() async throws {
    try await FakePBX.run { _ in
      SignInTests.billing
    } with: { fake in
      try await LoopbackFront.run(.tls(.selfSigned), before: fake.port) { tls in
        try await LoopbackFront.run(.proxy, before: tls.port) { proxy in
          // No such host: only the proxy finds it.
          var configuration = PBXConfiguration(
            address: try PBXAddress("https://pbx.test:8887"), credentials: .token(Secret("test-token")))
          configuration.trust = .authorities(file: TestCertificate.selfSigned.path)
          configuration.proxy = try PBXProxy("http://me:hunt%40r22@127.0.0.1:\(proxy.port)")
          try await fake.use(configuration) { session in
            try await #expect(session.billing().enabled)
          }
          #expect(proxy.heads.count == 1)
          #expect(proxy.heads.first?.hasPrefix("CONNECT pbx.test:8887 HTTP/1.1\r\n") == true)
          // me:hunt@r22
          #expect(proxy.heads.first?.contains("Basic bWU6aHVudEByMjI=\r\n") == true)
          #expect(proxy.heads.first?.contains("test-token") == false)

          configuration.trust = .pinned(
            try #require(CertificateFingerprint(TestCertificate.selfSigned.fingerprint)))
          try await fake.use(configuration) { try await #expect($0.billing().enabled) }
          tls.become(.tls(.successor))
          try await fake.use(configuration) { session in
            let error = await #expect(throws: StoreError.self) { try await session.billing() }
            #expect(error?.description.contains("its certificate has changed") == true)
            #expect(error?.description.contains("through the proxy 127.0.0.1:\(proxy.port)") == true)
            #expect(error?.description.contains("hunt") == false)
          }
        }
      }
    }
  }

  @Test func aProxyThatIsNotThereOrSaysNoIsTold() async throws {
    try await FakePBX.run { _ in
      Reply(status: 407)
    } with: { fake in
      var configuration = PBXConfiguration(
        address: try PBXAddress("https://pbx.test:8887"), credentials: .token(Secret("test-token")))
      configuration.proxy = try PBXProxy("http://me:hunter22@127.0.0.1:1")
      try await fake.use(configuration) { session in
        let error = await #expect(throws: StoreError.self) { try await session.billing() }
        #expect(
          error
            == .unreachable("cannot reach pbx.test through the proxy 127.0.0.1:1: the proxy can't be reached")
        )
      }
      configuration.proxy = try PBXProxy("http://me:hunter22@127.0.0.1:\(fake.port)")
      try await fake.use(configuration) { session in
        let error = await #expect(throws: StoreError.self) { try await session.billing() }
        #expect(error?.description.contains("does not accept the user or the password (407)") == true)
      }
    }
  }
}
