import BulkEdit
import Testing

@Suite("Points in time")
struct UnixTimeTests {
  @Test(
    "are told in UTC",
    arguments: [
      (0, "1970-01-01 00:00:00 UTC"), (1_772_357_405_999, "2026-03-01 09:30:05 UTC"),
      (-1, "1969-12-31 23:59:59 UTC"), (951_782_399_000, "2000-02-28 23:59:59 UTC"),
    ])
  func text(_ milliseconds: Int64, _ expected: String) {
    #expect(UnixTime(milliseconds: milliseconds).description == expected)
  }

  @Test("differ by whole milliseconds")
  func difference() {
    let time = UnixTime(milliseconds: 1_772_357_405_001)
    #expect(time.advanced(by: .milliseconds(-1_500)).milliseconds == 1_772_357_403_501)
    #expect(time.advanced(by: .seconds(3)).since(time) == .seconds(3))
    #expect(UnixTime.now > UnixTime(milliseconds: 1_700_000_000_000))
  }
}
