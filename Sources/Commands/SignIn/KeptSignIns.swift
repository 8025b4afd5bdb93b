import BulkEdit
import FoundationEssentials
import PBXClient

/// The sign-ins that `rateql login` keeps: a file for each server, user and domain, in the state folder. They hold
/// tokens, and never a password.
struct KeptSignIns: Sendable {
  struct Record: Codable, Sendable {
    var server: String
    var user: String
    var domain: String
    var accessToken: String
    var refreshToken: String?
    var expires: Date?

    var owner: Owner { Owner(user: user, domain: domain) }

    enum CodingKeys: String, CodingKey {
      case server, user, domain, expires
      case accessToken = "access_token"
      case refreshToken = "refresh_token"
    }
  }

  /// Whose sign-in one is; case tells no two SIP domains apart.
  struct Owner: Sendable, Equatable, CustomStringConvertible {
    var user: String
    var domain: String

    static func == (left: Owner, right: Owner) -> Bool {
      left.user == right.user
        && TenantChoice.canonical(left.domain) == TenantChoice.canonical(right.domain)
    }

    var description: String { "\(user) (\(domain))" }
  }

  private let folder: String

  /// Nil where the environment has no place for state.
  init?(_ environment: [String: String]) {
    guard let folder = StateFolder.path(environment) else { return nil }
    self.folder = folder + "/sign-ins"
  }

  /// Where a sign-in is kept, whether or not one is.
  func file(_ owner: Owner, at server: PBXAddress) -> KeptSignInFile {
    let name = TellingFileName.make([
      server.url, owner.user, TenantChoice.canonical(owner.domain) ?? "",
    ])
    return KeptSignInFile(path: "\(folder)/\(name).json", server: server.url, owner: owner)
  }

  /// The sign-ins kept for a server, of that user and domain where they are given, in the order of their names.
  func owners(at server: PBXAddress, user: String?, domain: String?) -> [Owner] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".json") }.sorted().compactMap { name in
      // A file that can't be read is none: `login` replaces it.
      guard let record = try? StateFile.read("\(folder)/\(name)", as: Record.self),
        record.server == server.url,
        record.owner == Owner(user: user ?? record.user, domain: domain ?? record.domain)
      else { return nil }
      return record.owner
    }
  }
}

/// One kept sign-in.
struct KeptSignInFile: SignInKeeper {
  let path: String
  let server: String
  let owner: KeptSignIns.Owner

  func load() throws -> KeptSignIn? {
    guard let record = try StateFile.read(path, as: KeptSignIns.Record.self), record.server == server,
      record.owner == owner
    else { return nil }
    return KeptSignIn(
      access: Secret(record.accessToken), refresh: record.refreshToken.map(Secret.init),
      expires: record.expires)
  }

  func save(_ signIn: KeptSignIn) async throws {
    try await StateFile.write(
      KeptSignIns.Record(
        server: server, user: owner.user, domain: owner.domain, accessToken: signIn.access.reveal(),
        refreshToken: signIn.refresh?.reveal(), expires: signIn.expires),
      to: path)
  }

  func exclusively<Result: Sendable>(_ body: @Sendable () async throws -> Result) async throws -> Result {
    try StateFile.makeFolder(of: path)
    return try await FileLock.hold(path + ".lock", body)
  }

  /// Forgets the sign-in.
  ///
  /// - Throws: ``CommandFailure``.
  func remove() throws {
    guard FileManager.default.fileExists(atPath: path) else { return }
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      throw CommandFailure(.failed, "\(path) can't be removed; check its permissions")
    }
  }
}
