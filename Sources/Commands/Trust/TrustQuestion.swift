import FoundationEssentials
import PBXClient
import Rendering

/// Shows the certificate of one server and settles whether it is trusted.
struct TrustQuestion: Sendable {
  let pins: TrustedCertificates
  let address: PBXAddress
  let context: CommandContext

  /// - Parameter wanted: the fingerprint that answers the question; nil asks.
  func settle(_ wanted: CertificateFingerprint?) async throws -> ExitStatus {
    var configuration = PBXConfiguration(address: address, credentials: .kept(user: "", domain: ""))
    configuration.proxy = try PBXProxy.chosen(for: address, by: context.environment)
    let certificate = try await look(configuration, trust: .anything)
    let isVouchedFor = (try? await look(configuration, trust: .system)) == certificate
    try Task.checkCancellation()
    let old = try? pins.find(address)
    try await context.output.write(TrustQuestion.text(certificate, of: address))
    try await context.output.flush()

    if let wanted {
      guard certificate.fingerprint == wanted else {
        throw CommandFailure(
          .stopped,
          "\(address.authority) does not show the certificate with the fingerprint \(wanted), "
            + "but that with \(certificate.fingerprint): nothing was trusted")
      }
    } else {
      if old == certificate.fingerprint {
        await context.note("this is the certificate that is trusted already")
        return .done
      }
      guard context.inputIsTerminal else {
        throw CommandFailure(
          .usage,
          "`trust` asks at a terminal; in a script give --fingerprint with what the PBX's administrator says it is"
        )
      }
      if isVouchedFor {
        await context.note(
          "the system's authorities vouch for it: without a pin it is trusted too, and so are its successors")
      }
      if let old {
        await context.warn(
          "until now another certificate of \(address.authority) was trusted, \(old): unless the PBX has been "
            + "given a new one, somebody may be between you and it")
      }
      guard
        try await context.confirm(
          "Is this the PBX's own fingerprint? Trust this certificate for \(address.authority)?")
      else {
        await context.note("nothing was changed")
        return .stopped
      }
    }
    try await pins.pin(certificate, for: address)
    await context.note(
      "trusted: from now on \(address.authority) has to show this certificate; "
        + "`rateql trust --remove \(address.authority)` takes it back")
    return .done
  }

  private func look(
    _ configuration: PBXConfiguration, trust: PBXConfiguration.Trust
  ) async throws -> ServerCertificate {
    var configuration = configuration
    configuration.trust = trust
    let wanted = configuration
    return try await context.interrupts.run { try await ServerCertificate.shown(by: wanted) }
  }

  static func text(_ certificate: ServerCertificate, of server: PBXAddress, now: Date = Date()) -> String {
    func orNothing(_ text: String) -> String { text.isEmpty ? "(none given)" : text }
    let days = "\(DateText.day(certificate.validFrom)) to \(DateText.day(certificate.validUntil))"
    let state =
      now < certificate.validFrom ? ", not valid yet" : now > certificate.validUntil ? ", run out" : ""
    return """
      The certificate of \(server.authority):
        subject      \(orNothing(certificate.subject))
        issuer       \(certificate.isSelfIssued ? "itself: it is self-signed" : orNothing(certificate.issuer))
        for          \(orNothing(certificate.hosts.joined(separator: ", ")))
        valid        \(days)\(state)
        fingerprint  \(certificate.fingerprint)

      """
  }
}
