import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix
import NIOSSL
import RateQL

/// Why an exchange had no answer.
enum TransportFailure: Error, Sendable {
  case cancelled
  /// The request was taken back before any of it had left.
  case withdrawn
  /// The request was taken back before any of it had left, since the server asks for time.
  case held
  /// The request never left: the server answers others, and there are too many of them.
  case crowded
  /// The request never left: the reason, as the end of "cannot reach HOST: …".
  case neverSent(String)
  /// The connection broke after the request may have left.
  case lost(String)
  /// The server did not answer in time.
  case timedOut(String)
  /// What came is not an HTTP answer that can be used.
  case unusable(String)

  init(_ error: any Error, server: PBXAddress) {
    switch error {
    case let failure as TransportFailure: self = failure
    case is CancellationError: self = .cancelled
    case let error as HTTPClientError: self = .init(client: error)
    case let error as NIOConnectionError: self = .init(connection: error)
    case let error as NIOSSLError: self = .init(tls: error, server)
    case let error as NIOSSLExtraError: self = .init(hostname: error, server)
    case let error as IOError: self = .init(io: error)
    case let error as HTTPParserError where error == .invalidEOFState:
      self = .lost("the answer was cut off")
    case is HTTPParserError: self = .unusable("what answers there does not speak HTTP")
    case is AnswerReader.TooLong: self = .unusable("the answer is far too long")
    case let error as NIOHTTPDecompression.DecompressionError where error == .limit:
      self = .unusable("the answer is far too long")
    case is NIOHTTPDecompression.DecompressionError, is NIOHTTPDecompression.ExtraDecompressionError:
      self = .lost("the compressed answer was cut off or altered")
    case let error as ChannelError where error == .ioOnClosedChannel || error == .eof:
      self = .lost("the connection was closed")
    default: self = .lost(PlainText.line(String(describing: error), limit: 120))
    }
  }

  private init(client error: HTTPClientError) {
    switch error {
    case .cancelled, .requestStreamCancelled: self = .cancelled
    case .connectTimeout: self = .neverSent("nothing answers there in time")
    case .tlsHandshakeTimeout: self = .neverSent("the TLS handshake takes too long; is it https?")
    case .getConnectionFromPoolTimeout: self = .neverSent("no connection became free in time")
    case .alreadyShutdown: self = .neverSent("the session is closed")
    case .deadlineExceeded, .readTimeout: self = .timedOut("no answer came in time")
    case .proxyAuthenticationRequired:
      self = .neverSent("the proxy does not accept the user or the password (407)")
    case .invalidProxyResponse: self = .neverSent("the proxy refuses to connect to it")
    case .httpProxyHandshakeTimeout, .socksHandshakeTimeout:
      self = .neverSent("the proxy does not answer in time")
    case .writeTimeout: self = .timedOut("the request could not be sent in time")
    case .remoteConnectionClosed, .uncleanShutdown: self = .lost("the connection was closed")
    default: self = .unusable(PlainText.line(error.description, limit: 120))
    }
  }

  private init(connection error: NIOConnectionError) {
    guard let first = error.connectionErrors.first else {
      self = .neverSent(
        error.dnsAError == nil && error.dnsAAAAError == nil
          ? "it has no address" : "the name \(error.host) does not resolve")
      return
    }
    self = .neverSent(
      (first.error as? IOError).map(TransportFailure.reason)
        ?? (first.error is ChannelError
          ? "nothing answers there in time" : PlainText.line(String(describing: first.error), limit: 120)))
  }

  private init(tls error: NIOSSLError, _ server: PBXAddress) {
    switch error {
    case .handshakeFailed(let cause):
      let text = String(describing: cause)
      self = .neverSent(
        text.contains("CERTIFICATE_VERIFY_FAILED")
          ? "its certificate is not trusted; `rateql trust \(server.authority)` shows it and asks; "
            + "or give its authority with --cacert FILE, or --insecure to go without the check"
          : text.contains("WRONG_VERSION_NUMBER") || text.contains("HTTP_REQUEST")
            ? "it does not speak TLS there; is it http rather than https?"
            : "the TLS handshake failed (\(PlainText.line(text, limit: 120)))")
    case .uncleanShutdown: self = .lost("the connection was cut")
    default: self = .lost(PlainText.line(String(describing: error), limit: 120))
    }
  }

  private init(hostname error: NIOSSLExtraError, _ server: PBXAddress) {
    self =
      error == .failedToValidateHostname
      ? .neverSent(
        "its certificate is for another name than \(server.host); use the name in the certificate, "
          + "or `rateql trust \(server.authority)`, or --insecure to go without the check")
      : .neverSent("the TLS handshake failed (\(PlainText.line(String(describing: error), limit: 120)))")
  }

  private init(io error: IOError) {
    switch error.errnoCode {
    case ErrorNumber.refused, ErrorNumber.hostUnreachable, ErrorNumber.networkUnreachable:
      self = .neverSent(TransportFailure.reason(error))
    default: self = .lost(TransportFailure.reason(error))
    }
  }

  private static func reason(_ error: IOError) -> String {
    switch error.errnoCode {
    case ErrorNumber.refused: "the connection is refused; is the PBX running, and is that its port?"
    case ErrorNumber.hostUnreachable, ErrorNumber.networkUnreachable: "there is no way to that host"
    case ErrorNumber.timedOut: "nothing answers there in time"
    case ErrorNumber.reset, ErrorNumber.brokenPipe: "the connection was reset"
    default: PlainText.line(error.description, limit: 120)
    }
  }
}

extension StoreError {
  /// What a failed exchange means to who asked for it: a write that may have left is uncertain.
  init(_ failure: TransportFailure, request: PBXRequest, server: String) {
    switch failure {
    case .cancelled:
      self = .uncertain(
        "\(server), asked to \(request.purpose), was not waited for; it may or may not have done it")
    case .withdrawn:
      self = .unreachable("\(server) was not asked to \(request.purpose): it was stopped before")
    case .held: self = .unasked(request, server: server, "it asks for time")
    case .crowded: self = .unasked(request, server: server, "no connection became free in time")
    case .neverSent(let why): self = .unreachable("cannot reach \(server): \(why)")
    case .lost(let why), .timedOut(let why):
      self =
        request.isWrite
        ? .uncertain("\(server), asked to \(request.purpose): \(why); it may or may not have done it")
        : .unreachable("\(server), asked to \(request.purpose): \(why)")
    case .unusable(let why):
      self =
        request.isWrite
        ? .uncertain("\(server), asked to \(request.purpose): \(why); it may or may not have done it")
        : .badAnswer("\(server), asked to \(request.purpose): \(why)")
    }
  }

  /// What was never sent.
  static func unasked(_ request: PBXRequest, server: String, _ why: String) -> StoreError {
    .unasked("\(server) was not asked to \(request.purpose): \(why); try again later")
  }
}
