/// Why an exact calculation has no result.
public enum ArithmeticError: Error, Hashable, Sendable {
  /// More than 38 significant digits would be needed.
  case overflow
  case divisionByZero
  /// A quotient that is not 0 and smaller than the digits that a division keeps.
  case vanishing
}

/// How a value half-way between two neighbours is rounded.
public enum RoundingRule: String, Sendable, CaseIterable {
  case halfAwayFromZero = "half_up"
  case halfEven = "half_even"
}

extension ExactDecimal {
  /// Digits after the point that a division keeps where its result has more.
  public static let divisionDigits = 18

  public func adding(_ other: ExactDecimal) throws(ArithmeticError) -> ExactDecimal {
    if scale == other.scale {
      let (sum, overflow) = significand.addingReportingOverflow(other.significand)
      if !overflow { return ExactDecimal(significand: sum, scale: scale) }
    }
    let wanted = max(scale, other.scale)
    if let a = significand(atScale: wanted), let b = other.significand(atScale: wanted) {
      let (sum, overflow) = a.addingReportingOverflow(b)
      if !overflow { return ExactDecimal(significand: sum, scale: wanted) }
    }
    let (a, b) = (normalized, other.normalized)
    guard a.scale != scale || b.scale != other.scale else { throw .overflow }
    return try a.adding(b)
  }

  public func subtracting(_ other: ExactDecimal) throws(ArithmeticError) -> ExactDecimal {
    try adding(other.negated())
  }

  public func negated() throws(ArithmeticError) -> ExactDecimal {
    guard significand != Int128.min else { throw .overflow }
    return ExactDecimal(significand: -significand, scale: scale)
  }

  public func multiplied(by other: ExactDecimal) throws(ArithmeticError) -> ExactDecimal {
    let (product, overflow) = significand.multipliedReportingOverflow(by: other.significand)
    if !overflow, scale + other.scale <= ExactDecimal.maximumScale {
      return ExactDecimal(significand: product, scale: scale + other.scale)
    }
    let (a, b) = (normalized, other.normalized)
    guard a.scale != scale || b.scale != other.scale else { throw .overflow }
    return try a.multiplied(by: b)
  }

  /// The quotient to ``divisionDigits`` digits after the point, the last one rounded half away from zero.
  ///
  /// - Throws: ``ArithmeticError``; where nothing would be left of a quotient that is not 0, too.
  public func divided(by other: ExactDecimal) throws(ArithmeticError) -> ExactDecimal {
    let result = try quotient(by: other)
    guard !result.isZero || isZero else { throw .vanishing }
    return result
  }

  /// As ``divided(by:)``; 0 for what is smaller than its digits.
  func quotient(by other: ExactDecimal) throws(ArithmeticError) -> ExactDecimal {
    guard !other.isZero else { throw .divisionByZero }
    let (a, b) = (normalized, other.normalized)
    // a / b = (a.significand × 10^shift / b.significand) × 10^-divisionDigits
    let shift = ExactDecimal.divisionDigits + b.scale - a.scale
    var numerator = (high: UInt128(0), low: a.significand.magnitude)
    var denominator = b.significand.magnitude
    if shift >= 0 {
      guard shift <= ExactDecimal.maximumScale else { throw .overflow }
      numerator = numerator.low.multipliedFullWidth(by: PowerOfTen.int128(shift).magnitude)
    } else {
      let (product, overflow) = denominator.multipliedReportingOverflow(
        by: PowerOfTen.int128(-shift).magnitude)
      // The quotient is then below 10^-18 / 2 and rounds to nothing.
      if overflow { return .zero }
      denominator = product
    }
    guard numerator.high < denominator else { throw .overflow }
    var (quotient, remainder) = denominator.dividingFullWidth(numerator)
    if remainder >= denominator - remainder { quotient += 1 }
    guard let magnitude = Int128(exactly: quotient) else { throw .overflow }
    let negative = a.isNegative != b.isNegative
    return ExactDecimal(
      significand: negative ? -magnitude : magnitude, scale: ExactDecimal.divisionDigits
    ).normalized
  }

  /// What is left of a division to a whole number; it has the sign of `self`.
  public func remainder(dividingBy other: ExactDecimal) throws(ArithmeticError) -> ExactDecimal {
    guard !other.isZero else { throw .divisionByZero }
    let wanted = max(scale, other.scale)
    guard let a = significand(atScale: wanted), let b = other.significand(atScale: wanted) else {
      throw .overflow
    }
    return ExactDecimal(significand: a % b, scale: wanted)
  }

  public var magnitude: ExactDecimal {
    get throws(ArithmeticError) { isNegative ? try negated() : self }
  }

  /// Rounded to `digits` after the point (a negative count rounds before it).
  public func rounded(
    toDigits digits: Int, _ rule: RoundingRule = .halfAwayFromZero
  ) throws(ArithmeticError) -> ExactDecimal {
    guard digits < scale else { return self }
    let drop = scale - digits
    guard drop <= ExactDecimal.maximumScale else { return .zero }
    let unit = PowerOfTen.int128(drop)
    var (quotient, remainder) = significand.quotientAndRemainder(dividingBy: unit)
    let distance = remainder.magnitude
    let half = unit.magnitude / 2
    let up =
      switch rule {
      case .halfAwayFromZero: distance >= half
      case .halfEven: distance > half || (distance == half && quotient % 2 != 0)
      }
    if up { quotient += isNegative ? -1 : 1 }
    return try ExactDecimal.scaled(quotient, digits: digits)
  }

  /// The next whole multiple of 10^-digits towards minus infinity (`up` false) or plus infinity.
  public func roundedToward(
    up: Bool, digits: Int = 0
  ) throws(ArithmeticError) -> ExactDecimal {
    guard digits < scale else { return self }
    let drop = min(scale - digits, ExactDecimal.maximumScale)
    var (quotient, remainder) = significand.quotientAndRemainder(dividingBy: PowerOfTen.int128(drop))
    if up && remainder > 0 { quotient += 1 }
    if !up && remainder < 0 { quotient -= 1 }
    return try ExactDecimal.scaled(quotient, digits: digits)
  }

  /// `quotient × 10^-digits`.
  static func scaled(_ quotient: Int128, digits: Int) throws(ArithmeticError) -> ExactDecimal {
    guard digits < 0 else { return ExactDecimal(significand: quotient, scale: digits) }
    guard -digits <= maximumScale else { return .zero }
    let (product, overflow) = quotient.multipliedReportingOverflow(by: PowerOfTen.int128(-digits))
    guard !overflow else { throw .overflow }
    return ExactDecimal(significand: product, scale: 0)
  }

  func significand(atScale wanted: Int) -> Int128? {
    guard wanted > scale else { return significand }
    let (product, overflow) = significand.multipliedReportingOverflow(
      by: PowerOfTen.int128(wanted - scale))
    return overflow ? nil : product
  }
}
