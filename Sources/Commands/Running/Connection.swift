import BulkEdit
import FoundationEssentials
import PBXClient
import Sandbox

/// The one session of a command: with the server that the settings name, or with a sandbox started for it.
struct Connection: Sendable {
  let settings: ServerSettings
  private let context: CommandContext
  private let traces: Bool

  var environment: [String: String] { context.environment }

  init(_ options: ServerOptions, _ context: CommandContext) throws {
    settings = try ServerSettings.resolve(options, context.environment)
    traces = options.trace
    self.context = context
  }

  var isUnchosenSandbox: Bool {
    if case .sandbox(_, _, _, chosen: false) = settings.server { return true }
    return false
  }

  /// Signs in, so that what is wrong with that is known before anything rests on it.
  func check() async throws {
    guard case .pbx(let configuration, _) = settings.server else { return }
    try await context.withSession(configuration, traces: traces) { try await $0.connect() }
  }

  /// Whether the same server can be reached again once the program has ended.
  var isLasting: Bool {
    switch settings.server {
    case .pbx: true
    case .sandbox(let database, _, _, _): database != nil
    }
  }

  /// - Throws: ``CommandFailure`` where nothing may be applied with the profile.
  func refuseReadOnly() throws {
    guard settings.isReadOnly else { return }
    throw CommandFailure(.stopped, "the profile is read-only: nothing is applied with it")
  }

  /// Runs `body` with the session, and closes it whatever happens.
  ///
  /// - Parameter connections: how many it may have; nil for as many as the settings say.
  func withSession<Result: Sendable>(
    connections: Int? = nil, _ body: @escaping @Sendable (ServerConnection) async throws -> Result
  ) async throws -> Result {
    for note in settings.notes { await context.note(note) }
    switch settings.server {
    case .pbx(let configuration, let tenant):
      let target = RunTarget(
        server: configuration.address.url, tenant: tenant,
        label: configuration.label ?? configuration.address.name)
      var probing = configuration
      probing.probes = true
      probing.keeper = LearnedTraits(target.server, context.environment)?.keeper
      if let connections { probing.connections = connections }
      return try await context.withSession(probing, traces: traces) { [probing] session in
        try await body(
          ServerConnection(session: session, configuration: probing, target: target, isLasting: isLasting))
      }
    case .sandbox(let database, let chosenConnections, let fullScan, let chosen):
      if !chosen { await context.note("no server is configured: this is a sandbox PBX of its own") }
      return try await withSandbox(database) { address in
        var configuration = PBXConfiguration(
          address: try PBXAddress(address.url), credentials: .token(Secret(address.token)))
        configuration.label = "sandbox"
        configuration.fullScan = fullScan
        if let connections = connections ?? chosenConnections { configuration.connections = connections }
        let target = RunTarget(server: Connection.sandboxName(database), tenant: nil, label: "sandbox")
        return try await context.withSession(configuration, traces: traces) { [configuration] session in
          try await body(
            ServerConnection(
              session: session, configuration: configuration, target: target, isLasting: isLasting))
        }
      }
    }
  }

  /// A sandbox is known by its database file: its address is another each time.
  private static func sandboxName(_ database: String?) -> String {
    guard let database else { return "sandbox:temporary" }
    let path = database.hasPrefix("/") ? database : FileManager.default.currentDirectoryPath + "/" + database
    return "sandbox:" + URL(fileURLWithPath: path).standardized.path
  }

  /// Runs a sandbox beside `body`, and stops it when that ends.
  private func withSandbox<Result: Sendable>(
    _ database: String?, _ body: @escaping @Sendable (SandboxAddress) async throws -> Result
  ) async throws -> Result {
    var configuration = SandboxConfiguration()
    configuration.database = database
    configuration.rates = 4_000
    do {
      return try await SandboxServer.whileServing(configuration, body)
    } catch let error as SandboxError {
      throw CommandFailure(.failed, "\(error)")
    }
  }
}
