import FoundationEssentials
import PBXClient

/// What was settled of flags, environment and profile, in that order of precedence.
struct ServerSettings: Sendable {
  enum Server: Sendable {
    /// `tenant` as targets call it; nil where it is not known.
    case pbx(PBXConfiguration, tenant: String?)
    /// A sandbox of the program's own; `chosen` where the user asked for it.
    case sandbox(database: String?, connections: Int?, chosen: Bool)
  }

  var server: Server
  var isReadOnly = false
  /// The profile's guard rails.
  var rails = RailSettings()
  /// Things to tell before anything is done.
  var notes: [String] = []

  /// - Throws: ``CommandFailure``, `PBXConfigurationError`.
  static func resolve(_ options: ServerOptions, _ environment: [String: String]) throws -> ServerSettings {
    func variable(_ name: String) -> String? {
      environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
    let file = try ConfigurationFile.load(environment)
    if options.sandbox || options.sandboxDb != nil {
      guard options.url == nil, options.profile == nil else {
        throw CommandFailure(.usage, "--sandbox does not go with --url or --profile")
      }
      return ServerSettings(
        server: .sandbox(database: options.sandboxDb, connections: options.connections, chosen: true))
    }
    let name = options.profile ?? variable("RATEQL_PROFILE") ?? file?.defaultProfile
    var profile = Profile()
    if let name {
      guard let file else {
        throw CommandFailure(.usage, "there is no configuration file to find the profile `\(name)` in")
      }
      profile = try file.profile(name, environment)
    }
    var settings = ServerSettings(
      server: .sandbox(database: nil, connections: options.connections, chosen: false))
    settings.isReadOnly = profile.readonly ?? false
    settings.rails = profile.rails
    let url = options.url ?? variable("RATEQL_URL")
    if let url, let own = profile.url, try PBXAddress(url) != PBXAddress(own) {
      if options.url == nil, let chosen = options.profile ?? variable("RATEQL_PROFILE") {
        throw CommandFailure(
          .usage,
          "the profile \(chosen) and RATEQL_URL name two servers, \(own) and \(url); unset one of them")
      }
      // What belongs to one server is never shown to another, nor are its certificates trusted there.
      let isReadOnly = profile.readonly
      profile = Profile()
      profile.readonly = isReadOnly
      settings.rails = settings.rails.elsewhere
      if options.url == nil {
        settings.notes.append("RATEQL_URL overrides the address of the profile \(name ?? "")")
      }
    }
    guard let address = url ?? profile.url else {
      if name != nil { throw CommandFailure(.usage, "the profile \(name ?? "") has no url") }
      return settings
    }
    let server = try PBXAddress(address)
    let (credentials, tenant) = try signIn(options, profile, variable, &settings.notes)
    var configuration = PBXConfiguration(address: server, credentials: credentials)
    let cacert = options.cacert ?? variable("RATEQL_CACERT")
    if let file = cacert ?? profile.cacert {
      guard FileManager.default.fileExists(atPath: file) else {
        throw CommandFailure(.usage, "the certificate file \(file) is not there")
      }
      configuration.trust = .authorities(file: file)
    }
    if options.insecure || (cacert == nil && (profile.insecure ?? false)) {
      configuration.trust = .anything
      settings.notes.append("the certificate of \(configuration.address.name) is not verified (--insecure)")
    }
    if let connections = options.connections ?? profile.connections {
      configuration.connections = connections
    }
    settings.server = .pbx(configuration, tenant: tenant)
    return settings
  }

  /// What to sign in with, and for which tenant.
  private static func signIn(
    _ options: ServerOptions, _ profile: Profile, _ variable: @escaping (String) -> String?,
    _ notes: inout [String]
  ) throws -> (PBXConfiguration.Credentials, tenant: String?) {
    let tenants = TenantChoice(options: options, profile: profile, variable: variable)
    if let (token, source) = try token(options, profile, variable, &notes) {
      return (.token(token), tenants.tenant(ofTokenFrom: source))
    }
    let given = options.domain.flatMap { $0.isEmpty ? nil : $0 }
    let domain = given ?? variable("RATEQL_DOMAIN") ?? profile.domain
    if let user = variable("RATEQL_USER") {
      guard let password = variable("RATEQL_PASSWORD"), let domain else {
        throw CommandFailure(.denied, "RATEQL_USER needs RATEQL_PASSWORD and RATEQL_DOMAIN beside it")
      }
      return (
        .password(user: user, password: Secret(password), domain: domain), TenantChoice.canonical(domain)
      )
    }
    guard let user = profile.user else {
      throw CommandFailure(
        .denied,
        "there is nothing to sign in with: give --token-file FILE, or set RATEQL_TOKEN, or RATEQL_USER, "
          + "RATEQL_PASSWORD and RATEQL_DOMAIN")
    }
    let password: Secret? =
      try variable("RATEQL_PASSWORD").map(Secret.init)
      ?? profile.passwordFile.map { try SecretFile.read($0, &notes) }
    guard let password else {
      throw CommandFailure(
        .denied, "there is no password for \(user): set RATEQL_PASSWORD, or `password_file` in the profile")
    }
    guard let domain else {
      throw CommandFailure(
        .denied, "there is no domain for \(user): set RATEQL_DOMAIN, or `domain` in the profile")
    }
    return (.password(user: user, password: password, domain: domain), TenantChoice.canonical(domain))
  }

  /// A token that was made elsewhere, and where it was found; nil where a user signs in.
  private static func token(
    _ options: ServerOptions, _ profile: Profile, _ variable: (String) -> String?, _ notes: inout [String]
  ) throws -> (Secret, TenantChoice.Source)? {
    if let file = options.tokenFile { return (try SecretFile.read(file, &notes), .flag) }
    // A profile that was named on the command line brings its own.
    if options.profile != nil, let file = profile.tokenFile {
      return (try SecretFile.read(file, &notes), .profile)
    }
    if let token = variable("RATEQL_TOKEN") { return (Secret(token), .environment) }
    if let file = variable("RATEQL_TOKEN_FILE") { return (try SecretFile.read(file, &notes), .environment) }
    guard variable("RATEQL_USER") == nil, let file = profile.tokenFile else { return nil }
    return (try SecretFile.read(file, &notes), .profile)
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
