extension Value {
  /// As ``decimal``; a fraction, which no decimal is, rounded half away from zero to
  /// ``ExactDecimal/divisionDigits`` digits after the point. Nil for anything else, and where that overflows.
  package var roundedDecimal: ExactDecimal? {
    guard case .fraction(let fraction) = self else { return decimal }
    return try? fraction.rounded(toDigits: ExactDecimal.divisionDigits)
  }
}
