import RateQL
import TestSupport
import Testing

@Suite("Exact fractions")
struct ExactFractionTests {
  private func third(_ numerator: Int128 = 1, scale: Int = 0) throws -> ExactFraction {
    try ExactFraction(ExactDecimal(significand: numerator, scale: scale), over: 3)
  }

  @Test("have one form")
  func form() throws {
    let half = try ExactFraction(ExactDecimal(7), over: 14)
    #expect(half.decimal == ExactDecimal("0.5"))
    #expect(Value.exact(half) == .number(half.numerator))
    let sixtieth = try ExactFraction(.one, over: 60)
    #expect(sixtieth.denominator == 3)
    #expect(sixtieth.numerator == ExactDecimal("0.05"))
    #expect(try ExactFraction(ExactDecimal("0.10") ?? .zero, over: 6).hashValue == sixtieth.hashValue)
    #expect(try ExactFraction(ExactDecimal(-2), over: -6) == third())
    #expect(try ExactFraction(.zero, over: 3).denominator == 1)
    #expect(throws: ArithmeticError.divisionByZero) { try ExactFraction(.one, over: 0) }
  }

  @Test("are shown cut, and stand as decimals of 18 digits")
  func text() throws {
    #expect(try third().description == "0.3333333333…")
    #expect(try third(-2).description == "-0.6666666666…")
    #expect(try third(-2).closest.description == "-0.666666666666666667")
    #expect(try third(1, scale: 12).description == "0.0000000000…")
    let huge = try ExactFraction(ExactDecimal(significand: .max, scale: 0), over: 9)
    #expect(huge.closest.fractionDigits == 0)
    #expect(huge > ExactFraction(huge.closest) || huge < ExactFraction(huge.closest))
  }

  @Test("are rounded once, and never lie half-way")
  func rounding() throws {
    for rule in RoundingRule.allCases {
      #expect(try third(1).rounded(toDigits: 2, rule) == ExactDecimal("0.33"))
      #expect(try third(2).rounded(toDigits: 2, rule) == ExactDecimal("0.67"))
      // 0.00000533… past half a unit by thirds alone.
      #expect(try third(16, scale: 6).rounded(toDigits: 5, rule) == ExactDecimal("0.00001"))
      #expect(try third(14, scale: 6).rounded(toDigits: 5, rule) == .zero)
      #expect(try third(-4).rounded(toDigits: 0, rule) == ExactDecimal(-1))
      #expect(try third(500).rounded(toDigits: -2, rule) == ExactDecimal(200))
    }
    #expect(try third(-4).roundedToward(up: false) == ExactDecimal(-2))
    #expect(try third(-4).roundedToward(up: true) == ExactDecimal(-1))
    #expect(try third(4).roundedToward(up: true) == ExactDecimal(2))
    let half = ExactFraction(ExactDecimal("0.5") ?? .zero)
    #expect(try half.rounded(toDigits: 0, .halfEven) == .zero)
    #expect(try half.rounded(toDigits: 0, .halfAwayFromZero) == .one)
  }

  @Test("overflow is an error, and an order never overflows")
  func limits() throws {
    let huge = try ExactFraction(ExactDecimal(significand: .max, scale: 0), over: 3)
    #expect(throws: ArithmeticError.overflow) { try huge.multiplied(by: huge) }
    #expect(throws: ArithmeticError.overflow) { try huge.rounded(toDigits: 3) }
    #expect(throws: ArithmeticError.overflow) { try third().rounded(toDigits: 39) }
    let tiny = try ExactFraction(ExactDecimal(significand: 1, scale: 38), over: 7)
    #expect(tiny < huge)
    #expect(try tiny.negated() > huge.negated())
    #expect(try tiny < ExactFraction(ExactDecimal(significand: 1, scale: 38), over: 3))
    #expect(tiny > ExactFraction(.zero))
    #expect(throws: ArithmeticError.divisionByZero) { try huge.divided(by: ExactFraction(.zero)) }
    let sevens = try ExactFraction(.one, over: 4_747_561_509_943)  // 7^15
    #expect(throws: ArithmeticError.overflow) { try sevens.multiplied(by: sevens) }
  }

  @Test("agree with rational arithmetic over 128 bits")
  func property() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    for step in 0..<20_000 {
      let (a, b) = (Rational.random(&random), Rational.random(&random))
      let (x, y) = (try a.fraction, try b.fraction)
      let note: Comment = "seed \(seed), step \(step): \(a) and \(b)"
      #expect(try Rational(x.adding(y)) == a.plus(b), note)
      #expect(try Rational(x.subtracting(y)) == a.plus(Rational(-b.above, b.below)), note)
      #expect(try Rational(x.multiplied(by: y)) == Rational(a.above * b.above, a.below * b.below), note)
      let difference = a.above * b.below - b.above * a.below
      #expect(ExactFraction.order(x, y) == difference.signum(), note)
      #expect((x == y) == (difference == 0), note)
      let digits = Int.random(in: -1...6, using: &random)
      #expect(try x.rounded(toDigits: digits, .halfEven) == a.rounded(digits), note)
      let floor = a.above >= 0 ? a.above / a.below : -((-a.above + a.below - 1) / a.below)
      #expect(try x.roundedToward(up: false) == ExactDecimal(floor), note)
      guard b.above != 0 else { continue }
      let quotient = (a.above * b.below) / (a.below * b.above)
      let left = a.plus(Rational(-quotient * b.above, b.below))
      #expect(try Rational(x.remainder(dividingBy: y)) == left, note)
    }
  }
}

/// A plain ratio of two whole numbers, small enough that nothing overflows.
private struct Rational: Equatable, CustomStringConvertible {
  var above: Int128
  var below: Int128

  init(_ above: Int128, _ below: Int128) {
    var (x, y) = (above.magnitude, below.magnitude)
    while y != 0 { (x, y) = (y, x % y) }
    let shared = Int128(x)
    self.above = above / shared * below.signum()
    self.below = Int128(below.magnitude) / shared
  }

  init(_ fraction: ExactFraction) {
    self.init(
      fraction.numerator.significand,
      PowerOfTen.int128(fraction.numerator.scale) * Int128(fraction.denominator))
  }

  static func random(_ random: inout SeededRandom) -> Rational {
    let above = Int128(Int.random(in: -1_000_000...1_000_000, using: &random))
    let below = [1, 2, 3, 7, 9, 10, 60, 600, 100_000, 300_000, 1_001].randomElement(using: &random) ?? 1
    return Rational(above, Int128(below))
  }

  var fraction: ExactFraction {
    get throws { try ExactFraction(ExactDecimal(above), over: Int64(below)) }
  }

  func plus(_ other: Rational) -> Rational {
    Rational(above * other.below + other.above * below, below * other.below)
  }

  /// Half to even.
  func rounded(_ digits: Int) -> ExactDecimal {
    let power = PowerOfTen.int128(abs(digits))
    let scaled = digits >= 0 ? Rational(above * power, below) : Rational(above, below * power)
    var (units, rest) = scaled.above.quotientAndRemainder(dividingBy: scaled.below)
    let twice = Int128(rest.magnitude) * 2
    if twice > scaled.below || twice == scaled.below && !units.isMultiple(of: 2) {
      units += scaled.above.signum()
    }
    return digits >= 0
      ? ExactDecimal(significand: units, scale: digits) : ExactDecimal(units * power)
  }

  var description: String { "\(above)/\(below)" }
}
