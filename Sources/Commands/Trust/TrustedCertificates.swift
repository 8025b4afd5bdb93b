import FoundationEssentials
import PBXClient

/// The certificates that `rateql trust` has pinned, by host and port: one file in the state folder.
struct TrustedCertificates: Sendable {
  struct Entry: Codable, Sendable {
    /// Host and port.
    var server: String
    var fingerprint: String
    /// Whose the certificate says it is.
    var subject: String
    var validUntil: Date
    var trustedSince: Date

    enum CodingKeys: String, CodingKey {
      case server, fingerprint, subject
      case validUntil = "valid_until"
      case trustedSince = "trusted_since"
    }
  }

  private let path: String

  /// Nil where the environment has no place for state.
  init?(_ environment: [String: String]) {
    guard let folder = StateFolder.path(environment) else { return nil }
    path = folder + "/certificates.json"
  }

  /// In the order of their servers.
  ///
  /// - Throws: ``CommandFailure`` where the file can't be read: what was pinned is not forgotten silently.
  func all() throws -> [Entry] { try StateFile.read(path, as: [Entry].self) ?? [] }

  /// The fingerprint that the certificate of a server must have; nil where none is pinned.
  ///
  /// - Throws: ``CommandFailure``.
  func find(_ server: PBXAddress) throws -> CertificateFingerprint? {
    guard let entry = try all().first(where: { $0.server == server.authority }) else { return nil }
    guard let fingerprint = CertificateFingerprint(entry.fingerprint) else {
      throw CommandFailure(
        .failed,
        "\(path) has no valid fingerprint for \(server.authority); `rateql trust \(server.authority)` writes it anew"
      )
    }
    return fingerprint
  }

  func pin(_ certificate: ServerCertificate, for server: PBXAddress, now: Date = Date()) async throws {
    let entry = Entry(
      server: server.authority, fingerprint: certificate.fingerprint.description,
      subject: certificate.subject, validUntil: certificate.validUntil, trustedSince: now)
    try await change { entries in
      entries.removeAll { $0.server == entry.server }
      entries.append(entry)
    }
  }

  /// - Returns: whether there was one to remove.
  func remove(_ server: PBXAddress) async throws -> Bool {
    guard try all().contains(where: { $0.server == server.authority }) else { return false }
    try await change { entries in entries.removeAll { $0.server == server.authority } }
    return true
  }

  private func change(_ body: (inout [Entry]) -> Void) async throws {
    try StateFile.makeFolder(of: path)
    try await FileLock.hold(path + ".lock") {
      var entries = try all()
      body(&entries)
      try await StateFile.write(entries.sorted { $0.server < $1.server }, to: path)
    }
  }
}
