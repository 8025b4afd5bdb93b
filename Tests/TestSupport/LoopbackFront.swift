import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// Stands before a server on loopback and passes every byte on: with TLS in front, as a proxy, or under another
/// address.
package final class LoopbackFront: Sendable {
  package enum Kind: Sendable {
    case plain
    case tls(TestCertificate)
    /// Takes CONNECT to any host and leads it to the server.
    case proxy
  }

  private struct State {
    var kind: Kind
    var heads: [String] = []
    var connections = 0
  }

  private let target: Int
  private let state: Mutex<State>
  private let portBox = Mutex(0)

  package var port: Int { portBox.withLock { $0 } }
  /// The heads of the CONNECT requests so far.
  package var heads: [String] { state.withLock { $0.heads } }
  /// How many connections have come in.
  package var connections: Int { state.withLock { $0.connections } }

  private init(_ kind: Kind, target: Int) {
    self.target = target
    state = Mutex(State(kind: kind))
  }

  /// Connections from now on are met in another way.
  package func become(_ kind: Kind) { state.withLock { $0.kind = kind } }

  /// Whether this machine has the IPv6 loopback.
  package static func hasIPv6() async -> Bool {
    let server = try? await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .bind(host: "::1", port: 0).get()
    try? await server?.close()
    return server != nil
  }

  /// Runs `body` while connections to the front reach `target` on 127.0.0.1.
  @discardableResult
  package static func run<Result: Sendable>(
    _ kind: Kind, on host: String = "127.0.0.1", before target: Int,
    _ body: (LoopbackFront) async throws -> Result
  ) async throws -> Result {
    let front = LoopbackFront(kind, target: target)
    let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelOption(.autoRead, value: false)
      .childChannelInitializer { front.meet($0) }
      .bind(host: host, port: 0).get()
    front.portBox.withLock { $0 = server.localAddress?.port ?? 0 }
    do {
      let result = try await body(front)
      try await server.close()
      return result
    } catch {
      try? await server.close()
      throw error
    }
  }

  private func meet(_ channel: any Channel) -> EventLoopFuture<Void> {
    let kind = state.withLock { state in
      state.connections += 1
      return state.kind
    }
    do {
      switch kind {
      case .plain: return join(channel)
      case .tls(let certificate):
        try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: certificate.context()))
        return join(channel)
      case .proxy:
        try channel.pipeline.syncOperations.addHandler(ConnectHandler(self), name: "connect")
        return channel.setOption(.autoRead, value: true)
      }
    } catch {
      return channel.eventLoop.makeFailedFuture(error)
    }
  }

  /// Connects to the server and lets bytes through, both ways.
  fileprivate func join(_ channel: any Channel) -> EventLoopFuture<Void> {
    ClientBootstrap(group: channel.eventLoop).channelOption(.autoRead, value: false)
      .connect(host: "127.0.0.1", port: target).flatMap { server in
        channel.pipeline.addHandler(PassingHandler(to: server)).flatMap {
          server.pipeline.addHandler(PassingHandler(to: channel))
        }.flatMap { channel.setOption(.autoRead, value: true) }
          .flatMap { server.setOption(.autoRead, value: true) }
      }
  }

  fileprivate func note(_ head: String) { state.withLock { $0.heads.append(head) } }
}

/// Hands everything over to the other side.
private final class PassingHandler: ChannelInboundHandler, Sendable {
  typealias InboundIn = ByteBuffer

  private let other: any Channel

  init(to other: any Channel) { self.other = other }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    other.writeAndFlush(unwrapInboundIn(data), promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) { other.close(promise: nil) }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}

/// Reads the head of a CONNECT request, and is gone once the way is open.
private final class ConnectHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let front: LoopbackFront
  private var head = ""

  init(_ front: LoopbackFront) { self.front = front }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    head += String(buffer: unwrapInboundIn(data))
    guard head.hasSuffix("\r\n\r\n") else { return }
    front.note(head)
    let isConnect = head.hasPrefix("CONNECT ")
    let (channel, front) = (context.channel, front)
    let answer = ByteBuffer(string: "HTTP/1.1 \(isConnect ? "200 Connected" : "405 No")\r\n\r\n")
    guard isConnect else {
      channel.writeAndFlush(answer).whenComplete { _ in channel.close(promise: nil) }
      return
    }
    front.join(channel).flatMap { channel.pipeline.removeHandler(name: "connect") }
      .flatMap { channel.writeAndFlush(answer) }
      .whenFailure { _ in channel.close(promise: nil) }
  }
}
