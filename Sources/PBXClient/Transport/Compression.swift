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
    var unpacked: [UInt8] = []
    func pass(_ part: HTTPClientResponsePart) throws {
      try channel.writeInbound(part)
      while let part = try channel.readInbound(as: HTTPClientResponsePart.self) {
        if case .body(let buffer) = part { unpacked.append(contentsOf: buffer.readableBytesView) }
      }
    }
    try pass(.head(head))
    // Room is made for a piece before the limit is looked at.
    for start in stride(from: 0, to: body.count, by: pieceLength) {
      try pass(.body(ByteBuffer(bytes: body[start..<min(start + pieceLength, body.count)])))
    }
    try pass(.end(nil))
    return unpacked
  }

  private static let pieceLength = 65_536
}
