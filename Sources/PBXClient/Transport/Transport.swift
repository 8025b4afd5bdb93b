import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import RateQL

/// Sends requests and reads answers; knows HTTP and nothing of rates or sign-in.
final class Transport: Sendable {
  let address: PBXAddress
  let statistics = StatisticsCounter()
  private let client: HTTPClient
  /// The time for a connection and the first byte together; what stands still later has its own.
  private let wholeTimeout: TimeAmount
  private let userAgent: String
  private let trace: (@Sendable (PBXTrace) -> Void)?

  /// Two threads carry more requests than the processor behind them decodes; shared by all sessions.
  private static let eventLoops = MultiThreadedEventLoopGroup(numberOfThreads: 2)

  /// The executors of the event loops that carry the requests.
  static let executors = EventLoopExecutor.all(of: eventLoops)

  /// The one of them that this code runs on; nil elsewhere.
  static var currentExecutor: (any TaskExecutor)? { executors.first(where: \.isCurrent) }

  /// How often a read is sent before a connection that keeps breaking is told.
  private static let readAttempts = 3

  /// The longest answer that is read into memory.
  private static let longestAnswer = 32 << 20

  init(_ configuration: PBXConfiguration) throws(PBXConfigurationError) {
    address = configuration.address
    userAgent = configuration.userAgent
    trace = configuration.trace
    let (connect, read) = (configuration.connectTimeout, configuration.readTimeout)
    wholeTimeout = TimeAmount(connect + read + .seconds(5))

    var settings = HTTPClient.Configuration(
      tlsConfiguration: try Transport.tls(configuration.trust),
      redirectConfiguration: .disallow,
      timeout: .init(connect: TimeAmount(connect), read: TimeAmount(read)),
      decompression: .enabled(limit: .size(Transport.longestAnswer)))
    settings.httpVersion = .http1Only
    // Nobody listens to spans here, and making them up for each request is not free.
    settings.tracing.tracer = nil
    settings.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = configuration.connections
    // A server closes idle connections sooner or later; a write on one that it just closed is uncertain.
    settings.connectionPool.idleTimeout = .seconds(15)
    settings.connectionPool.retryConnectionEstablishment = false
    client = HTTPClient(eventLoopGroup: Transport.eventLoops, configuration: settings)
  }

  deinit {
    // The client insists on being closed, so a session that was merely dropped is closed here.
    client.shutdown { _ in }
  }

  func shutdown() async { try? await client.shutdown() }

  private static func tls(
    _ trust: PBXConfiguration.Trust
  ) throws(PBXConfigurationError) -> TLSConfiguration {
    var tls = TLSConfiguration.makeClientConfiguration()
    switch trust {
    case .system: break
    case .anything: tls.certificateVerification = .none
    case .authorities(let file):
      guard let certificates = try? NIOSSLCertificate.fromPEMFile(file), !certificates.isEmpty else {
        throw PBXConfigurationError("\(file) cannot be read as a PEM file of certificates")
      }
      tls.trustRoots = .certificates(certificates)
    }
    return tls
  }

  /// Sends a request and reads the whole answer, whatever its status. A read is repeated where the
  /// connection broke; a write never is.
  func exchange(_ request: PBXRequest, token: Secret?) async throws -> PBXAnswer {
    var attempt = 1
    while true {
      do {
        return try await send(request, token: token)
      } catch {
        let failure = TransportFailure(error, host: address.host)
        guard !Task.isCancelled, case .lost = failure, !request.isWrite, attempt < Transport.readAttempts
        else {
          throw self.error(failure, request)
        }
        attempt += 1
        statistics.add { $0.retries += 1 }
      }
    }
  }

  /// What a failure means to who made the request. A read that was cancelled has no other story to tell.
  func error(_ failure: any Error, _ request: PBXRequest) -> any Error {
    let failure = TransportFailure(failure, host: address.host)
    if case .cancelled = failure, !request.isWrite { return CancellationError() }
    return StoreError(failure, request: request, server: address.name)
  }

  /// Sends a read and hands over its answer while it comes in.
  func stream<Result>(
    _ request: PBXRequest, token: Secret?, read: (StreamedAnswer) async throws -> Result
  ) async throws -> Result {
    statistics.add { $0.requests += 1 }
    var trace = TraceRecord(request, self)
    defer { trace.end() }
    let response: HTTPClientResponse
    do {
      response = try await client.execute(message(request, token: token), deadline: .now() + wholeTimeout)
    } catch {
      throw self.error(error, request)
    }
    trace.status = Int(response.status.code)
    return try await read(StreamedAnswer(response, request: request, transport: self))
  }
  private func send(_ request: PBXRequest, token: Secret?) async throws -> PBXAnswer {
    statistics.add { $0.requests += 1 }
    var trace = TraceRecord(request, self)
    defer { trace.end() }
    let response = try await client.execute(
      message(request, token: token), deadline: .now() + wholeTimeout)
    trace.status = Int(response.status.code)
    let body = try await response.body.collect(upTo: Transport.longestAnswer)
    statistics.add { $0.bytesReceived += body.readableBytes }
    return PBXAnswer(
      status: Int(response.status.code),
      contentType: response.headers.first(name: "content-type") ?? "",
      body: Array(body.readableBytesView),
      retryAfter: response.headers.first(name: "retry-after"), date: response.headers.first(name: "date"))
  }

  private struct TraceRecord {
    let request: PBXRequest
    let transport: Transport
    let start = ContinuousClock.now
    var status: Int?

    init(_ request: PBXRequest, _ transport: Transport) {
      self.request = request
      self.transport = transport
    }

    func end() {
      transport.trace?(
        PBXTrace(
          method: request.method.rawValue, path: transport.address.path + request.path, status: status,
          duration: start.duration(to: .now)))
    }
  }

  private func message(_ request: PBXRequest, token: Secret?) -> HTTPClientRequest {
    var message = HTTPClientRequest(url: address.url + request.path)
    message.headers.add(name: "accept", value: "application/json, */*")
    message.headers.add(name: "user-agent", value: userAgent)
    if let token { message.headers.add(name: "authorization", value: "Bearer \(token.reveal())") }
    switch request.method {
    case .get: message.method = .GET
    case .post: message.method = .POST
    }
    switch request.body {
    case .none: if request.method == .post { message.headers.add(name: "content-length", value: "0") }
    case .json(let bytes):
      message.headers.add(name: "content-type", value: "application/json")
      message.body = .bytes(ByteBuffer(bytes: bytes))
    case .form(let bytes):
      message.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
      message.body = .bytes(ByteBuffer(bytes: bytes))
    }
    return message
  }
}
