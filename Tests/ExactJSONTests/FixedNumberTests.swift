import RateQL
import TestSupport
import Testing

@testable import ExactJSON

@Suite struct FixedNumberTests {
  func fixed(_ text: String, scale: Int = 5) -> FixedNumber? {
    Array(text.utf8).withUnsafeBytes { buffer in
      var scanner = JSONScanner(buffer)
      guard let number = try? scanner.number(), (try? scanner.expectEnd()) != nil else { return nil }
      return scanner.fixed(number, scale: scale)
    }
  }

  @Test(
    arguments: [
      ("0", 0, true), ("-0", 0, true), ("0.12345", 12345, true), ("1e-05", 1, true),
      ("1E2", 10_000_000, true),
      ("0.1000000001", 10000, false), ("0.000005", 1, false), ("0.0000049", 0, false),
      ("-0.000005", -1, false),
      ("0.1000000000000000055511151231257827021181583404541015625", 10000, false),
      ("1.10000000", 110_000, true),
      ("12345678901234.56789", 1_234_567_890_123_456_789, true), ("0e999999999", 0, true),
      ("1e-999999999", 0, false),
      ("92233720368547.75807", Int64.max, true), ("5e-6", 1, false), ("4.9e-6", 0, false), ("0.0e5", 0, true),
      ("100000000000000000000e-20", 100_000, true), ("0.999999", 100_000, false),
    ] as [(String, Int64, Bool)])
  func reads(_ text: String, _ value: Int64, _ isExact: Bool) throws {
    let number = try #require(fixed(text))
    #expect(number.value == value)
    #expect(number.isExact == isExact)
  }

  @Test(arguments: [
    "92233720368547.75808", "1e15", "1e999999999", "100000000000000000000", "92233720368547.758075",
  ])
  func refusesWhatDoesNotFit(_ text: String) {
    #expect(fixed(text) == nil)
  }

  @Test func agreesWithExactDecimals() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("fixed number seed: \(seed)")
    var generator = SeededRandom(seed: seed)
    for _ in 0..<20_000 {
      let text = JSONMaker.number(&generator)
      let exact = try #require(ExactDecimal(text))
      let expected = try exact.rounded(toDigits: 5)
      guard let fits = expected.fixed(scale: 5) else {
        #expect(fixed(text) == nil, "seed \(seed): \(text)")
        continue
      }
      let number = try #require(fixed(text), "seed \(seed): \(text)")
      try #require(number.value == fits, "seed \(seed): \(text)")
      try #require(number.isExact == (expected == exact), "seed \(seed): \(text)")
    }
  }
}
