import FoundationEssentials
import NIOHTTP1
import NIOHTTPCompression
import RateQL
import Testing

@testable import PBXClient

@Suite("Compressed answers")
struct CompressionTests {
  private static let text = #"{"enabled":true,"account":"USER","type":"ONLINE"}"#
  private static let gzip =
    "H4sIAAAAAAACA6tWSs1LTMpJTVGyKikqTdVRSkxOzi/NK1GyUgoNdg1S0lEqqSxIBfL8/Xw8/VyVagEXEzcCMQAAAA=="
  private static let deflate =
    "eJyrVkrNS0zKSU1RsiopKk3VUUpMTs4vzStRslIKDXYNUtJRKqksSAXy/P18PP1clWoBmhYPkQ=="
  /// 200,000 spaces.
  private static let spaces =
    "H4sIAAAAAAACA+3BMQEAAADCoCrrn9IM/kAB" + String(repeating: "A", count: 257)
    + "K8BMWFiEEANAwA="

  private func unpacked(_ bytes: [UInt8], _ encoding: String?, limit: Int = 1 << 20) throws -> [UInt8] {
    var headers = HTTPHeaders()
    if let encoding { headers.add(name: "Content-Encoding", value: encoding) }
    return try Compression.unpacked(
      bytes, HTTPResponseHead(version: .http1_1, status: .ok, headers: headers), limit: limit)
  }

  private func bytes(_ base64: String) throws -> [UInt8] {
    [UInt8](try #require(Data(base64Encoded: base64)))
  }

  @Test(
    "are unpacked as they say they are packed",
    arguments: [("gzip", gzip), ("GZIP", gzip), ("deflate", deflate)])
  func unpacks(_ encoding: String, _ packed: String) throws {
    #expect(try String(decoding: unpacked(bytes(packed), encoding), as: UTF8.self) == CompressionTests.text)
  }

  @Test("what is not packed, packed otherwise or empty stays as it came")
  func others() throws {
    let text = Array("{}".utf8)
    #expect(try unpacked(text, nil) == text)
    #expect(try unpacked(text, "identity") == text)
    #expect(try unpacked(text, "br") == text)
    #expect(try unpacked([], "gzip").isEmpty)
  }

  @Test("one that is cut off, altered or followed by something is refused")
  func broken() throws {
    let packed = try bytes(CompressionTests.gzip)
    #expect(throws: (any Error).self) { try unpacked(packed.dropLast(9), "gzip") }
    #expect(throws: (any Error).self) { try unpacked(Array("{}".utf8), "gzip") }
    #expect(throws: (any Error).self) { try unpacked(packed + packed, "gzip") }
    var altered = packed
    altered[20] ^= 0x40
    #expect(throws: (any Error).self) { try unpacked(altered, "gzip") }
  }

  @Test("one that unpacks to more than is read is refused")
  func tooLong() throws {
    let packed = try bytes(CompressionTests.spaces)
    #expect(try unpacked(packed, "gzip").count == 200_000)
    #expect(throws: NIOHTTPDecompression.DecompressionError.limit) {
      try unpacked(packed, "gzip", limit: 199_999)
    }
  }

  @Test("are told in words where they can't be read")
  func words() throws {
    let address = try PBXAddress("https://pbx.example.com")
    let errors: [any Error] = [
      NIOHTTPDecompression.DecompressionError.limit,
      NIOHTTPDecompression.DecompressionError.inflationError(-3),
      NIOHTTPDecompression.ExtraDecompressionError.truncatedData,
    ]
    let texts = errors.map { error -> String in
      if case .unusable(let text) = TransportFailure(error, server: address) { text } else { "?" }
    }
    #expect(
      texts == [
        "the answer is far too long", "the compressed answer can't be unpacked",
        "the compressed answer can't be unpacked",
      ])
  }

  @Test("are asked for where many rates come, not where one does")
  func askedFor() async throws {
    let table = FakeTable(150)
    try await FakePBX.run { call in
      call.path == "/api/call_rates" ? table.answer(call) : .json(OperationTests.rate)
    } with: { fake in
      try await fake.session { session in
        try await session.scan(ScanRequest()) { _ in .more }
        let record = try #require(try await session.rate(id: "a/b"))
        try await session.update(id: "a/b", to: record)
      }
      let pages = fake.calls("/call_rates")
      #expect(!pages.isEmpty && pages.allSatisfy { $0.acceptEncoding == "gzip, deflate" })
      #expect(fake.calls("/call_rates/a%2Fb").map(\.acceptEncoding) == [nil, nil])
    }
  }
}
