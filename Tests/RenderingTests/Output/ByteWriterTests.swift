import RateQL
import TestSupport
import Testing

@testable import Rendering

struct ByteWriterTests {
  @Test("numbers are written as ExactDecimal describes itself", arguments: 1...20)
  func numbers(_ seed: UInt64) {
    var generator = SeededRandom(seed: seed)
    for _ in 0..<500 {
      let bits = Int64.random(in: 0...63, using: &generator)
      let value = Int64.random(in: Int64.min...Int64.max, using: &generator) >> bits
      let scale = Int.random(in: 0...40, using: &generator)
      let zeros = Int64.random(in: 0...1, using: &generator) == 0 ? value : (value / 10_000) * 10_000
      let expected = ExactDecimal(fixed: zeros, scale: scale).description
      var writer = ByteWriter()
      writer.append("x")
      writer.append(fixed: zeros, scale: scale)
      #expect(String(decoding: writer.bytes, as: UTF8.self) == "x" + expected, "seed \(seed)")
    }
  }

  @Test("the ends of the range, and numbers beyond 64 bits")
  func extremes() {
    let pairs: [(ExactDecimal, String)] = [
      (ExactDecimal(Int64.min), "-9223372036854775808"), (ExactDecimal(Int64.max), "9223372036854775807"),
      (ExactDecimal(fixed: Int64.min, scale: 5), "-92233720368547.75808"), (.zero, "0"),
      (ExactDecimal(significand: Int128.max, scale: 2), "1701411834604692317316873037158841057.27"),
      (ExactDecimal(fixed: -1, scale: 38), "-0." + String(repeating: "0", count: 37) + "1"),
    ]
    for (number, expected) in pairs {
      var writer = ByteWriter()
      writer.append(number)
      #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
    }
  }

  @Test("what was taken is gone")
  func take() {
    var writer = ByteWriter()
    writer.append("ab")
    #expect(writer.take() == Array("ab".utf8))
    writer.append("c")
    #expect(writer.take() == Array("c".utf8))
    #expect(writer.take().isEmpty)
  }
}
