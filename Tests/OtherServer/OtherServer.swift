import Hummingbird
import Logging
package import RateQL
import Synchronization

/// A second PBX for tests, made after the contract without a look at the sandbox, so that a misreading of the
/// contract in one does not hide in the other.
///
/// Rates are kept in memory and looked through one by one: it is meant for some thousands. ``Quirk``s make it
/// differ from the contract as real servers do.
package final class OtherServer: Sendable {
  package let settings: OtherSettings
  private let table: Table
  private let desk: Desk
  private let log = Mutex<[SeenRequest]>([])
  private let boundPort = Mutex(0)

  package init(_ settings: OtherSettings) {
    self.settings = settings
    table = Table(settings)
    desk = Desk(settings, table)
  }

  package var port: Int { boundPort.withLock { $0 } }

  /// The base address of the API.
  package var url: String { "http://127.0.0.1:\(port)/api" }

  /// The rates as the server has them, in the order in which they were created.
  package var rates: [RateRecord] { table.rates }

  /// The rates as far as any answer shows them: without the `connect_fee` that is hidden.
  package var shownRates: [RateRecord] {
    guard settings.quirks.contains(.feeHidden) else { return rates }
    return rates.map { rate in
      var rate = rate
      rate[.connectFee] = nil
      return rate
    }
  }

  package var billing: BillingSettings { table.billing }

  /// Every request so far.
  package var seen: [SeenRequest] { log.withLock { $0 } }

  /// Puts other rates in the place of all, as if the server had just been started with them.
  package func reset(to rates: [RateRecord]) { table.reset(to: rates) }

  /// Changes the rates behind every client's back.
  package func change(_ body: (inout [RateRecord]) -> Void) { table.change(body) }

  /// Serves while `body` runs, and stops when it ends.
  package func whileServing<Result: Sendable>(
    _ body: (OtherServer) async throws -> Result
  ) async throws -> Result {
    let (started, feed) = AsyncStream.makeStream(of: Void.self)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { [self] in
        defer { feed.finish() }
        try await run { feed.yield() }
      }
      defer { group.cancelAll() }
      for await _ in started { return try await body(self) }
      // It ended before it had begun; its error says why.
      try await group.waitForAll()
      throw CancellationError()
    }
  }

  /// Serves until the task is cancelled.
  ///
  /// - Parameter onReady: called once, when ``port`` and ``url`` are right.
  package func run(onReady: @escaping @Sendable () async -> Void) async throws {
    var logger = Logger(label: "other-server")
    logger.logLevel = .critical
    let application = Application(
      responder: CallbackResponder<OtherContext> { [self] in try await respond($0, $1) },
      configuration: ApplicationConfiguration(
        address: .hostname("127.0.0.1", port: settings.port), serverName: "PBX/22"),
      onServerRunning: { [self] channel in
        boundPort.withLock { $0 = channel.localAddress?.port ?? 0 }
        await onReady()
      }, logger: logger)
    try await application.run()
  }

  private func respond(_ request: Request, _ context: OtherContext) async throws -> Response {
    let body = try await request.body.collect(upTo: 1 << 20)
    let seen = note(request, Array(buffer: body))
    await settings.beforeAnswer?(seen)
    if settings.quirks.contains(.slow), settings.delay > .zero { try await Task.sleep(for: settings.delay) }
    let answer = desk.answer(seen, port: port)
    if answer.isReset {
      await context.reset()
      return Response(status: .internalServerError)
    }
    return answer.response(settings.quirks, context)
  }

  private func note(_ request: Request, _ body: [UInt8]) -> SeenRequest {
    let parts = (request.head.path ?? "").split(
      separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    return log.withLock { log in
      let seen = SeenRequest(
        number: log.count + 1, method: request.method.rawValue, host: request.head.authority ?? "",
        path: parts.first.map(String.init) ?? "", rawQuery: parts.count > 1 ? String(parts[1]) : "",
        authorization: request.headers[.authorization], body: body)
      log.append(seen)
      return seen
    }
  }
}
