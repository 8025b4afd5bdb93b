import Hummingbird
import HummingbirdTesting
import RateQL
import Synchronization

@testable import Sandbox

/// A sandbox with three known rates, asked without sockets.
struct TestPBX: Sendable {
  static let token = "full"
  static let viewerToken = "look"

  let client: any TestClientProtocol

  /// Runs `body` on a new sandbox.
  static func run(
    deck: [RateRecord] = rates, clock: SandboxClock = .system,
    _ body: @escaping @Sendable (TestPBX) async throws -> Void
  ) async throws {
    var configuration = SandboxConfiguration()
    configuration.rates = 0
    configuration.tokens = [SandboxToken(token), SandboxToken(viewerToken, role: .viewer)]
    configuration.deck = deck
    configuration.clock = clock
    let application = try await SandboxServer(configuration).application()
    try await application.test(.router) { try await body(TestPBX(client: $0)) }
  }

  static let rates = [
    rate("44", "NATIONAL", priceN: "0.0125", "United Kingdom"),
    rate("447", "MOBILE", priceN: "0.12", "United Kingdom Mobile"),
    rate("33", "INTERNATIONAL", priceN: "0.02", nil),
  ]

  static func rate(_ prefix: String, _ type: String, priceN: String, _ description: String?) -> RateRecord {
    var record = RateRecord()
    record[.prefix] = .text(prefix)
    record[.type] = .symbol(type)
    record[.freeSeconds] = .int(0)
    record[.gracePeriod] = .int(0)
    record[.interval1] = .int(60)
    record[.intervalN] = .int(6)
    record[.connectFee] = .number(ExactDecimal("0.05") ?? .zero)
    record[.postcallSurcharge] = .percent(ExactDecimal("0.01") ?? .zero)
    record[.price1] = .number(ExactDecimal(priceN) ?? .zero)
    record[.priceN] = .number(ExactDecimal(priceN) ?? .zero)
    record[.description] = description.map { .text($0) } ?? .null
    return record
  }

  struct Answer {
    var status: Int
    var body: String
    var headers: HTTPFields
    var json: JSONValue? { try? JSONReader.value(utf8: Array(body.utf8)) }

    /// The code of the first error.
    var code: String? {
      guard case .array(let errors)? = json?["errors"], case .string(let code)? = errors.first?["code"] else {
        return nil
      }
      return code
    }

    var items: [JSONValue] {
      if case .array(let items)? = json?["items"] { items } else { [] }
    }

    /// The prefixes of a list's items.
    var prefixes: [String] {
      items.compactMap { if case .string(let text)? = $0["prefix"] { text } else { nil } }
    }

    var ids: [String] {
      items.compactMap { if case .string(let text)? = $0["id"] { text } else { nil } }
    }
  }

  func send(
    _ method: HTTPRequest.Method, _ path: String, body: String? = nil, type: String? = "application/json",
    token: String? = token
  ) async throws -> Answer {
    var headers = HTTPFields()
    if let token { headers[.authorization] = "Bearer \(token)" }
    if body != nil, let type { headers[.contentType] = type }
    return try await client.execute(
      uri: "/api\(path)", method: method, headers: headers, body: body.map { ByteBuffer(string: $0) }
    ) { response in
      Answer(
        status: response.status.code, body: String(buffer: response.body), headers: response.headers)
    }
  }

  func get(_ path: String, token: String? = token) async throws -> Answer {
    try await send(.get, path, token: token)
  }

  func post(_ path: String, _ body: String, token: String? = token) async throws -> Answer {
    try await send(.post, path, body: body, token: token)
  }

  /// The list with query options, which are percent-encoded here.
  func list(_ options: KeyValuePairs<String, String>) async throws -> Answer {
    let query = options.map { "\($0.key)=\(TestPBX.encoded($0.value))" }.joined(separator: "&")
    return try await get("/call_rates?\(query)")
  }

  static func encoded(_ text: String) -> String {
    text.utf8.map { byte in
      let digits = String(byte, radix: 16)
      return byte < 0x80 && Character(Unicode.Scalar(byte)).isLetter
        ? String(Character(Unicode.Scalar(byte))) : "%" + (digits.count == 1 ? "0" : "") + digits
    }.joined()
  }
}

/// A clock that stands still until it is told to go on.
final class TestClock: Sendable {
  private let time = Mutex(Duration.zero)

  func advance(seconds: Int) { time.withLock { $0 += .seconds(seconds) } }

  var clock: SandboxClock { SandboxClock { self.time.withLock { $0 } } }
}

/// A whole record in JSON, with members replaced (nil takes one out).
func rateJSON(_ changes: [String: String?] = [:]) -> String {
  var members: [String: String] = [
    "prefix": "\"49\"", "type": "\"INTERNATIONAL\"", "free_seconds": "0", "grace_period": "0",
    "interval_1": "60", "interval_n": "60", "connect_fee": "0", "postcall_surcharge": "0", "price_1": "0.1",
    "price_n": "0.1",
  ]
  for (name, value) in changes { members[name] = value }
  return "{" + members.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}"
}
