import PBXClient

/// What was settled of flags, environment and profile, in that order of precedence.
struct ServerSettings: Sendable {
  enum Server: Sendable {
    /// `tenant` as targets call it; nil where it is not known.
    case pbx(PBXConfiguration, tenant: String?)
    /// A sandbox of the program's own; `chosen` where the user asked for it.
    case sandbox(database: String?, connections: Int?, fullScan: Bool, chosen: Bool)
  }

  var server: Server
  /// The profile that names the server.
  var profile: String?
  var isReadOnly = false
  /// The profile's guard rails.
  var rails = RailSettings()
  /// Things to tell before anything is done.
  var notes: [String] = []

  /// - Throws: ``CommandFailure``, `PBXConfigurationError`.
  static func resolve(_ options: ServerOptions, _ environment: [String: String]) throws -> ServerSettings {
    let choice = try ServerChoice(options, environment)
    guard let address = choice.address else {
      return ServerSettings(
        server: .sandbox(
          database: options.sandboxDb, connections: options.connections, fullScan: options.fullScan,
          chosen: choice.wantsSandbox))
    }
    var notes = choice.notes
    let signIn = try SignInSources(choice, address).chosen(&notes)
    var configuration = try choice.configuration(address, signIn.credentials)
    configuration.signInKeeper = signIn.keeper
    return ServerSettings(
      server: .pbx(configuration, tenant: signIn.tenant), profile: choice.name,
      isReadOnly: choice.isReadOnly, rails: choice.rails, notes: notes)
  }
}
