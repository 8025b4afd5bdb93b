extension ExactFraction {
  /// The size of a fraction, its sign aside, cut after some digit: `(units + rest / denominator) × 10^-scale`.
  struct Digits {
    private(set) var units: UInt128
    /// Below the denominator.
    private(set) var rest: UInt64
    private(set) var scale: Int
    let denominator: UInt64

    init(_ fraction: ExactFraction) {
      denominator = UInt64(fraction.denominator)
      let (quotient, remainder) = fraction.numerator.significand.magnitude
        .quotientAndRemainder(dividingBy: UInt128(denominator))
      units = quotient
      rest = UInt64(remainder)
      scale = fraction.numerator.scale
    }

    /// One more digit after the point; false where it does not fit.
    mutating func extend() -> Bool {
      let (tenfold, overflow) = units.multipliedReportingOverflow(by: 10)
      // The denominator is below 2^63, so that ten rests fit 128 bits.
      let (digit, left) = (UInt128(rest) * 10).quotientAndRemainder(dividingBy: UInt128(denominator))
      let (sum, carry) = tenfold.addingReportingOverflow(digit)
      guard !overflow, !carry else { return false }
      (units, rest, scale) = (sum, UInt64(left), scale + 1)
      return true
    }

    /// -1, 0 or 1. Whole parts first, then as many digits as both have, then what is left of both.
    func order(_ other: Digits) -> Int {
      var (a, b) = (self, other)
      let (wholeA, wholeB) = (a.takeWhole(), b.takeWhole())
      if wholeA != wholeB { return wholeA < wholeB ? -1 : 1 }
      // Below 1 there is room for every digit that a scale can ask for.
      while a.scale < b.scale, a.extend() {}
      while b.scale < a.scale, b.extend() {}
      if a.units != b.units { return a.units < b.units ? -1 : 1 }
      let (x, y) = (
        UInt128(a.rest) * UInt128(b.denominator), UInt128(b.rest) * UInt128(a.denominator)
      )
      return x == y ? 0 : (x < y ? -1 : 1)
    }

    private mutating func takeWhole() -> UInt128 {
      let (whole, fraction) = units.quotientAndRemainder(
        dividingBy: PowerOfTen.int128(scale).magnitude)
      units = fraction
      return whole
    }
  }

  /// Rounded once to `digits` after the point (a negative count rounds before it).
  ///
  /// A number without an end never lies half-way between two that have one, so that the rule is asked only
  /// where the denominator is 1.
  public func rounded(
    toDigits digits: Int, _ rule: RoundingRule = .halfAwayFromZero
  ) throws(ArithmeticError) -> ExactDecimal {
    if let decimal { return try decimal.rounded(toDigits: digits, rule) }
    let (units, isPastHalf) = try cut(toDigits: digits)
    return try settled(units + (isPastHalf ? 1 : 0), digits)
  }

  /// The next whole multiple of 10^-digits towards minus infinity (`up` false) or plus infinity.
  public func roundedToward(up: Bool, digits: Int = 0) throws(ArithmeticError) -> ExactDecimal {
    if let decimal { return try decimal.roundedToward(up: up, digits: digits) }
    return try settled(try cut(toDigits: digits).units + (up != isNegative ? 1 : 0), digits)
  }

  /// The size of a number without an end in whole 10^-digits, and whether what is cut off is more than half
  /// of one.
  private func cut(toDigits digits: Int) throws(ArithmeticError) -> (units: UInt128, isPastHalf: Bool) {
    var size = Digits(self)
    while size.scale < digits {
      guard size.scale < ExactDecimal.maximumScale, size.extend() else { throw .overflow }
    }
    let drop = size.scale - digits
    if drop == 0 { return (size.units, size.rest > size.denominator / 2) }
    guard drop <= ExactDecimal.maximumScale else { return (0, false) }
    let unit = PowerOfTen.int128(drop).magnitude
    let (units, left) = size.units.quotientAndRemainder(dividingBy: unit)
    return (units, left >= unit / 2)
  }

  private func settled(_ units: UInt128, _ digits: Int) throws(ArithmeticError) -> ExactDecimal {
    guard let size = Int128(exactly: units) else { throw .overflow }
    return try ExactDecimal.scaled(isNegative ? -size : size, digits: digits)
  }
}

extension ExactFraction: CustomStringConvertible {
  /// Digits after the point that are shown of a number without an end.
  public static let shownDigits = 10

  /// A decimal whole; a number without an end cut after ``shownDigits`` digits, with `…`.
  public var description: String {
    decimal?.description ?? text(digits: ExactFraction.shownDigits)
  }

  /// Cut after so many digits, with `…` where something is left out.
  package func text(digits: Int) -> String {
    guard denominator > 1, let (units, _) = try? cut(toDigits: digits), let size = Int128(exactly: units)
    else { return closest.description }
    let sign = isNegative ? "-" : ""
    return sign + ExactDecimal(significand: size, scale: digits).text(minimumFractionDigits: digits) + "…"
  }

  /// The decimal that stands for the number where only a decimal can: in CSV, in JSON, and as a percent or a
  /// duration. Rounded to the 18 digits of a division, or to as many as fit.
  public var closest: ExactDecimal {
    for digits in stride(from: ExactDecimal.divisionDigits, to: 0, by: -1) {
      if let decimal = try? rounded(toDigits: digits) { return decimal.normalized }
    }
    // At least a third of what an ExactDecimal holds: a whole number always fits.
    return (try? rounded(toDigits: 0)) ?? numerator
  }
}
