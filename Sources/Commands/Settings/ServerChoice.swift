import FoundationEssentials
import PBXClient

/// Which server flags, environment and profile name, in that order of precedence, and how it is reached; not yet
/// how it is signed in to.
struct ServerChoice: Sendable {
  let options: ServerOptions
  let environment: [String: String]
  /// The profile's name, also where its settings are not used.
  private(set) var name: String?
  /// What of the profile goes for the server.
  private(set) var profile = Profile()
  private(set) var isReadOnly = false
  /// The profile's guard rails.
  private(set) var rails = RailSettings()
  /// Nil where no server is named: a sandbox takes its place.
  private(set) var address: PBXAddress?
  /// Things to tell before anything is done.
  private(set) var notes: [String] = []

  /// The variables of the environment that say which server, and how to sign in there.
  static let variables = [
    "RATEQL_URL", "RATEQL_PROFILE", "RATEQL_TOKEN", "RATEQL_TOKEN_FILE", "RATEQL_USER", "RATEQL_PASSWORD",
    "RATEQL_DOMAIN", "RATEQL_CACERT",
  ]

  /// A variable of the environment that is not empty.
  func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }

  var wantsSandbox: Bool { options.sandbox || options.sandboxDb != nil }

  /// - Throws: ``CommandFailure``, `PBXConfigurationError`.
  init(_ options: ServerOptions, _ environment: [String: String]) throws {
    self.options = options
    self.environment = environment
    let file = try ConfigurationFile.load(environment)
    guard !wantsSandbox else {
      guard options.url == nil, options.profile == nil else {
        throw CommandFailure(.usage, "--sandbox does not go with --url or --profile")
      }
      return
    }
    let chosen = options.profile ?? variable("RATEQL_PROFILE")
    name = chosen ?? file?.defaultProfile
    if let name {
      guard let file else {
        throw CommandFailure(.usage, "there is no configuration file to find the profile `\(name)` in")
      }
      profile = try file.profile(name, environment)
      isReadOnly = profile.readonly ?? false
      rails = profile.rails
    }
    let url = options.url ?? variable("RATEQL_URL")
    if let url, let own = profile.url, try PBXAddress(url) != PBXAddress(own) {
      if options.url == nil, let chosen {
        throw CommandFailure(
          .usage,
          "the profile \(chosen) and RATEQL_URL name two servers, \(own) and \(url); unset one of them")
      }
      // What belongs to one server is never shown to another, nor are its certificates trusted there.
      profile = Profile()
      rails = rails.elsewhere
      if options.url == nil { notes.append("RATEQL_URL overrides the address of the profile \(name ?? "")") }
    }
    guard let text = url ?? profile.url else {
      if let name { throw CommandFailure(.usage, "the profile \(name) has no url") }
      return
    }
    address = try PBXAddress(text)
  }

  /// How the server is reached, with credentials found elsewhere.
  ///
  /// - Throws: ``CommandFailure``, `PBXConfigurationError`.
  // The compiler (6.3.1 with -O) breaks off where this is inlined into an asynchronous function.
  @inline(never)
  func configuration(
    _ address: PBXAddress, _ credentials: PBXConfiguration.Credentials
  ) throws -> PBXConfiguration {
    var configuration = PBXConfiguration(address: address, credentials: credentials)
    configuration.trust = try trust(address)
    configuration.proxy = try PBXProxy.chosen(for: address, by: environment)
    configuration.fullScan = options.fullScan || profile.fullScan ?? false
    if let connections = options.connections ?? profile.connections {
      configuration.connections = connections
    }
    return configuration
  }

  /// Flags and the environment come before a pinned certificate, and that before the profile.
  private func trust(_ address: PBXAddress) throws -> PBXConfiguration.Trust {
    if options.insecure { return .anything }
    if let file = options.cacert ?? variable("RATEQL_CACERT") { return try authorities(file) }
    if address.scheme == "https", let pin = try TrustedCertificates(environment)?.find(address) {
      return .pinned(pin)
    }
    if profile.insecure ?? false { return .anything }
    return try profile.cacert.map(authorities) ?? .system
  }

  private func authorities(_ file: String) throws -> PBXConfiguration.Trust {
    guard FileManager.default.fileExists(atPath: file) else {
      throw CommandFailure(.usage, "the certificate file \(file) is not there")
    }
    return .authorities(file: file)
  }
}
