import Foundation
import Testing

@testable import PBXClient

@Suite("Retry-After")
struct RetryAfterTests {
  private let now = Date(timeIntervalSince1970: 1_792_567_680)  // 2026-10-21 07:28:00 UTC

  @Test(
    "seconds, or a time by the server's own clock",
    arguments: [
      ("0", nil, 0), (" 120 ", nil, 120), ("99999999999999999999", nil, 1_000_000_000),
      ("Wed, 21 Oct 2026 07:28:30 GMT", nil, 30), ("Wed, 21 Oct 2026 07:27:00 GMT", nil, 0),
      ("Wed, 21 Oct 2026 09:00:10 GMT", "Wed, 21 Oct 2026 09:00:00 GMT", 10),
    ] as [(String, String?, Int)])
  func delays(_ text: String, _ date: String?, _ seconds: Int) {
    #expect(RetryAfter.delay(text, date: date, now: now) == .seconds(seconds))
  }

  @Test("what is neither is no delay", arguments: ["", "soon", "-1", "1.5", "Wed, 41 Oct 2026 07:28:30 GMT"])
  func others(_ text: String) { #expect(RetryAfter.delay(text, date: nil, now: now) == nil) }
}
