import Foundation
import TestSupport

/// What the fuzzed server does with one request.
enum FuzzedAnswer {
  case bytes([UInt8], closes: Bool)
  /// Nothing, and the connection stays open.
  case silence
  case close

  /// - Parameter good: the body that a server in order would send.
  static func make(_ good: String, _ random: inout SeededRandom) -> FuzzedAnswer {
    switch Int.random(in: 0..<1_000, using: &random) {
    case 0..<550: return .bytes(head(200, good) + Array(good.utf8), closes: false)
    case 550..<650: return status(good, &random)
    case 650..<750: return .bytes(brokenBody(good, &random), closes: false)
    case 750..<820: return cut(good, &random)
    case 820..<900: return oddHeaders(good, &random)
    case 900..<950: return .bytes(chunked(good, &random), closes: false)
    case 950..<975:
      return .bytes(
        (0..<Int.random(in: 1...300, using: &random)).map { _ in .random(in: 0...255, using: &random) },
        closes: true)
    case 975..<998: return .close
    default: return .silence
    }
  }

  private static func head(_ status: Int, _ body: String, _ headers: [String] = []) -> [UInt8] {
    head(status, length: body.utf8.count, headers)
  }

  private static func head(_ status: Int, length: Int, _ headers: [String] = []) -> [UInt8] {
    let lines = [
      "HTTP/1.1 \(status) Whatever", "Content-Type: application/json", "Content-Length: \(length)",
    ]
    return Array(((lines + headers).joined(separator: "\r\n") + "\r\n\r\n").utf8)
  }

  /// Any status, with a body that suits it or not.
  private static func status(_ good: String, _ random: inout SeededRandom) -> FuzzedAnswer {
    let common = [204, 206, 301, 302, 303, 307, 308, 400, 401, 403, 404, 409, 422, 429, 500, 502, 503]
    // 100 to 199 are no answers: the next bytes would be.
    let status =
      Bool.random(using: &random)
      ? common.randomElement(using: &random) ?? 500 : .random(in: 200...599, using: &random)
    let bodies = [
      "", #"{"errors":[{"code":"E","message":"no\nway \u001b[31m"}]}"#,
      "<html><body>\u{7}Bad <b>gateway</b></body></html>",
      "{\"errors\":", "[]", #"{"errors":[]}"#, #"{"errors":{"code":7}}"#,
      String(repeating: "x", count: 5_000),
    ]
    // A good body under a success is a good answer; under another status nobody takes it for one.
    let body =
      (200..<300).contains(status)
      ? bodies[Int.random(in: 1...3, using: &random)] : bodies.randomElement(using: &random) ?? ""
    let headers = [
      "Retry-After: \(["0", "1", "30", "-5", "soon", "99999999999999999999", "Wed, 21 Oct 2026 07:28:00 GMT"].randomElement(using: &random) ?? "")",
      "Location: \(["/api/call_rates", "http://other.test/", "//", "\u{e9}", "/api/x", "javascript:1"].randomElement(using: &random) ?? "")",
    ]
    if status == 204 || status == 304 { return .bytes(head(status, "", headers), closes: false) }
    return .bytes(head(status, body, headers) + Array(body.utf8), closes: Bool.random(using: &random))
  }

  /// Bytes changed, put in or taken out until no reader of JSON takes it.
  private static func brokenBody(_ good: String, _ random: inout SeededRandom) -> [UInt8] {
    var body = Array(good.utf8)
    for _ in 0..<200 {
      guard !body.isEmpty else { break }
      let place = Int.random(in: 0..<body.count, using: &random)
      let noise: [UInt8] = [
        0, 0x22, 0x5C, 0x7B, 0x7D, 0x5B, 0x5D, 0x2C, 0x3A, 0x2D, 0x2E, 0x65, 0x80, 0xC3, 0xFF, 0x31,
      ]
      let byte = noise.randomElement(using: &random) ?? 0
      switch Int.random(in: 0..<3, using: &random) {
      case 0: body[place] = byte
      case 1: body.insert(byte, at: place)
      default: body.remove(at: place)
      }
      if (try? JSONSerialization.jsonObject(with: Data(body), options: .fragmentsAllowed)) == nil { break }
    }
    if (try? JSONSerialization.jsonObject(with: Data(body), options: .fragmentsAllowed)) != nil {
      body = [0x7B]
    }
    return head(200, length: body.count) + body
  }

  /// Less than was announced, or a head that ends in the middle.
  private static func cut(_ good: String, _ random: inout SeededRandom) -> FuzzedAnswer {
    let whole = head(200, good) + Array(good.utf8)
    return .bytes(Array(whole.prefix(Int.random(in: 0..<whole.count, using: &random))), closes: true)
  }

  private static func oddHeaders(_ good: String, _ random: inout SeededRandom) -> FuzzedAnswer {
    let odd = [
      "Content-Encoding: gzip", "Content-Encoding: br", "Content-Length: 3", "Content-Length: -1",
      "Transfer-Encoding: chunked",
      "Transfer-Encoding: gzip, chunked", "X: \(String(repeating: "y", count: 200_000))", "No colon here",
      ": no name",
      "Set-Cookie: a=\u{1}b", "Connection: close", "Connection: upgrade", "Content-Type: text/html",
      "Date: never", "X:\u{0}",
      "Trailer: Content-Length",
    ]
    // The first length stays: two of them, or one and chunks, are no answer that can be read.
    let header = odd.randomElement(using: &random) ?? ""
    return .bytes(head(200, good, [header]) + Array(good.utf8), closes: true)
  }

  /// Chunks as they should be, or with sizes that are wrong.
  private static func chunked(_ good: String, _ random: inout SeededRandom) -> [UInt8] {
    var bytes = Array(
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
    let isRight = Bool.random(using: &random)
    var rest = Array(good.utf8)[...]
    while !rest.isEmpty {
      let part = rest.prefix(Int.random(in: 1...2_000, using: &random))
      rest = rest.dropFirst(part.count)
      let size =
        isRight || Int.random(in: 0..<4, using: &random) > 0
        ? String(part.count, radix: 16)
        : ["zz", "-1", "FFFFFFFFFFFFFFFF", ""].randomElement(using: &random) ?? ""
      bytes += Array("\(size)\r\n".utf8) + part + Array("\r\n".utf8)
    }
    return bytes + (isRight ? Array("0\r\n\r\n".utf8) : Array("Q\r\n\r\n".utf8))
  }
}
