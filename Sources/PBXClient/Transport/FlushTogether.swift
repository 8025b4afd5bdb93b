import NIOCore
import NIOHTTP1

/// Sends the head of a request together with its body.
///
/// The client flushes the head and then the body: two calls of the kernel, and two packets that wake the server,
/// where one does. What has no body leaves at once.
final class FlushTogether: ChannelOutboundHandler {
  typealias OutboundIn = HTTPClientRequestPart
  typealias OutboundOut = HTTPClientRequestPart

  /// Whether the head of a request was written last: without a body, its end would have come before the flush.
  private var awaitsBody = false

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    awaitsBody = if case .head = unwrapOutboundIn(data) { true } else { false }
    context.write(data, promise: promise)
  }

  func flush(context: ChannelHandlerContext) {
    // A connection that takes no more tells so only once something has left.
    guard !awaitsBody || !context.channel.isWritable else { return }
    context.flush()
  }

  /// For a new connection, on its event loop.
  @Sendable static func add(to channel: any Channel) -> EventLoopFuture<Void> {
    channel.eventLoop.makeCompletedFuture {
      let pipeline = channel.pipeline.syncOperations
      let encoder = try pipeline.handler(type: HTTPRequestEncoder.self)
      try pipeline.addHandler(FlushTogether(), position: .after(encoder))
    }
  }
}
