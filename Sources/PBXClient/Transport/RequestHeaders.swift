import NIOHTTP1
import Synchronization

/// The headers of a session's requests. Nearly all of them have the same few: they are put together once for each
/// token, since that costs as much as to read a short answer.
final class RequestHeaders: Sendable {
  /// What they depend on besides the token.
  private struct Kind: Hashable {
    var mayBeCompressed: Bool
    var contentType: String?
  }

  private struct Made {
    var token: Secret?
    var headers: [Kind: HTTPHeaders] = [:]
  }

  private let userAgent: String
  private let made = Mutex(Made())

  init(userAgent: String) { self.userAgent = userAgent }

  func callAsFunction(_ request: PBXRequest, token: Secret?) -> HTTPHeaders {
    let kind = Kind(mayBeCompressed: request.mayBeCompressed, contentType: request.contentType)
    return made.withLock { made in
      if made.token != token { made = Made(token: token) }
      if let headers = made.headers[kind] { return headers }
      let headers = make(kind, token)
      made.headers[kind] = headers
      return headers
    }
  }

  private func make(_ kind: Kind, _ token: Secret?) -> HTTPHeaders {
    var headers = HTTPHeaders()
    headers.add(name: "accept", value: "application/json, */*")
    headers.add(name: "user-agent", value: userAgent)
    if let token { headers.add(name: "authorization", value: "Bearer \(token.reveal())") }
    if kind.mayBeCompressed { headers.add(name: "accept-encoding", value: Compression.accepted) }
    if let type = kind.contentType { headers.add(name: "content-type", value: type) }
    return headers
  }
}

/// There is a token in them.
extension RequestHeaders: CustomStringConvertible, CustomReflectable {
  var description: String { Secret.mask }
  var customMirror: Mirror { Mirror(self, children: []) }
}
