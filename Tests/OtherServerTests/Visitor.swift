import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import OtherServer
import RateQL

/// Sends single requests to a server and sees what comes back as it came: no redirect is followed, nothing is
/// unpacked, nothing repeated.
struct Visitor: Sendable {
  struct Reply: Sendable {
    var status: Int
    var headers: HTTPHeaders
    var bytes: [UInt8]

    var text: String { String(decoding: bytes, as: UTF8.self) }

    func header(_ name: String) -> String? { headers.first(name: name) }

    /// What stands behind a JSON key for the first time, up to the next comma, bracket or space.
    func value(_ key: String) -> String? {
      guard let place = text.firstRange(of: "\"\(key)\": ") else { return nil }
      return String(text[place.upperBound...].prefix { !",}] \n".contains($0) })
    }

    /// The texts behind each appearance of a JSON key.
    func texts(_ key: String) -> [String] {
      text.split(separator: "\"\(key)\": \"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
    }
  }

  let server: OtherServer
  private let client: HTTPClient

  /// Four rates: neither their creation nor their prefixes as numbers are in the order of prefixes.
  static let rates = [
    rate("a", "44", "MOBILE", first: 60, price: "9.5", "Alpha"),
    rate("b", "7", "LOCAL", first: 6, price: "10.5", nil),
    rate("c", "441", "MOBILE", first: 10, price: "0.02", "alpha two"),
    rate("d", "33", "NATIONAL", first: 60, price: "0.02", "Beta"),
  ]

  static func rate(
    _ id: String, _ prefix: String, _ type: String, first: Int, price: String, _ description: String?
  ) -> RateRecord {
    var rate = RateRecord()
    rate[.id] = .text(id)
    rate[.prefix] = .text(prefix)
    rate[.type] = .symbol(type)
    rate[.freeSeconds] = .int(0)
    rate[.gracePeriod] = .int(3)
    rate[.interval1] = .int(first)
    rate[.intervalN] = .int(60)
    rate[.connectFee] = .number(ExactDecimal("0.05") ?? .zero)
    rate[.postcallSurcharge] = .percent(ExactDecimal("0.01") ?? .zero)
    rate[.price1] = .number(ExactDecimal("0.1") ?? .zero)
    rate[.priceN] = .number(ExactDecimal(price) ?? .zero)
    rate[.description] = description.map { .text($0) } ?? .null
    return rate
  }

  /// Runs `body` beside a server with these quirks, small enough that each of them shows.
  static func visit<Result: Sendable>(
    _ quirks: Set<Quirk> = [], _ change: (inout OtherSettings) -> Void = { _ in },
    _ body: (Visitor) async throws -> Result
  ) async throws -> Result {
    var settings = OtherSettings(quirks, rates: rates)
    settings.pageCap = 2
    settings.every = 2
    settings.retryAfter = 0
    settings.tokenRequests = 3
    settings.delay = .milliseconds(20)
    change(&settings)
    return try await OtherServer(settings).whileServing { server in
      var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
      configuration.httpVersion = .http1Only
      let visitor = Visitor(
        server: server,
        client: HTTPClient(
          eventLoopGroup: .singletonMultiThreadedEventLoopGroup, configuration: configuration))
      do {
        let result = try await body(visitor)
        try await visitor.client.shutdown()
        return result
      } catch {
        try await visitor.client.shutdown()
        throw error
      }
    }
  }

  func get(_ path: String, token: String? = nil) async throws -> Reply {
    try await send("GET", path, token: token)
  }

  func post(
    _ path: String, _ body: String = "", type: String = "application/json", token: String? = nil
  ) async throws -> Reply {
    try await send("POST", path, body, type: type, token: token)
  }

  private func send(
    _ method: String, _ path: String, _ body: String = "", type: String = "", token: String?
  ) async throws -> Reply {
    let base = path.hasPrefix("http") ? "" : server.url
    var request = HTTPClientRequest(url: base + path)
    request.method = .RAW(value: method)
    let token = token ?? server.settings.token
    if !token.isEmpty { request.headers.add(name: "authorization", value: "Bearer \(token)") }
    if method == "POST" {
      request.headers.add(name: "content-type", value: type)
      request.body = .bytes(ByteBuffer(string: body))
    }
    let response = try await client.execute(request, timeout: .seconds(30))
    let bytes = try await response.body.collect(upTo: 1 << 20)
    return Reply(
      status: Int(response.status.code), headers: response.headers, bytes: Array(bytes.readableBytesView))
  }

  // MARK: Lists

  func list(_ options: [String: String] = [:]) async throws -> Reply {
    let query = options.sorted { $0.key < $1.key }.map { "\($0.key)=\(Visitor.escaped($0.value))" }
    return try await get("/call_rates?" + query.joined(separator: "&"))
  }

  /// The ids of a list, one after the other; a status that is no success in their place.
  func ids(_ options: [String: String] = [:]) async throws -> String {
    let reply = try await list(options)
    return reply.status == 200 ? reply.texts("id").joined() : String(reply.status)
  }

  func ids(filter: String) async throws -> String { try await ids(["filter": filter]) }
  func ids(order: String) async throws -> String { try await ids(["orderby": order]) }

  private static func escaped(_ text: String) -> String {
    text.utf8.map { byte in
      let isPlain =
        byte < 128 && (Character(UnicodeScalar(byte)).isLetter || Character(UnicodeScalar(byte)).isNumber)
      return isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }

  func stored(_ id: String) -> RateRecord? { server.rates.first { $0.id == id } }
}
