import NIOCore
import NIOPosix
import Synchronization
import TestSupport

/// A server that now and then answers as it should, and else in any way that comes to its mind.
final class FuzzedServer: Sendable {
  static let count = 230

  private let random: Mutex<SeededRandom>
  private let served = Mutex(0)
  private let portBox = Mutex(0)

  var answers: Int { served.withLock { $0 } }
  var address: String { "http://127.0.0.1:\(portBox.withLock { $0 })" }

  private init(seed: UInt64) { random = Mutex(SeededRandom(seed: seed)) }

  static func run<Result>(seed: UInt64, _ body: (FuzzedServer) async throws -> Result) async throws -> Result
  {
    let server = FuzzedServer(seed: seed)
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(FuzzedHandler(server))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    server.portBox.withLock { $0 = channel.localAddress?.port ?? 0 }
    do {
      let result = try await body(server)
      try await channel.close()
      return result
    } catch {
      try? await channel.close()
      throw error
    }
  }

  /// What the server has, by number.
  static func item(_ number: Int) -> String {
    #"{"id":"r\#(number)","prefix":"\#(1_000 + number)","type":"MOBILE","free_seconds":\#(number),"grace_period":0,"#
      + #""interval_1":60,"interval_n":1,"postcall_surcharge":0.01,"price_1":0.\#(10_000 + number),"#
      + #""price_n":1.\#(10_000 + number),"description":"\#(number) °"}"#
  }

  func answer(_ method: String, _ target: String) -> FuzzedAnswer {
    served.withLock { $0 += 1 }
    let good = FuzzedServer.good(method, target)
    return random.withLock { FuzzedAnswer.make(good, &$0) }
  }

  private static func good(_ method: String, _ target: String) -> String {
    let parts = target.split(separator: "?", maxSplits: 1)
    let path = parts.first.map(String.init) ?? ""
    guard method == "GET" else { return #"{"id":"new"}"# }
    if path.hasSuffix("/billing") { return #"{"enabled":true,"account":"TENANT","type":"OFFLINE"}"# }
    if path.hasSuffix("/call_rates") {
      func number(_ name: String) -> Int? {
        parts.dropFirst().first?.split(separator: "&").first { $0.hasPrefix("\(name)=") }
          .flatMap { Int($0.dropFirst(name.count + 1)) }
      }
      let rows = (0..<count).dropFirst(number("skip") ?? 0).prefix(number("top") ?? 100)
      return #"{"count":\#(count),"items":[\#(rows.map(item).joined(separator: ","))]}"#
    }
    let id = path.split(separator: "/").last.flatMap { Int($0.dropFirst()) } ?? 0
    return #"{"connect_fee":0.5,"# + item(id).dropFirst()
  }
}

private final class FuzzedHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let server: FuzzedServer
  private var received: [UInt8] = []

  init(_ server: FuzzedServer) { self.server = server }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    received += unwrapInboundIn(data).readableBytesView
    while let (method, target) = takeRequest() {
      switch server.answer(method, target) {
      case .silence: return
      case .close: return context.close(promise: nil)
      case .bytes(let bytes, let closes):
        let sent = context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)))
        if closes {
          let context = NIOLoopBound(context, eventLoop: context.eventLoop)
          return sent.whenComplete { _ in context.value.close(promise: nil) }
        }
      }
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  /// The next whole request, with its body.
  private func takeRequest() -> (method: String, target: String)? {
    let end = Array("\r\n\r\n".utf8)
    guard let place = received.indices.first(where: { received[$0...].starts(with: end) }) else { return nil }
    let lines = String(decoding: received[..<place], as: UTF8.self).split(separator: "\r\n")
    let length =
      lines.first { $0.lowercased().hasPrefix("content-length:") }
      .flatMap { Int($0.split(separator: ":")[1].drop { $0 == " " }) } ?? 0
    guard received.count >= place + 4 + length else { return nil }
    received.removeFirst(place + 4 + length)
    let words = lines.first?.split(separator: " ") ?? []
    return words.count > 1 ? (String(words[0]), String(words[1])) : ("GET", "/")
  }
}
