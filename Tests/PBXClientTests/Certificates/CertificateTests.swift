import NIOSSL
import RateQL
import TestSupport
import Testing

@testable import PBXClient

@Suite struct CertificateTests {
  @Test(arguments: TestCertificate.allCases)
  func readsNamesAndFingerprint(_ one: TestCertificate) throws {
    let certificate = try ServerCertificate(#require(NIOSSLCertificate.fromPEMFile(one.path).first))
    #expect(certificate.fingerprint.description == "sha256:" + one.fingerprint)
    #expect(CertificateFingerprint(one.fingerprint) == certificate.fingerprint)
    let organisation = "O=\"RateQL tests, known to everybody\""
    switch one {
    case .selfSigned, .successor:
      #expect(certificate.subject == "CN=pbx.test, \(organisation)")
      #expect(certificate.issuer == certificate.subject && certificate.isSelfIssued)
      #expect(certificate.hosts == ["pbx.test", "127.0.0.1", "0:0:0:0:0:0:0:1"])
      #expect(certificate.validUntil.description.hasPrefix("2120-01-01"))
    case .expired:
      #expect(certificate.subject == "CN=old.test, \(organisation)")
      #expect(certificate.validFrom.description.hasPrefix("2010-01-01"))
    case .signed:
      #expect(certificate.issuer == "CN=Test authority, \(organisation)" && !certificate.isSelfIssued)
      #expect(certificate.subject == "CN=signed.test, \(organisation)")
    case .elsewhere: #expect(certificate.hosts == ["elsewhere.test"])
    }
  }

  @Test func damagedCertificatesHaveNoNamesOrSome() throws {
    let certificate = try #require(NIOSSLCertificate.fromPEMFile(TestCertificate.selfSigned.path).first)
    let der = try certificate.toDERBytes()
    for length in 0..<der.count { _ = CertificateNames(der: Array(der.prefix(length))) }
    var random = SeededRandom(seed: 20_261)
    for _ in 0..<20_000 {
      var damaged = der
      for _ in 0..<4 {
        damaged[Int.random(in: 0..<der.count, using: &random)] = .random(in: 0...255, using: &random)
      }
      _ = CertificateNames(der: damaged)
    }
    #expect(CertificateNames(der: []).subject == "")
  }

  @Test func readsFingerprintsInEveryForm() {
    let digits = TestCertificate.selfSigned.fingerprint
    let plain = CertificateFingerprint(digits)
    #expect(plain != nil)
    for text in [
      "sha256:\(digits)", "SHA256:\(digits.lowercased())", "sha256 Fingerprint=\(digits)",
      "SHA-256: \(digits)", digits.replacing(":", with: ""), digits.replacing(":", with: " "),
    ] {
      #expect(CertificateFingerprint(text) == plain, "\(text)")
    }
    for text in [
      "", "sha256", "sha256:", String(digits.dropLast()), digits + "0", "md5:\(digits)", "x" + digits,
    ] {
      #expect(CertificateFingerprint(text) == nil, "\(text)")
    }
    #expect(CertificateFingerprint(String(repeating: "é", count: 32)) == nil)
  }

  /// Runs `body` with the configuration of a session over TLS.
  private func overTLS<Result: Sendable>(
    _ certificate: TestCertificate, host: String = "127.0.0.1",
    _ body: @escaping @Sendable (FakePBX, LoopbackFront, PBXConfiguration) async throws -> Result
  ) async throws -> Result {
    try await FakePBX.run { _ in
      SignInTests.billing
    } with: { fake in
      try await LoopbackFront.run(.tls(certificate), before: fake.port) { front in
        var configuration = PBXConfiguration(
          address: try PBXAddress("https://\(host):\(front.port)"), credentials: .token(Secret("test-token")))
        configuration.connectTimeout = .seconds(20)
        return try await body(fake, front, configuration)
      }
    }
  }

  private func refused(_ fake: FakePBX, _ configuration: PBXConfiguration) async throws -> String {
    let error = await #expect(throws: StoreError.self) {
      try await fake.use(configuration) { _ = try await $0.billing() }
    }
    #expect(fake.calls.isEmpty)
    guard case .unreachable(let text)? = error else {
      Issue.record("\(String(describing: error))")
      return ""
    }
    return text
  }

  @Test func aSelfSignedCertificateIsRefusedUntilItIsPinned() async throws {
    try await overTLS(.selfSigned) { fake, front, configuration in
      let text = try await refused(fake, configuration)
      #expect(text.contains("`rateql trust 127.0.0.1:\(front.port)`") && text.contains("--cacert"))
      var pinned = configuration
      pinned.trust = .pinned(try #require(CertificateFingerprint(TestCertificate.selfSigned.fingerprint)))
      try await fake.use(pinned) { session in
        try await #expect(session.billing().enabled)
        try await #expect(session.billing().account == "TENANT")
      }
      #expect(fake.calls.count == 2)
      var looked = configuration
      looked.trust = .anything
      try await fake.use(looked) { try await #expect($0.billing().enabled) }
    }
  }

  @Test func aChangedCertificateIsRefusedBeforeAnythingIsSent() async throws {
    try await overTLS(.selfSigned) { fake, front, configuration in
      front.become(.tls(.successor))
      var pinned = configuration
      pinned.trust = .pinned(try #require(CertificateFingerprint(TestCertificate.selfSigned.fingerprint)))
      let text = try await refused(fake, pinned)
      #expect(text.contains("trusted is sha256:" + TestCertificate.selfSigned.fingerprint))
      #expect(text.contains("shown is sha256:" + TestCertificate.successor.fingerprint))
      #expect(text.contains("`rateql trust 127.0.0.1:\(front.port)`"))
      #expect(!text.contains("test-token"))
    }
  }

  @Test func manyConnectionsToAChangedCertificateAllFail() async throws {
    try await overTLS(.successor) { fake, _, configuration in
      var pinned = configuration
      pinned.trust = .pinned(try #require(CertificateFingerprint(TestCertificate.selfSigned.fingerprint)))
      try await fake.use(pinned) { session in
        await withTaskGroup(of: Void.self) { group in
          for _ in 0..<40 {
            group.addTask { await #expect(throws: StoreError.self) { try await session.billing() } }
          }
        }
      }
      #expect(fake.calls.isEmpty)
    }
  }

  @Test func aPinCountsWhateverTheDatesAndNames() async throws {
    for certificate in [TestCertificate.expired, .elsewhere, .signed] {
      try await overTLS(certificate) { fake, _, configuration in
        var pinned = configuration
        pinned.trust = .pinned(try #require(CertificateFingerprint(certificate.fingerprint)))
        try await fake.use(pinned) { try await #expect($0.billing().enabled) }
      }
    }
  }

  @Test func anAuthorityOfOnesOwnVouchesForItsCertificatesAlone() async throws {
    try await overTLS(.signed) { fake, front, configuration in
      var own = configuration
      own.trust = .authorities(file: TestCertificate.authorityPath)
      try await fake.use(own) { try await #expect($0.billing().enabled) }
      own.address = try PBXAddress("https://localhost:\(front.port)")
      try await fake.use(own) { try await #expect($0.billing().enabled) }
    }
    try await overTLS(.elsewhere) { fake, _, configuration in
      var own = configuration
      own.trust = .authorities(file: TestCertificate.authorityPath)
      let text = try await refused(fake, own)
      #expect(text.contains("for another name than 127.0.0.1"))
    }
    try await overTLS(.selfSigned) { fake, _, configuration in
      var own = configuration
      own.trust = .authorities(file: TestCertificate.authorityPath)
      _ = try await refused(fake, own)
      // A self-signed certificate may be its own authority.
      own.trust = .authorities(file: TestCertificate.selfSigned.path)
      try await fake.use(own) { try await #expect($0.billing().enabled) }
    }
  }

  @Test func showsACertificateAndSendsNothing() async throws {
    try await overTLS(.expired) { fake, front, configuration in
      var looking = configuration
      looking.trust = .anything
      let shown = try await ServerCertificate.shown(by: looking)
      #expect(shown.fingerprint.description == "sha256:" + TestCertificate.expired.fingerprint)
      #expect(fake.calls.isEmpty && front.connections == 1)
      looking.trust = .system
      await #expect(throws: StoreError.self) { try await ServerCertificate.shown(by: looking) }
    }
    try await FakePBX.run { _ in
      SignInTests.billing
    } with: { fake in
      // No TLS there.
      var configuration = PBXConfiguration(
        address: try PBXAddress("https://127.0.0.1:\(fake.port)"), credentials: .token(Secret("t")))
      configuration.trust = .anything
      let error = await #expect(throws: StoreError.self) {
        try await ServerCertificate.shown(by: configuration)
      }
      #expect(error?.description.contains("does not speak TLS") == true)
    }
  }

  @Test(.enabled("this machine has no IPv6 loopback") { await LoopbackFront.hasIPv6() })
  func speaksToIPv6Addresses() async throws {
    try await FakePBX.run { _ in
      SignInTests.billing
    } with: { fake in
      try await LoopbackFront.run(.plain, on: "::1", before: fake.port) { front in
        let address = try PBXAddress("http://[::1]:\(front.port)")
        #expect(address.name == "[::1]:\(front.port)")
        try await fake.use(PBXConfiguration(address: address, credentials: .token(Secret("t")))) { session in
          try await #expect(session.billing().enabled)
        }
      }
      try await LoopbackFront.run(.tls(.signed), on: "::1", before: fake.port) { front in
        var configuration = PBXConfiguration(
          address: try PBXAddress("https://[::1]:\(front.port)/api"), credentials: .token(Secret("t")))
        configuration.trust = .authorities(file: TestCertificate.authorityPath)
        try await fake.use(configuration) { try await #expect($0.billing().enabled) }
      }
    }
  }
}
