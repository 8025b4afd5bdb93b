/// An exact number that may have no end after the point, as the thirds that a price per minute makes of
/// seconds: `numerator / denominator`.
///
/// The denominator holds only what ten has no share in (3, 7, 9 …), and it has no factor in common with
/// the numerator. So every number has one form, and it is a finite decimal just where the denominator
/// is 1. What does not fit is an error, never a rounded result.
public struct ExactFraction: Sendable, Hashable {
  public let numerator: ExactDecimal
  /// At least 1, and a multiple of neither 2 nor 5.
  public let denominator: Int64

  public init(_ number: ExactDecimal) {
    numerator = number
    denominator = 1
  }

  /// `numerator / denominator`, brought to its one form.
  ///
  /// - Throws: ``ArithmeticError`` where the denominator is 0, or the form does not fit.
  public init(_ numerator: ExactDecimal, over denominator: Int64) throws(ArithmeticError) {
    guard denominator != 0 else { throw .divisionByZero }
    guard denominator != .min else { throw .overflow }
    var above = denominator < 0 ? try numerator.negated() : numerator
    var below = abs(denominator)
    // A shared factor first, so that the decimal does not grow for nothing.
    let shared = ExactFraction.commonDivisor(above.significand, below)
    above = ExactDecimal(significand: above.significand / Int128(shared), scale: above.scale)
    below /= shared
    // Twos and fives go over into the decimal: x / 2 is x × 0.5.
    while below.isMultiple(of: 2) {
      above = try above.multiplied(by: ExactDecimal(significand: 5, scale: 1))
      below /= 2
    }
    while below.isMultiple(of: 5) {
      above = try above.multiplied(by: ExactDecimal(significand: 2, scale: 1))
      below /= 5
    }
    self.init(reduced: above, below)
  }

  /// Of parts that have no factor in common but for that of a numerator of 0.
  private init(reduced numerator: ExactDecimal, _ denominator: Int64) {
    self.numerator = numerator
    self.denominator = numerator.isZero ? 1 : denominator
  }

  /// The number as a decimal, where it has an end.
  public var decimal: ExactDecimal? { denominator == 1 ? numerator : nil }

  public var isZero: Bool { numerator.isZero }
  public var isNegative: Bool { numerator.isNegative }

  /// The greatest divisor of both; `b` is at least 1.
  static func commonDivisor(_ a: Int128, _ b: Int64) -> Int64 {
    if b == 1 { return 1 }
    var (x, y) = (b, Int64(a % Int128(b)).magnitude)
    while y != 0 { (x, y) = (Int64(y), UInt64(x) % y) }
    return x
  }
}

// MARK: Arithmetic

extension ExactFraction {
  public func adding(_ other: ExactFraction) throws(ArithmeticError) -> ExactFraction {
    if denominator == other.denominator {
      return try ExactFraction(numerator.adding(other.numerator), over: denominator)
    }
    let (a, b, shared) = try overOneDenominator(other)
    return try ExactFraction(a.adding(b), over: shared)
  }

  public func subtracting(_ other: ExactFraction) throws(ArithmeticError) -> ExactFraction {
    try adding(other.negated())
  }

  public func negated() throws(ArithmeticError) -> ExactFraction {
    ExactFraction(reduced: try numerator.negated(), denominator)
  }

  public var magnitude: ExactFraction {
    get throws(ArithmeticError) { isNegative ? try negated() : self }
  }

  public func multiplied(by other: ExactFraction) throws(ArithmeticError) -> ExactFraction {
    // What can be cancelled crosswise is cancelled before anything grows.
    let mine = ExactFraction.commonDivisor(numerator.significand, other.denominator)
    let theirs = ExactFraction.commonDivisor(other.numerator.significand, denominator)
    let a = ExactDecimal(significand: numerator.significand / Int128(mine), scale: numerator.scale)
    let b = ExactDecimal(
      significand: other.numerator.significand / Int128(theirs), scale: other.numerator.scale)
    let (below, overflow) = (denominator / theirs).multipliedReportingOverflow(
      by: other.denominator / mine)
    guard !overflow else { throw .overflow }
    return ExactFraction(reduced: try a.multiplied(by: b), below)
  }

  /// The quotient to ``ExactDecimal/divisionDigits`` digits, as every division gives it.
  public func divided(by other: ExactFraction) throws(ArithmeticError) -> ExactDecimal {
    guard !other.isZero else { throw .divisionByZero }
    let (a, b, _) = try overOneDenominator(other)
    return try a.divided(by: b)
  }

  /// What is left of a division to a whole number; it has the sign of `self`.
  public func remainder(dividingBy other: ExactFraction) throws(ArithmeticError) -> ExactFraction {
    let (a, b, shared) = try overOneDenominator(other)
    return try ExactFraction(a.remainder(dividingBy: b), over: shared)
  }

  /// Both numerators over the smallest denominator that both can have.
  private func overOneDenominator(
    _ other: ExactFraction
  ) throws(ArithmeticError) -> (ExactDecimal, ExactDecimal, Int64) {
    let divisor = ExactFraction.commonDivisor(Int128(denominator), other.denominator)
    let (mine, theirs) = (other.denominator / divisor, denominator / divisor)
    let (shared, overflow) = denominator.multipliedReportingOverflow(by: mine)
    guard !overflow else { throw .overflow }
    return (
      try numerator.multiplied(by: ExactDecimal(mine)),
      try other.numerator.multiplied(by: ExactDecimal(theirs)), shared
    )
  }
}

// MARK: Order

extension ExactFraction: Comparable {
  public static func < (a: ExactFraction, b: ExactFraction) -> Bool { order(a, b) < 0 }

  /// -1, 0 or 1. Digit by digit where a common denominator could not be held: nothing overflows.
  package static func order(_ a: ExactFraction, _ b: ExactFraction) -> Int {
    if a.denominator == b.denominator {
      return a.numerator == b.numerator ? 0 : (a.numerator < b.numerator ? -1 : 1)
    }
    if a.isNegative != b.isNegative { return a.isNegative ? -1 : 1 }
    let order = Digits(a).order(Digits(b))
    return a.isNegative ? -order : order
  }
}
