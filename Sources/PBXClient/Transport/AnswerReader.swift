import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization

/// Takes in one answer while it comes, on the event loop of its connection, and knows how long nothing has come.
final class AnswerReader: HTTPClientResponseDelegate {
  struct Response: Sendable {
    var head: HTTPResponseHead
    var body: [UInt8]
  }

  /// The answer is longer than is read into memory.
  struct TooLong: Error {}

  private struct State {
    var head: HTTPResponseHead?
    var body: [UInt8] = []
    /// When the last sign of life was; nil before the request begins to leave.
    var lastSign: NIODeadline?
  }

  /// The longest answer that is read into memory.
  static let longest = 32 << 20

  private let state = Mutex(State())
  private let listener: Transport.Listener?

  init(_ listener: Transport.Listener?) { self.listener = listener }

  /// Whether nothing of the request has begun to leave, and there is somebody to send it later.
  var mayBeHeld: Bool { listener != nil && waitsSince == nil }

  /// Since when the server is waited for; nil before the request begins to leave.
  var waitsSince: NIODeadline? { state.withLock { $0.lastSign } }

  func didSendRequestHead(task: HTTPClient.Task<Response>, _ head: HTTPRequestHead) {
    state.withLock { $0.lastSign = .now() }
  }

  func didSendRequest(task: HTTPClient.Task<Response>) {
    state.withLock { $0.lastSign = .now() }
  }

  func didReceiveHead(task: HTTPClient.Task<Response>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
    let length = head.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
    guard length <= AnswerReader.longest else { return task.eventLoop.makeFailedFuture(TooLong()) }
    state.withLock { state in
      state.head = head
      state.body.reserveCapacity(length)
      state.lastSign = .now()
    }
    if head.status.code >= 400 {
      listener?.heard(PBXAnswer(status: Int(head.status.code), head.headers, body: []))
    }
    return task.eventLoop.makeSucceededVoidFuture()
  }

  func didReceiveBodyPart(task: HTTPClient.Task<Response>, _ part: ByteBuffer) -> EventLoopFuture<Void> {
    let isWithin = state.withLock { state in
      guard state.body.count + part.readableBytes <= AnswerReader.longest else { return false }
      part.withUnsafeReadableBytes { state.body.append(contentsOf: $0) }
      state.lastSign = .now()
      return true
    }
    return isWithin ? task.eventLoop.makeSucceededVoidFuture() : task.eventLoop.makeFailedFuture(TooLong())
  }

  func didFinishRequest(task: HTTPClient.Task<Response>) throws -> Response {
    let response = try state.withLock { state in
      guard let head = state.head else { throw HTTPClientError.remoteConnectionClosed }
      defer { state.body = [] }
      return Response(head: head, body: state.body)
    }
    return Response(
      head: response.head,
      body: try Compression.unpacked(response.body, response.head, limit: AnswerReader.longest))
  }
}
