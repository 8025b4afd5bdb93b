import FoundationEssentials
import PBXClient

/// What there is to sign in to a server with: flags, environment, profile, and what `rateql login` has kept.
struct SignInSources: Sendable {
  let choice: ServerChoice
  let address: PBXAddress

  init(_ choice: ServerChoice, _ address: PBXAddress) {
    self.choice = choice
    self.address = address
  }

  private var profile: Profile { choice.profile }

  var user: String? { choice.variable("RATEQL_USER") ?? profile.user }
  var domain: String? {
    choice.options.domain.flatMap { $0.isEmpty ? nil : $0 } ?? choice.variable("RATEQL_DOMAIN")
      ?? profile.domain
  }

  /// - Throws: ``CommandFailure`` where the file that holds it can't be read.
  func password(_ notes: inout [String]) throws -> Secret? {
    if let password = choice.variable("RATEQL_PASSWORD") { return Secret(password) }
    // The profile's password is that of the profile's user.
    guard choice.variable("RATEQL_USER").map({ $0 == profile.user }) ?? true else { return nil }
    return try profile.passwordFile.map { try SecretFile.read($0, &notes) }
  }

  /// A token that was made elsewhere, and where it was found. It comes before every other way to sign in, but a
  /// user that the environment names comes before the token of a profile that nobody named.
  func token(_ notes: inout [String]) throws -> (Secret, TenantChoice.Source)? {
    if let file = choice.options.tokenFile { return (try SecretFile.read(file, &notes), .flag) }
    // A profile that was named on the command line brings its own.
    if choice.options.profile != nil, let file = profile.tokenFile {
      return (try SecretFile.read(file, &notes), .profile)
    }
    if let token = choice.variable("RATEQL_TOKEN") { return (Secret(token), .environment) }
    if let file = choice.variable("RATEQL_TOKEN_FILE") {
      return (try SecretFile.read(file, &notes), .environment)
    }
    guard choice.variable("RATEQL_USER") == nil, let file = profile.tokenFile else { return nil }
    return (try SecretFile.read(file, &notes), .profile)
  }

  /// Whether there is such a token.
  var hasToken: Bool {
    get throws {
      var notes: [String] = []
      return try token(&notes) != nil
    }
  }

  /// What to sign in with.
  struct Chosen {
    var credentials: PBXConfiguration.Credentials
    /// As targets call it; nil where it is not known.
    var tenant: String?
    /// Where the sign-in is kept, where it is.
    var keeper: KeptSignInFile?
  }

  /// - Throws: ``CommandFailure``.
  func chosen(_ notes: inout [String]) throws -> Chosen {
    if let (token, source) = try token(&notes) {
      let tenants = TenantChoice(options: choice.options, profile: profile, variable: choice.variable)
      return Chosen(credentials: .token(token), tenant: tenants.tenant(ofTokenFrom: source))
    }
    let kept = KeptSignIns(choice.environment)
    let owners = kept?.owners(at: address, user: user, domain: domain) ?? []
    if let user, let password = try password(&notes) {
      // A domain that is not configured is that of the one sign-in there is.
      guard let domain = domain ?? (owners.count == 1 ? owners.first?.domain : nil) else {
        throw CommandFailure(
          .denied, "there is no domain for \(user): set RATEQL_DOMAIN, or `domain` in the profile")
      }
      // Kept for one who has said so, by `rateql login`.
      let owner = owners.first { $0 == KeptSignIns.Owner(user: user, domain: domain) }
      return Chosen(
        credentials: .password(user: user, password: password, domain: domain),
        tenant: TenantChoice.canonical(domain), keeper: owner.flatMap { kept?.file($0, at: address) })
    }
    guard let owner = owners.first else { throw nothing }
    guard owners.count == 1 else {
      throw CommandFailure(
        .usage,
        "several sign-ins to \(address.name) are kept, of \(owners.map(\.description).joined(separator: ", ")); "
          + "name one with RATEQL_USER and RATEQL_DOMAIN, or with `user` and `domain` in a profile")
    }
    return Chosen(
      credentials: .kept(user: owner.user, domain: owner.domain),
      tenant: TenantChoice.canonical(owner.domain), keeper: kept?.file(owner, at: address))
  }

  private var nothing: CommandFailure {
    let login = "`\(LoginCommand.line(choice))` signs you in"
    if choice.variable("RATEQL_USER") != nil {
      return CommandFailure(
        .denied,
        "RATEQL_USER needs RATEQL_PASSWORD and RATEQL_DOMAIN beside it, or a sign-in that is kept: \(login)")
    }
    guard let user else {
      return CommandFailure(
        .denied,
        "there is nothing to sign in with: \(login); or give --token-file FILE, or set RATEQL_TOKEN, or "
          + "RATEQL_USER, RATEQL_PASSWORD and RATEQL_DOMAIN")
    }
    return CommandFailure(
      .denied,
      "there is no password for \(user): \(login); or set RATEQL_PASSWORD, or `password_file` in the profile")
  }
}

/// A file whose first line is a token or a password.
enum SecretFile {
  static func read(_ path: String, _ notes: inout [String]) throws -> Secret {
    let text = try TextFile.read(path)
    let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    guard !line.isEmpty else {
      throw CommandFailure(.usage, "\(path) is empty; its first line must be the secret")
    }
    if let attributes = try? FileManager.default.attributesOfItem(atPath: path),
      let mode = attributes[.posixPermissions] as? Int, mode & 0o077 != 0
    {
      notes.append("\(path) can be read by others; `chmod 600` it")
    }
    return Secret(line)
  }
}
