import AsyncHTTPClient
import NIOCore
import RateQL

/// An answer whose body is still coming in.
struct StreamedAnswer {
  let status: Int
  let contentType: String
  let disposition: String?
  let length: Int?
  private let retryAfter: String?
  private let date: String?
  private let body: HTTPClientResponse.Body
  private let request: PBXRequest
  private let transport: Transport

  init(_ response: HTTPClientResponse, request: PBXRequest, transport: Transport) {
    status = Int(response.status.code)
    contentType = response.headers.first(name: "content-type") ?? ""
    disposition = response.headers.first(name: "content-disposition")
    length =
      response.headers.contains(name: "content-encoding")
      ? nil : response.headers.first(name: "content-length").flatMap { Int($0) }
    retryAfter = response.headers.first(name: "retry-after")
    date = response.headers.first(name: "date")
    body = response.body
    self.request = request
    self.transport = transport
  }

  func forEachChunk(_ handle: ([UInt8]) async throws -> Void) async throws {
    var chunks = body.makeAsyncIterator()
    while let chunk = try await next(&chunks) {
      transport.statistics.add { $0.bytesReceived += chunk.readableBytes }
      try await handle(Array(chunk.readableBytesView))
    }
  }

  /// Only the server's failures are turned into a session's errors, not those of who takes the bytes.
  private func next(_ chunks: inout HTTPClientResponse.Body.AsyncIterator) async throws -> ByteBuffer? {
    do {
      return try await chunks.next(isolation: #isolation)
    } catch {
      throw transport.error(error, request)
    }
  }

  /// The first part of the body, for a message.
  func collected() async throws -> PBXAnswer {
    var bytes: [UInt8] = []
    var chunks = body.makeAsyncIterator()
    while bytes.count < 65_536, let chunk = try await next(&chunks) {
      bytes.append(contentsOf: chunk.readableBytesView)
    }
    return PBXAnswer(
      status: status, contentType: contentType, body: bytes, retryAfter: retryAfter, date: date)
  }
}
