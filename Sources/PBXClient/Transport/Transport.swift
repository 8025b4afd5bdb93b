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
  private let proxy: PBXProxy?
  private let tracer: Tracer?

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

  /// - Parameter looksAtCertificate: connections end with `CertificateCheck.Seen`, and carry nothing.
  init(_ configuration: PBXConfiguration, looksAtCertificate: Bool = false) throws(PBXConfigurationError) {
    address = configuration.address
    userAgent = configuration.userAgent
    proxy = configuration.proxy
    tracer = configuration.trace.map(Tracer.init)
    let (connect, read) = (configuration.connectTimeout, configuration.readTimeout)
    wholeTimeout = TimeAmount(connect + read + .seconds(5))

    var settings = HTTPClient.Configuration(
      tlsConfiguration: try Transport.tls(configuration.trust),
      redirectConfiguration: .disallow,
      timeout: .init(connect: TimeAmount(connect), read: TimeAmount(read)),
      proxy: configuration.proxy?.settings,
      decompression: .enabled(limit: .size(Transport.longestAnswer)))
    settings.httpVersion = .http1Only
    if address.scheme == "https" {
      if looksAtCertificate {
        settings.http1_1ConnectionDebugInitializer = CertificateCheck.look.run
      } else if case .pinned(let pin) = configuration.trust {
        settings.http1_1ConnectionDebugInitializer = CertificateCheck.pinned(pin, server: address).run
      }
    }
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
    // A pinned certificate is compared as a whole once the connection stands.
    case .anything, .pinned: tls.certificateVerification = .none
    case .authorities(let file):
      guard let certificates = try? NIOSSLCertificate.fromPEMFile(file), !certificates.isEmpty else {
        throw PBXConfigurationError("\(file) cannot be read as a PEM file of certificates")
      }
      tls.trustRoots = .certificates(certificates)
    }
    return tls
  }

  /// The server's certificate, for a transport that looks at it.
  func certificate() async throws -> ServerCertificate {
    let request = PBXRequest(method: .get, path: "", purpose: "show its certificate")
    do {
      _ = try await client.execute(
        message(request, path: address.path, token: nil), deadline: .now() + wholeTimeout)
      throw TransportFailure.neverSent("it shows no certificate")
    } catch let seen as CertificateCheck.Seen {
      return seen.certificate
    } catch {
      throw self.error(error, request)
    }
  }

  /// Sends a request and reads the whole answer, whatever its status. A read is repeated where the
  /// connection broke; a write never is.
  func exchange(_ request: PBXRequest, token: Secret?) async throws -> PBXAnswer {
    var attempt = 1
    while true {
      do {
        return try await follow(request) { path in
          let answer = try await send(request, path: path, token: token)
          return (answer, answer.status, answer.location)
        }
      } catch {
        let failure = failure(error)
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
    let failure = self.failure(failure)
    if case .cancelled = failure, !request.isWrite { return CancellationError() }
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
        let (response, trace) = try await open(request, path: path, token: token)
        trace?.end(response, body: nil)
        return (response, Int(response.status.code), response.headers.first(name: "location"))
      }
    } catch {
      throw self.error(error, request)
    }
    return try await read(StreamedAnswer(response, request: request, transport: self))
  }

  /// Sends a read on where the server says so: to itself, and not for ever. What else an answer points to is
  /// the answer.
  private func follow<Answer>(
    _ request: PBXRequest, _ send: (String) async throws -> (Answer, status: Int, location: String?)
  ) async throws -> Answer {
    var path = address.path + request.path
    var hops = 0
    while true {
      let (answer, status, location) = try await send(path)
      guard request.method == .get, hops < Redirect.most, Redirect.statuses.contains(status),
        let next = location.flatMap({ Redirect.path(of: $0, from: path, at: address) })
      else { return answer }
      path = next
      hops += 1
    }
  }

  private func send(_ request: PBXRequest, path: String, token: Secret?) async throws -> PBXAnswer {
    let (response, trace) = try await open(request, path: path, token: token)
    let body: ByteBuffer
    do {
      body = try await response.body.collect(upTo: Transport.longestAnswer)
    } catch {
      trace?.fail("the answer \(response.status.code) came in part: \(error)")
      throw error
    }
    statistics.add { $0.bytesReceived += body.readableBytes }
    let bytes = Array(body.readableBytesView)
    trace?.end(response, body: bytes)
    return PBXAnswer(response, body: bytes)
  }

  /// Sends a request, and returns when its answer begins.
  private func open(
    _ request: PBXRequest, path: String, token: Secret?
  ) async throws -> (HTTPClientResponse, Tracer.Exchange?) {
    statistics.add { $0.requests += 1 }
    let message = message(request, path: path, token: token)
    let trace = tracer?.begin(request, path: path, headers: message.headers)
    do {
      return (try await client.execute(message, deadline: .now() + wholeTimeout), trace)
    } catch {
      trace?.fail(error is CancellationError ? "cancelled" : "\(self.error(error, request))")
      throw error
    }
  }

  private func message(_ request: PBXRequest, path: String, token: Secret?) -> HTTPClientRequest {
    var message = HTTPClientRequest(url: address.origin + path)
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

extension PBXAnswer {
  init(_ response: HTTPClientResponse, body: [UInt8]) {
    self.init(
      status: Int(response.status.code), contentType: response.headers.first(name: "content-type") ?? "",
      body: body, retryAfter: response.headers.first(name: "retry-after"),
      date: response.headers.first(name: "date"), location: response.headers.first(name: "location"))
  }
}
