import OtherServer
import PBXClient
import RateQL
import TestSupport

/// A server to run the corpus on.
enum QuirkyServer: Sendable, Hashable, CustomStringConvertible {
  /// True to the contract.
  case plain
  case one(Quirk)
  /// Those that show in writes alone: no case writes.
  case writing([Quirk])
  /// A few quirks at once, drawn by the seed.
  case mix(seed: UInt64)

  static let all: [QuirkyServer] =
    [.plain] + reading.map { .one($0) }
    + [
      .writing([.updateAnswersNothing, .createAnswersNothing, .destroyAnswersOK, .writesForbidden]),
      .writing([.updateResetsMissing, .createAnswersCreated, .resetAfterWrite]),
    ] + (1...12).map { .mix(seed: $0) }

  private static let reading = Quirk.allCases.filter { $0.letsQueriesBeAnswered && !$0.isAboutWritesAlone }

  var quirks: Set<Quirk> {
    switch self {
    case .plain: return []
    case .one(let quirk): return [quirk]
    case .writing(let quirks): return Set(quirks)
    case .mix(let seed):
      var random = SeededRandom(seed: seed)
      var chosen: Set<Quirk> = []
      for quirk in QuirkyServer.reading.shuffled(using: &random) where chosen.count < 4 {
        if chosen.allSatisfy({ $0.goes(with: quirk) }) { chosen.insert(quirk) }
      }
      return chosen
    }
  }

  var description: String {
    let names = quirks.map(\.rawValue).sorted().joined(separator: " + ")
    return switch self {
    case .plain: "no quirks"
    case .one, .writing: names
    case .mix(let seed): "\(names) (seed \(seed))"
    }
  }

  /// Serves the rates, and signs a session in that reads them page by page.
  static func session<Result: Sendable>(
    _ quirks: Set<Quirk>, _ change: (inout OtherSettings) -> Void = { _ in },
    _ body: (PBXSession, OtherServer) async throws -> Result
  ) async throws -> Result {
    var settings = OtherSettings(quirks, rates: WitnessRates.all)
    settings.billing = BillingSettings(enabled: false, account: "TENANT", type: "OFFLINE")
    settings.pageCap = 5
    settings.every = 25
    settings.retryAfter = 0
    settings.delay = .milliseconds(1)
    change(&settings)
    return try await OtherServer(settings).whileServing { server in
      var configuration = PBXConfiguration(
        address: try PBXAddress(server.url),
        credentials: .password(
          user: settings.user, password: Secret(settings.password), domain: settings.domain))
      configuration.label = "sample"
      configuration.probes = true
      // A server that asks for time lets the next request through: nobody has to wait for it here.
      configuration.clock = SessionClock(now: { .now }, sleep: { _ in await Task.yield() }, jitter: { 0 })
      configuration.pageSize = 8
      configuration.connections = 4
      let session = try PBXSession(configuration)
      do {
        let result = try await body(session, server)
        await session.shutdown()
        return result
      } catch {
        await session.shutdown()
        throw error
      }
    }
  }
}
