import FoundationEssentials
import NIOHTTP1
import NIOHTTPCompression
import RateQL
import Synchronization
import TestSupport
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
      switch TransportFailure(error, server: address) {
      case .unusable(let text), .lost(let text): text
      default: "?"
      }
    }
    let altered = "the compressed answer was cut off or altered"
    #expect(texts == ["the answer is far too long", altered, altered])
  }

  @Test("a write whose answer can't be unpacked may have been done, and is sent once")
  func writes() async throws {
    let record = SampleRates.all[0]
    try await FakePBX.run { _ in
      Reply(body: "{}", headers: ["content-encoding": "gzip"])
    } with: { fake in
      try await fake.session { session in
        let writes: [(String, @Sendable () async throws -> Void)] = [
          ("create a rate for prefix \(record.prefix ?? "")", { _ = try await session.create(record) }),
          ("update rate 1", { try await session.update(id: "1", to: record) }),
          ("delete rate 1", { try await session.delete(id: "1") }),
        ]
        for (purpose, write) in writes {
          let error = await #expect(throws: StoreError.self) { try await write() }
          #expect(
            error
              == .uncertain(
                "\(session.name), asked to \(purpose): the compressed answer was cut off or altered; "
                  + "it may or may not have done it"))
        }
      }
      #expect(
        fake.calls.map(\.path) == ["/api/call_rates", "/api/call_rates/1", "/api/call_rates/1/destroy"])
    }
  }

  @Test("a read whose answer can't be unpacked is asked for again")
  func reads() async throws {
    let left = Mutex(2)
    try await FakePBX.run { _ in
      let isBroken = left.withLock { left in
        left -= 1
        return left >= 0
      }
      return Reply(body: OperationTests.rate, headers: isBroken ? ["content-encoding": "gzip"] : [:])
    } with: { fake in
      try await fake.session { session in
        try await #expect(session.rate(id: "a/b")?.prefix == "44")
      }
      #expect(fake.calls.count == 3)
    }
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
