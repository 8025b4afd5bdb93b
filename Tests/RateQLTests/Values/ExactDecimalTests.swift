import RateQL
import TestSupport
import Testing

@Suite("Exact decimals")
struct ExactDecimalTests {
  private func number(_ text: String) throws -> ExactDecimal { try #require(ExactDecimal(text)) }

  @Test(
    "are read and written exactly",
    arguments: [
      ("0", "0"), ("-0.50", "-0.5"), ("00012.3400", "12.34"), ("1e-05", "0.00001"), ("1.5E3", "1500"),
      ("0.1000000000000000055511151231257827", "0.1000000000000000055511151231257827"),
      ("99999999999999999999999999999999999999", "99999999999999999999999999999999999999"),
    ])
  func text(_ written: String, _ shown: String) throws {
    #expect(try number(written).description == shown)
  }

  @Test(
    "refuse what is no number",
    arguments: [
      "", "-", ".", "1.", "abc", "1e", "1e+", "--1", "1 2", "1,5", "0x10", "1e400",
      "999999999999999999999999999999999999999",
    ])
  func refused(_ text: String) { #expect(ExactDecimal(text) == nil) }

  @Test("are equal by value, with one hash")
  func equality() throws {
    let (a, b) = (try number("0.10"), try number("0.1"))
    #expect(a == b)
    #expect(Set([a, b]).count == 1)
    #expect(try number("2") > number("1.99999999999999999999"))
    #expect(try number("-0.1") < number("0"))
  }

  @Test("are in order where no scale holds both")
  func farApart() throws {
    let rising = [
      ExactDecimal(significand: .min, scale: 0), try number("-100000000000000000000"),
      ExactDecimal(significand: .min, scale: 38), .zero, try number("1e-20"), .one,
      ExactDecimal(significand: .max, scale: 38), ExactDecimal(significand: .max, scale: 0),
    ]
    for (place, a) in rising.enumerated() {
      for (other, b) in rising.enumerated() {
        #expect((a < b) == (place < other), "\(a) \(b)")
        #expect((a == b) == (place == other), "\(a) \(b)")
      }
    }
    let (long, short) = (ExactDecimal(significand: 10_000, scale: 4), ExactDecimal.one)
    #expect(long == short && long.hashValue == short.hashValue)
  }

  @Test("divide to 18 places, half away from zero")
  func division() throws {
    #expect(try number("2").divided(by: number("3")).description == "0.666666666666666667")
    #expect(try number("-1").divided(by: number("8")).description == "-0.125")
    #expect(throws: ArithmeticError.divisionByZero) { try number("1").divided(by: .zero) }
  }

  @Test("overflow is an error, never a wrong number")
  func overflow() throws {
    let large = try number("99999999999999999999999999999999999999")
    #expect(throws: ArithmeticError.overflow) { try large.multiplied(by: large) }
    #expect(throws: ArithmeticError.overflow) { try large.adding(large).adding(large) }
  }

  @Test(
    "round half away from zero, or half even",
    arguments: [
      ("2.5", 0, "3", "2"), ("-2.5", 0, "-3", "-2"), ("0.000005", 5, "0.00001", "0"),
      ("0.000015", 5, "0.00002", "0.00002"), ("1250", -2, "1300", "1200"), ("0.4", 0, "0", "0"),
    ])
  func rounding(_ text: String, _ digits: Int, _ away: String, _ even: String) throws {
    #expect(try number(text).rounded(toDigits: digits).description == away)
    #expect(try number(text).rounded(toDigits: digits, .halfEven).description == even)
  }

  @Test("calculate as whole numbers at one scale do")
  func againstIntegers() throws {
    var random = SeededRandom(seed: 20_261)
    for _ in 0..<20_000 {
      let (x, y) = (
        Int64.random(in: -10_000_000...10_000_000, using: &random),
        Int64.random(in: -9_999...9_999, using: &random)
      )
      let (a, b) = (ExactDecimal(fixed: x, scale: 5), ExactDecimal(fixed: y, scale: 3))
      #expect(try a.adding(b) == ExactDecimal(fixed: x + y * 100, scale: 5), "\(x) \(y)")
      #expect(
        try a.multiplied(by: b) == ExactDecimal(significand: Int128(x) * Int128(y), scale: 8), "\(x) \(y)")
      #expect((a < b) == (x < y * 100), "\(x) \(y)")
      #expect(ExactDecimal(a.description) == a, "\(x)")
      if y != 0 {
        // The quotient is off by at most half a unit in the 18th place.
        let quotient = try a.divided(by: b)
        let rest = try a.subtracting(quotient.multiplied(by: b)).magnitude
        #expect(try rest <= b.magnitude.multiplied(by: ExactDecimal(significand: 5, scale: 19)), "\(x) \(y)")
      }
    }
  }

  @Test("of any length are written as their digits stand, and read back")
  func anyLength() throws {
    var random = SeededRandom(seed: 20_262)
    for round in 0..<20_000 {
      let count = round % 38 + 1
      let digits = (0..<count).map { _ in Character("\(Int.random(in: 0...9, using: &random))") }
      let scale = Int.random(in: 0...ExactDecimal.maximumScale, using: &random)
      let isNegative = Bool.random(using: &random)
      // The point by hand: enough zeros before the digits, none left behind them, none before the first.
      let padded = Array(repeating: "0", count: max(0, scale + 1 - count)) + digits
      var fraction = padded.suffix(scale)
      while fraction.last == "0" { fraction.removeLast() }
      let whole = padded.dropLast(scale)
      let significant = whole.drop { $0 == "0" }
      var text = String(significant.isEmpty ? ["0"] : significant)
      if !fraction.isEmpty { text += "." + String(fraction) }
      if isNegative, text != "0" { text = "-" + text }

      let magnitude = try #require(Int128(String(digits)))
      let number = ExactDecimal(significand: isNegative ? -magnitude : magnitude, scale: scale)
      #expect(number.description == text)
      let sign = isNegative ? "-" : ""
      let long = sign + String(whole) + (scale > 0 ? "." + String(padded.suffix(scale)) : "")
      #expect(ExactDecimal(long) == number, "\(long)")
      let wanted = fraction.count + 3
      let zeros = String(repeating: "0", count: 3)
      #expect(number.text(minimumFractionDigits: wanted) == text + (fraction.isEmpty ? "." : "") + zeros)
    }
  }

  @Test("as long as they can be are written whole")
  func longest() {
    let digits = "70141183460469231731687303715884105"
    #expect(ExactDecimal(significand: .min, scale: 0).description == "-1\(digits)728")
    #expect(ExactDecimal(significand: .max, scale: 38).description == "1.\(digits)727")
  }
}
