package import Hummingbird
import HummingbirdCore
import RateQL

/// A PBX to try things on: the documented API on SQLite, served over HTTP on loopback.
package struct SandboxServer: Sendable {
  private let configuration: SandboxConfiguration
  private let responder: SandboxResponder
  /// The token that ``SandboxAddress`` tells.
  package let token: String
  /// Its table past the API, to be changed behind a client's back or compared afterwards.
  package let table: FaultTable

  /// Opens the database and fills it where it is empty; listens to nothing yet.
  ///
  /// - Throws: ``SandboxError``.
  package init(_ configuration: SandboxConfiguration) async throws {
    var configuration = configuration
    if !configuration.tokens.contains(where: { $0.role == .admin }) {
      configuration.tokens.append(.random())
    }
    token = configuration.tokens.first { $0.role == .admin }?.value ?? ""
    let table = try RateTable(path: configuration.database, seed: configuration.seed)
    try await SandboxServer.fill(table, configuration)
    let sessions = Sessions(
      users: configuration.users, tokens: configuration.tokens, lifetime: configuration.tokenLifetime,
      clock: configuration.clock)
    responder = SandboxResponder(
      table: table, sessions: sessions, latency: configuration.latency, faults: configuration.faults)
    self.table = FaultTable(table: table)
    self.configuration = configuration
  }

  /// Serves until the task is cancelled, then returns.
  ///
  /// - Parameter onReady: called once, when requests are answered.
  /// - Throws: ``SandboxError``.
  package static func run(
    _ configuration: SandboxConfiguration,
    onReady: @escaping @Sendable (SandboxAddress) async -> Void
  ) async throws {
    try await SandboxServer(configuration).run(onReady: onReady)
  }

  /// Serves while `body` runs, and stops when it ends.
  ///
  /// - Throws: ``SandboxError``, and what `body` throws.
  package static func whileServing<Result: Sendable>(
    _ configuration: SandboxConfiguration, _ body: (SandboxAddress) async throws -> Result
  ) async throws -> Result {
    try await SandboxServer(configuration).whileServing(body)
  }

  /// Serves while `body` runs, and stops when it ends; the table can be looked at after that.
  ///
  /// - Throws: ``SandboxError``, and what `body` throws.
  package func whileServing<Result: Sendable>(
    _ body: (SandboxAddress) async throws -> Result
  ) async throws -> Result {
    let (addresses, feed) = AsyncStream.makeStream(of: SandboxAddress.self)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        defer { feed.finish() }
        try await run { address in feed.yield(address) }
      }
      defer { group.cancelAll() }
      for await address in addresses { return try await body(address) }
      // It ended before it had begun: its error says why, and cancellation has none.
      try await group.waitForAll()
      throw CancellationError()
    }
  }

  /// Serves until the task is cancelled, then returns.
  ///
  /// - Throws: ``SandboxError`` where the address can't be listened on.
  package func run(onReady: @escaping @Sendable (SandboxAddress) async -> Void) async throws {
    let (host, token) = (configuration.host, token)
    let application = application { port in
      await onReady(SandboxAddress(host: host, port: port, token: token))
    }
    do {
      try await application.run()
    } catch {
      guard !Task.isCancelled else { return }
      throw SandboxError.listen(
        host: host, port: configuration.port, reason: SandboxError.reason(error))
    }
  }

  /// The server as an application of the HTTP framework, which its test client takes without sockets.
  package func application(
    onListening: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
  ) -> Application<SandboxResponder> {
    Application(
      responder: responder,
      server: HTTPServerBuilder { LoopBoundChannel(base: HTTP1Channel(responder: $0)) },
      configuration: ApplicationConfiguration(
        address: .hostname(configuration.host, port: configuration.port), serverName: "sandbox"),
      onServerRunning: { channel in await onListening(channel.localAddress?.port ?? 0) },
      logger: configuration.logger)
  }

  private static func fill(_ table: RateTable, _ configuration: SandboxConfiguration) async throws {
    if !configuration.deck.isEmpty {
      let rates = try configuration.deck.map { try RateFields(record: $0) }
      try await table.insertAll(rates)
    } else if try await table.count() == 0, configuration.rates > 0 {
      let rates = RateGenerator(seed: configuration.seed).rates(count: configuration.rates)
      try await table.insertAll(rates)
    }
  }
}
