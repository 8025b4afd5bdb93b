package import Hummingbird
import NIOCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A request's context that knows the connection it came by.
package struct SandboxContext: RequestContext {
  package var coreContext: CoreRequestContextStorage
  let connection: Connection

  package init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    connection = Connection(channel: source.channel)
  }
}

/// The client's connection, to be ended in the middle.
struct Connection: Sendable {
  let channel: any Channel

  /// Closes it in order; the client reads what was sent, then the end.
  func close() async {
    // Closed already is as good.
    try? await channel.close().get()
  }

  /// Closes it so that the client sees "connection reset by peer".
  func reset() async {
    if let socket = channel as? any SocketOptionProvider {
      try? await socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
    }
    await close()
  }
}
