package import FoundationEssentials
import NIOSSL

/// A certificate as a server has shown it, verified or not.
package struct ServerCertificate: Sendable, Hashable {
  package let fingerprint: CertificateFingerprint
  /// Whose it is, as `CN=pbx.example.com, O=Example`, fit to be shown; empty where it does not say.
  package let subject: String
  package let issuer: String
  /// Whether it names itself as its issuer.
  package let isSelfIssued: Bool
  /// The host names and addresses that it is for.
  package let hosts: [String]
  package let validFrom: Date
  package let validUntil: Date

  init(_ certificate: NIOSSLCertificate) throws {
    let der = try certificate.toDERBytes()
    fingerprint = CertificateFingerprint(ofDER: der)
    let names = CertificateNames(der: der)
    subject = names.subject
    issuer = names.issuer
    isSelfIssued = names.isSelfIssued
    hosts = names.hosts
    validFrom = Date(timeIntervalSince1970: TimeInterval(certificate.notValidBefore))
    validUntil = Date(timeIntervalSince1970: TimeInterval(certificate.notValidAfter))
  }

  /// Connects to the server and looks at its certificate; no request is sent.
  ///
  /// - Parameter configuration: whose `trust` says which certificates are refused: `.anything` shows each.
  /// - Throws: `StoreError`, ``PBXConfigurationError``.
  package static func shown(by configuration: PBXConfiguration) async throws -> ServerCertificate {
    let transport = try Transport(configuration, looksAtCertificate: true)
    do {
      let certificate = try await transport.certificate()
      await transport.shutdown()
      return certificate
    } catch {
      await transport.shutdown()
      throw error
    }
  }
}
