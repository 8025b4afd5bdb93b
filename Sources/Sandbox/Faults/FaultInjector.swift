import Hummingbird
import Synchronization

/// Puts the faults of a plan between the client and the API.
struct FaultInjector: Sendable {
  private let plan: any FaultPlan
  private let table: FaultTable
  private let sessions: Sessions
  private let count = Count()

  init(plan: any FaultPlan, table: FaultTable, sessions: Sessions) {
    self.plan = plan
    self.table = table
    self.sessions = sessions
  }

  /// - Parameter handle: what the API does and answers.
  func respond(
    to request: Request, _ connection: Connection, _ handle: () async throws -> Response
  ) async throws -> Response {
    guard let described = count.describe(request) else { return try await handle() }
    await plan.before(described, table)
    let fault = await plan.fault(for: described)
    if case .slow(let time) = fault { try await Task.sleep(for: time) }
    let response = fault.isHandled ? try await handle() : nil
    await plan.after(described, table, status: response?.status.code)
    return try await answer(fault, response, connection)
  }

  private func answer(
    _ fault: Fault, _ response: Response?, _ connection: Connection
  ) async throws -> Response {
    switch fault {
    case .none, .slow: break
    case .slowAfter(let time): try await Task.sleep(for: time)
    case .refuse: await connection.close()
    case .resetBefore, .resetAfter: await connection.reset()
    case .cutBody: return await cut(response, connection)
    case .status(let status, let retryAfter, let code):
      return FaultInjector.error(status, code, retryAfter: retryAfter)
    case .handledThenStatus(let status): return FaultInjector.error(status, "INTERNAL_ERROR", retryAfter: nil)
    case .expireTokens:
      sessions.expireAll()
      return APIError.notSignedIn("the token has ended; sign in again", tokenWasSent: true).response
    case .garbage(let text):
      return Response(
        status: .ok, headers: [.contentType: "text/html; charset=utf-8"],
        body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
    // Where the connection is closed by now, nothing of this leaves.
    return response ?? Response(status: .internalServerError)
  }

  private func cut(_ response: Response?, _ connection: Connection) async -> Response {
    guard let response, let length = response.body.contentLength, length > 1 else {
      await connection.close()
      return Response(status: .internalServerError)
    }
    let body = ResponseBody(contentLength: length) { writer in
      try await response.body.write(HalfWriter(length: length / 2, writer: writer))
      await connection.close()
    }
    return Response(status: response.status, headers: response.headers, body: body)
  }

  private static func error(_ status: Int, _ code: String, retryAfter: Int?) -> Response {
    var headers = HTTPFields()
    if let retryAfter { headers[.retryAfter] = String(retryAfter) }
    let status = HTTPResponse.Status(code: status)
    return APIError(status, code, "the sandbox was told to answer \(status.code) here", headers: headers)
      .response
  }

  /// Counts the requests of the API.
  private final class Count: Sendable {
    private let counts = Mutex((requests: 0, writes: 0))

    /// Nil for a path that is not of the API.
    func describe(_ request: Request) -> FaultRequest? {
      guard let route = Route(path: request.uri.path) else { return nil }
      let isWrite = route.isWrite(request.method)
      let rateID: String? =
        switch route {
        case .rate(let id), .destroy(let id): id
        default: nil
        }
      return counts.withLock { counts in
        counts.requests += 1
        if isWrite { counts.writes += 1 }
        return FaultRequest(
          ordinal: counts.requests, writeOrdinal: isWrite ? counts.writes : nil,
          method: request.method.rawValue, path: request.uri.path, rateID: rateID)
      }
    }
  }
}

/// Passes the first bytes of a body on, and keeps the rest.
private struct HalfWriter: ResponseBodyWriter {
  /// How many bytes may still go.
  var length: Int
  var writer: any ResponseBodyWriter

  mutating func write(_ buffer: ByteBuffer) async throws {
    var buffer = buffer
    guard let part = buffer.readSlice(length: min(length, buffer.readableBytes)) else { return }
    length -= part.readableBytes
    try await writer.write(part)
  }

  /// The end never comes.
  consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
