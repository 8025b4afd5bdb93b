import Hummingbird
import NIOCore

extension Answer {
  /// The answer as it goes out, with what the quirks make of its way.
  func response(_ quirks: Set<Quirk>, _ context: OtherContext) -> Response {
    var fields = HTTPFields()
    fields[.contentType] = type
    for (header, value) in headers {
      switch header {
      case .location: fields[.location] = value
      case .retryAfter: fields[.retryAfter] = value
      case .disposition: fields[.contentDisposition] = value
      }
    }
    var bytes = body
    // A 204 has no body to be put in an envelope.
    if quirks.contains(.gzip), status != 204 {
      bytes = Gzip.envelope(bytes)
      fields[.contentEncoding] = "gzip"
    }
    let closes = quirks.contains(.connectionClose)
    if closes { fields[.connection] = "close" }
    let isChunked = quirks.contains(.chunked) && status != 204
    return Response(
      status: .init(code: status), headers: fields,
      body: Answer.body(bytes, isChunked: isChunked) { if closes { await context.close() } })
  }

  private static func body(
    _ bytes: [UInt8], isChunked: Bool, then end: @escaping @Sendable () async -> Void
  ) -> ResponseBody {
    ResponseBody(contentLength: isChunked ? nil : bytes.count) { writer in
      // A prime number of bytes, so that pieces end anywhere in a number or a letter.
      let piece = isChunked ? 89 : max(1, bytes.count)
      for start in stride(from: 0, to: bytes.count, by: piece) {
        try await writer.write(ByteBuffer(bytes: bytes[start..<min(start + piece, bytes.count)]))
      }
      try await writer.finish(nil)
      await end()
    }
  }
}
