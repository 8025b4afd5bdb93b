import AsyncHTTPClient
import EventLoopTasks
import NIOCore
import NIOHTTP1
import NIOPosix
import RateQL

/// Sends requests and reads answers; knows HTTP and nothing of rates or sign-in.
final class Transport: Sendable {
  let address: PBXAddress
  let statistics = StatisticsCounter()
  private let origin: String
  private let lanes: ConnectionLanes
  /// For answers that are handed over while they come in, one at a time: with timers of the client's own.
  private let streams: HTTPClient
  /// The time for a connection and the first byte together; what stands still later has its own.
  private let wholeTimeout: TimeAmount
  private let headers: RequestHeaders
  private let proxy: PBXProxy?
  private let tracer: Tracer?

  /// Two threads carry more requests than the processor behind them decodes; shared by all sessions.
  private static let eventLoops = MultiThreadedEventLoopGroup(numberOfThreads: 2)

  /// The executors of the event loops that carry the requests.
  static let executors = eventLoops.makeIterator().map(EventLoopExecutor.init)

  /// How often a read is sent before a connection that keeps breaking is told.
  private static let readAttempts = 3

  /// - Parameter looksAtCertificate: connections end with `CertificateCheck.Seen`, and carry nothing.
  init(_ configuration: PBXConfiguration, looksAtCertificate: Bool = false) throws(PBXConfigurationError) {
    address = configuration.address
    origin = configuration.address.origin
    headers = RequestHeaders(userAgent: configuration.userAgent)
    proxy = configuration.proxy
    tracer = configuration.trace.map(Tracer.init)
    let (connect, read) = (configuration.connectTimeout, configuration.readTimeout)
    wholeTimeout = TimeAmount(connect + read + .seconds(5))

    var settings = try ClientSettings.make(configuration, looksAtCertificate: looksAtCertificate)
    lanes = ConnectionLanes(
      Transport.eventLoops, connections: configuration.connections, patience: TimeAmount(read), settings)
    settings.timeout.read = TimeAmount(read)
    settings.decompression = .enabled(limit: .size(AnswerReader.longest))
    settings.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 1
    streams = HTTPClient(eventLoopGroup: Transport.eventLoops, configuration: settings)
  }

  deinit {
    // As the lanes do it.
    streams.shutdown { _ in }
  }

  func shutdown() async {
    await lanes.shutdown()
    try? await streams.shutdown()
  }

  /// The server's certificate, for a transport that looks at it.
  func certificate() async throws -> ServerCertificate {
    let request = PBXRequest(method: .get, path: "", purpose: "show its certificate")
    do {
      _ = try await streams.execute(
        message(request, path: address.path, token: nil), deadline: .now() + wholeTimeout)
      throw TransportFailure.neverSent("it shows no certificate")
    } catch let seen as CertificateCheck.Seen {
      return seen.certificate
    } catch {
      throw self.error(error, request)
    }
  }

  /// Who sends a request again that was taken back.
  struct Listener: Sendable {
    /// Told of an answer that is an error, by its head: before anything else is sent on its connection.
    let heard: @Sendable (PBXAnswer) -> Void
    /// Whether nothing more is to leave for now.
    let isHeld: @Sendable () -> Bool
  }

  /// Sends a request and reads the whole answer, whatever its status. A read is repeated where the
  /// connection broke; a write never is.
  ///
  /// - Parameter listener: nil where nobody would send it again: then it is not taken back.
  /// - Throws: ``TransportFailure/held`` where it was taken back; else what it means to who made the request.
  func exchange(
    _ request: PBXRequest, token: Secret?, _ listener: Listener? = nil
  ) async throws -> PBXAnswer {
    var attempt = 1
    while true {
      do {
        return try await follow(request) { path in
          let answer = try await send(request, path: path, token: token, listener)
          return (answer, answer.status, answer.location)
        }
      } catch {
        let failure = failure(error)
        guard !Task.isCancelled, case .lost = failure, !request.isWrite, attempt < Transport.readAttempts
        else {
          throw self.error(failure, request)
        }
        // The answer that broke off may have asked for time.
        if let listener, listener.isHeld() { throw TransportFailure.held }
        attempt += 1
        statistics.add { $0.retries += 1 }
      }
    }
  }

  /// How many requests wait for a connection or for their answer; for tests.
  var underWay: Int { lanes.underWay }

  /// Has requests that have not begun to leave end with ``TransportFailure/held``.
  @Sendable func takeBack() { lanes.takeBack() }

  /// What a failure means to who made the request. A read that was cancelled has no other story to tell, nor has
  /// a write that was taken back.
  func error(_ failure: any Error, _ request: PBXRequest) -> any Error {
    let failure = self.failure(failure)
    switch failure {
    case .held: return failure
    case .withdrawn: return CancellationError()
    case .cancelled where !request.isWrite: return CancellationError()
    default: break
    }
    var server = address.name
    if case .neverSent = failure, let proxy { server += " through the proxy \(proxy.name)" }
    return StoreError(failure, request: request, server: server)
  }

  private func failure(_ error: any Error) -> TransportFailure {
    // A connection that does not come about is one with the proxy, where there is one.
    if proxy != nil, error is NIOConnectionError { return .neverSent("the proxy can't be reached") }
    return TransportFailure(error, server: address)
  }

  /// Sends a read and hands over its answer while it comes in.
  func stream<Result>(
    _ request: PBXRequest, token: Secret?, read: (StreamedAnswer) async throws -> Result
  ) async throws -> Result {
    let response: HTTPClientResponse
    do {
      response = try await follow(request) { path in
        let response = try await open(request, path: path, token: token)
        return (response, Int(response.status.code), response.headers.first(name: "location"))
      }
    } catch {
      throw self.error(error, request)
    }
    return try await read(StreamedAnswer(response, request: request, transport: self))
  }

  /// Sends a request on where the server says so: to itself, and not for ever. What else an answer points to is
  /// the answer.
  private func follow<Answer>(
    _ request: PBXRequest, _ send: (String) async throws -> (Answer, status: Int, location: String?)
  ) async throws -> Answer {
    var path = address.path + request.path
    var hops = 0
    while true {
      let (answer, status, location) = try await send(path)
      guard hops < Redirect.most, Redirect.isFollowed(status, request.method),
        let next = location.flatMap({ Redirect.path(of: $0, from: path, at: address) }),
        let same = Redirect.same(request, at: next)
      else { return answer }
      path = same
      hops += 1
    }
  }

  /// Sends a request and reads the whole answer. A write that has been handed over is waited for even by a task
  /// that was cancelled: what became of it is known then.
  private func send(
    _ request: PBXRequest, path: String, token: Secret?, _ listener: Listener?
  ) async throws -> PBXAnswer {
    let message = try HTTPClient.Request(
      url: origin + path, method: request.method.http, headers: headers(request, token: token),
      body: request.bytes.map { .byteBuffer(ByteBuffer(bytes: $0)) })
    statistics.add { $0.requests += 1 }
    let trace = tracer?.begin(request, path: path, headers: message.headers)
    do {
      let answer = try await lanes.exchange(
        message, within: wholeTimeout, isWrite: request.isWrite, listener)
      let status = Int(answer.head.status.code)
      statistics.add { $0.bytesReceived += answer.body.count }
      trace?.end(status: status, answer.head.headers, body: answer.body)
      return PBXAnswer(status: status, answer.head.headers, body: answer.body)
    } catch {
      if case TransportFailure.held = error { statistics.add { $0.requests -= 1 } }
      trace?.fail(self.error(error, request))
      throw error
    }
  }

  /// Sends a read, and returns when its answer begins.
  private func open(_ request: PBXRequest, path: String, token: Secret?) async throws -> HTTPClientResponse {
    let message = message(request, path: path, token: token)
    statistics.add { $0.requests += 1 }
    let trace = tracer?.begin(request, path: path, headers: message.headers)
    do {
      let response = try await streams.execute(message, deadline: .now() + wholeTimeout)
      trace?.end(status: Int(response.status.code), response.headers, body: nil)
      return response
    } catch {
      trace?.fail(self.error(error, request))
      throw error
    }
  }

  private func message(_ request: PBXRequest, path: String, token: Secret?) -> HTTPClientRequest {
    var message = HTTPClientRequest(url: origin + path)
    message.method = request.method.http
    message.headers = headers(request, token: token)
    message.body = request.bytes.map { .bytes(ByteBuffer(bytes: $0)) }
    return message
  }
}

extension PBXRequest.Method {
  var http: HTTPMethod {
    switch self {
    case .get: .GET
    case .post: .POST
    }
  }
}

extension PBXAnswer {
  init(status: Int, _ headers: HTTPHeaders, body: [UInt8]) {
    self.init(
      status: status, contentType: headers.first(name: "content-type") ?? "", body: body,
      retryAfter: headers.first(name: "retry-after"), date: headers.first(name: "date"),
      location: headers.first(name: "location"))
  }
}
