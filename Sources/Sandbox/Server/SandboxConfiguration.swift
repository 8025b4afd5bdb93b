package import Logging
package import RateQL

/// What a sandbox PBX is to be.
package struct SandboxConfiguration: Sendable {
  package var host = "127.0.0.1"
  /// 0 takes a free one.
  package var port = 0
  /// A database file, made where there is none; nil for a temporary one.
  package var database: String?
  /// How many rates are made up where the database has none and ``deck`` is empty.
  package var rates = 3000
  /// The same seed makes the same rates and ids.
  package var seed: UInt64 = 1
  /// Rates to add before the first request, as a deck's rows.
  package var deck: [RateRecord] = []
  package var users = SandboxUser.defaults
  /// Tokens that are valid from the start; where there is none, one is made.
  package var tokens: [SandboxToken] = []
  /// How long a token of a sign-in is valid.
  package var tokenLifetime = Duration.seconds(1800)
  /// Added to each answer, as a network far away would.
  package var latency = Duration.zero
  /// What goes wrong with its requests; nothing by default.
  package var faults: (any FaultPlan)?
  package var clock = SandboxClock.system
  /// Where failures of the server itself are told; nowhere by default.
  package var logger = Logger(label: "sandbox") { _ in SwiftLogNoOpLogHandler() }

  package init() {}
}

/// Where a running sandbox is reached.
package struct SandboxAddress: Sendable, Hashable {
  package var host: String
  package var port: Int
  /// A token that may do everything.
  package var token: String

  /// The base address of the API, such as `http://127.0.0.1:40123/api`.
  package var url: String {
    "http://\(host.contains(":") ? "[\(host)]" : host):\(port)/api"
  }
}
