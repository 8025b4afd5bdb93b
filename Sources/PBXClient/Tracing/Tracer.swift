import NIOCore
import NIOHTTP1
import Synchronization

/// Tells of exchanges, where somebody listens.
final class Tracer: Sendable {
  private let tell: @Sendable (PBXTrace) -> Void
  private let mask = SecretMask()
  private let count = Mutex(0)

  init(_ tell: @escaping @Sendable (PBXTrace) -> Void) { self.tell = tell }

  /// Tells of a request that is about to be sent.
  func begin(_ request: PBXRequest, path: String, headers: HTTPHeaders) -> Exchange {
    let number = count.withLock { count in
      count += 1
      return count
    }
    let headers = headers.map(mask.header)
    let body = request.bytes.flatMap { mask.body($0, type: request.contentType ?? "") }
    tell(
      PBXTrace(
        number: number, event: .sent(method: request.method.rawValue, path: mask.address(path)),
        headers: headers, body: body))
    return Exchange(number: number, tracer: self)
  }

  /// A request that was told of and waits for what becomes of it.
  struct Exchange: Sendable {
    fileprivate let number: Int
    fileprivate let tracer: Tracer
    private let start = ContinuousClock.now

    fileprivate init(number: Int, tracer: Tracer) {
      self.number = number
      self.tracer = tracer
    }

    /// - Parameter body: nil for one that is still coming in.
    func end(status: Int, _ headers: HTTPHeaders, body: [UInt8]?) {
      let mask = tracer.mask
      // The body first: what it names a secret may stand in the headers too.
      let text = body.map { mask.body($0, type: headers.first(name: "content-type") ?? "") }
      tracer.tell(
        PBXTrace(
          number: number, event: .answered(status: status, after: duration),
          headers: headers.map(mask.header), body: text ?? "(a file)"))
    }

    func fail(_ error: any Error) {
      let reason =
        switch error {
        case is CancellationError: "cancelled"
        case TransportFailure.held: "taken back before it left, since the server asks for time"
        default: "\(error)"
        }
      tracer.tell(
        PBXTrace(number: number, event: .failed(reason: tracer.mask.text(reason), after: duration)))
    }

    private var duration: Duration { start.duration(to: .now) }
  }
}
