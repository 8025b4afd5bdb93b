import AsyncHTTPClient
import NIOCore
import NIOSSL

/// The HTTP client's settings for a session's connections.
enum ClientSettings {
  /// - Parameter looksAtCertificate: connections end with `CertificateCheck.Seen`, and carry nothing.
  static func make(
    _ configuration: PBXConfiguration, looksAtCertificate: Bool
  ) throws(PBXConfigurationError) -> HTTPClient.Configuration {
    var settings = HTTPClient.Configuration(
      tlsConfiguration: try tls(configuration.trust),
      redirectConfiguration: .disallow,
      timeout: .init(connect: TimeAmount(configuration.connectTimeout)),
      proxy: configuration.proxy?.settings)
    settings.httpVersion = .http1Only
    let check: CertificateCheck? =
      switch configuration.trust {
      case _ where configuration.address.scheme != "https": nil
      case _ where looksAtCertificate: .look
      case .pinned(let pin): .pinned(pin, server: configuration.address)
      default: nil
      }
    settings.http1_1ConnectionDebugInitializer = { channel in
      let added = FlushTogether.add(to: channel)
      guard let check else { return added }
      return check.run(channel)
    }
    // Nobody listens to spans here, and making them up for each request is not free.
    settings.tracing.tracer = nil
    // A server closes idle connections sooner or later; a write on one that it just closed is uncertain.
    settings.connectionPool.idleTimeout = .seconds(15)
    settings.connectionPool.retryConnectionEstablishment = false
    return settings
  }

  private static func tls(
    _ trust: PBXConfiguration.Trust
  ) throws(PBXConfigurationError) -> TLSConfiguration {
    var tls = TLSConfiguration.makeClientConfiguration()
    switch trust {
    case .system: break
    // A pinned certificate is compared as a whole once the connection stands.
    case .anything, .pinned: tls.certificateVerification = .none
    case .authorities(let file):
      guard let certificates = try? NIOSSLCertificate.fromPEMFile(file), !certificates.isEmpty else {
        throw PBXConfigurationError("\(file) cannot be read as a PEM file of certificates")
      }
      tls.trustRoots = .certificates(certificates)
    }
    return tls
  }
}
