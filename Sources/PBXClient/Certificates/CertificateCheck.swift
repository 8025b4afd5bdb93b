import NIOCore
import NIOSSL

/// What is done with the certificate of a connection that stands, before a request goes over it.
///
/// The handshake has proved by then that the server has the certificate's private key: that is so whether or not
/// an authority vouches for it.
enum CertificateCheck {
  /// It must be this one. That alone counts: neither its names nor its dates nor who signed it, as with the key
  /// of a host in SSH.
  case pinned(CertificateFingerprint, server: PBXAddress)
  /// It is all that was wanted: the connection ends with ``Seen``.
  case look

  struct Seen: Error {
    let certificate: ServerCertificate
  }

  /// For a new connection, on its event loop. The future is settled when it is returned: a connection that
  /// closed meanwhile would be counted out twice by the pool.
  @Sendable func run(_ channel: any Channel) -> EventLoopFuture<Void> {
    do {
      guard let shown = try channel.pipeline.syncOperations.nioSSL_peerCertificate() else {
        throw TransportFailure.neverSent("it shows no certificate")
      }
      let certificate = try ServerCertificate(shown)
      switch self {
      case .look: throw Seen(certificate: certificate)
      case .pinned(let pin, let server):
        guard certificate.fingerprint == pin else {
          throw TransportFailure.neverSent(CertificateCheck.changed(pin, certificate.fingerprint, server))
        }
      }
      return channel.eventLoop.makeSucceededVoidFuture()
    } catch {
      // Not at once: the pool has to hear of the failure first.
      channel.eventLoop.execute { channel.close(mode: .all, promise: nil) }
      return channel.eventLoop.makeFailedFuture(error)
    }
  }

  private static func changed(
    _ pin: CertificateFingerprint, _ shown: CertificateFingerprint, _ server: PBXAddress
  ) -> String {
    "its certificate has changed: trusted is \(pin), shown is \(shown); if the PBX has been given a new one, "
      + "`rateql trust \(server.authority)` shows it and asks; if not, somebody may be between you and the PBX"
  }
}
