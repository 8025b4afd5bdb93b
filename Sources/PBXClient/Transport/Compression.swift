import NIOCore
import NIOEmbedded
import NIOHTTP1
import NIOHTTPCompression

/// Compressed answers, unpacked by the library's handler in a pipeline of its own. In that of the connections it
/// would take in every part of every request and answer, and most of them are too short to be compressed.
enum Compression {
  /// What is asked for where an answer may be long, and what is unpacked.
  static let accepted = "gzip, deflate"

  /// The body as it was before the server compressed it; as it came, where it names no compression that is known.
  ///
  /// - Parameter limit: how many bytes it may be.
  /// - Throws: `NIOHTTPDecompression.DecompressionError`, `ExtraDecompressionError`.
  static func unpacked(_ body: [UInt8], _ head: HTTPResponseHead, limit: Int) throws -> [UInt8] {
    guard !body.isEmpty, head.headers.contains(name: "content-encoding") else { return body }
    let channel = EmbeddedChannel(handler: NIOHTTPResponseDecompressor(limit: .size(limit)))
    defer { _ = try? channel.finish() }
    for part: HTTPClientResponsePart in [.head(head), .body(ByteBuffer(bytes: body)), .end(nil)] {
      try channel.writeInbound(part)
    }
    var unpacked: [UInt8] = []
    while let part = try channel.readInbound(as: HTTPClientResponsePart.self) {
      if case .body(let buffer) = part { unpacked.append(contentsOf: buffer.readableBytesView) }
    }
    return unpacked
  }
}
