import Hummingbird
import Logging
import NIOCore
import Synchronization

@testable import PBXClient

/// One request as a fake server got it.
struct Call: Sendable {
  var method: String
  var path: String
  var query: [String: String]
  var rawQuery: String
  var authorization: String?
  var acceptEncoding: String?
  var body: String

  /// The number in a query option.
  func number(_ name: String) -> Int? { query[name].flatMap { Int($0) } }
}

/// What a fake server answers.
struct Reply: Sendable {
  var status = 200
  var type = "application/json"
  var body = ""
  var disposition: String?
  var retryAfter: String?
  /// Headers without a place of their own here.
  var headers: [String: String] = [:]
  /// Announces more than it sends, then drops the connection.
  var breaksOff = false
  /// Announces more than it sends, then waits for this.
  var pause: (@Sendable () async -> Void)?
  /// How often the body is sent, one after the other.
  var pieces = 1
  /// Whether the head says how long the body is.
  var saysLength = true

  static func json(_ body: String) -> Reply { Reply(body: body) }
  static func error(_ status: Int, _ code: String, _ message: String) -> Reply {
    Reply(status: status, body: #"{"errors":[{"code":"\#(code)","message":"\#(message)"}]}"#)
  }
  static func redirect(_ status: Int, _ location: String) -> Reply {
    Reply(status: status, headers: ["location": location])
  }
  static func html(_ status: Int, _ body: String) -> Reply {
    Reply(status: status, type: "text/html", body: body)
  }
  static let dropped = Reply(breaksOff: true)
}

/// A small server on loopback that answers as a test says and remembers what it was asked.
final class FakePBX: Sendable {
  private let log = Mutex<[Call]>([])
  private let portBox = Mutex<Int>(0)

  var calls: [Call] { log.withLock { $0 } }
  var port: Int { portBox.withLock { $0 } }
  var address: String { "http://127.0.0.1:\(port)" }

  func calls(_ path: String) -> [Call] { calls.filter { $0.path == "/api" + path } }

  /// Runs `body` against a server that answers by `answer`, then stops it.
  @discardableResult
  static func run<Result: Sendable>(
    _ answer: @escaping @Sendable (Call) async throws -> Reply,
    with body: @escaping @Sendable (FakePBX) async throws -> Result
  ) async throws -> Result {
    let fake = FakePBX()
    let (ports, started) = AsyncStream<Int>.makeStream()
    let responder = CallbackResponder<BasicRequestContext> { request, _ in
      let call = Call(
        method: request.method.rawValue, path: request.uri.path,
        query: Dictionary(
          request.uri.queryParameters.map { (String($0.key), String($0.value)) },
          uniquingKeysWith: { $1 }),
        rawQuery: request.uri.query ?? "",
        authorization: request.headers[.authorization],
        acceptEncoding: request.headers[.acceptEncoding],
        body: String(buffer: try await request.body.collect(upTo: 1 << 20)))
      fake.log.withLock { $0.append(call) }
      return try await response(answer(call))
    }
    var logger = Logger(label: "fake")
    logger.logLevel = .critical
    let app = Application(
      responder: responder, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in started.yield(channel.localAddress?.port ?? 0) }, logger: logger)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try? await app.run() }
      for await port in ports {
        fake.portBox.withLock { $0 = port }
        break
      }
      defer { group.cancelAll() }
      return try await body(fake)
    }
  }

  private static func response(_ reply: Reply) -> Response {
    var headers = HTTPFields()
    headers[.contentType] = reply.type
    headers[.contentDisposition] = reply.disposition
    headers[.retryAfter] = reply.retryAfter
    for (name, value) in reply.headers {
      if let name = HTTPFields.Element.Name(name) { headers.append(.init(name: name, value: value)) }
    }
    let piece = ByteBuffer(string: reply.body)
    let isCut = reply.breaksOff || reply.pause != nil
    let length = isCut ? 1000 : reply.saysLength ? reply.pieces * piece.readableBytes : nil
    let body = ResponseBody(contentLength: length) { writer in
      for _ in 0..<reply.pieces { try await writer.write(piece) }
      await reply.pause?()
      if isCut { throw BreakOff() }
      try await writer.finish(nil)
    }
    return Response(status: .init(code: reply.status), headers: headers, body: body)
  }

  private struct BreakOff: Error {}

  func configuration(_ credentials: PBXConfiguration.Credentials) throws -> PBXConfiguration {
    var configuration = PBXConfiguration(address: try PBXAddress(address), credentials: credentials)
    configuration.connectTimeout = .seconds(20)
    return configuration
  }

  @discardableResult
  func session<Result>(_ body: (PBXSession) async throws -> Result) async throws -> Result {
    try await use(configuration(.token(Secret("test-token"))), body)
  }

  /// Runs `body` with a session that has a token and a changed configuration.
  @discardableResult
  func session<Result>(
    _ change: (inout PBXConfiguration) -> Void,
    then body: (PBXSession) async throws -> Result
  ) async throws -> Result {
    var configuration = try configuration(.token(Secret("test-token")))
    change(&configuration)
    return try await use(configuration, body)
  }

  @discardableResult
  func use<Result>(
    _ configuration: PBXConfiguration, _ body: (PBXSession) async throws -> Result
  ) async throws -> Result {
    let session = try PBXSession(configuration)
    do {
      let result = try await body(session)
      await session.shutdown()
      return result
    } catch {
      await session.shutdown()
      throw error
    }
  }
}
