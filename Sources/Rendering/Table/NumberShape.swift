import RateQL

/// How the numbers of one table column are written so that their decimal points stand in one line:
/// trailing zeros up to the longest fraction that is shown whole. What is longer than ``shownDigits`` is cut,
/// with `…`, never rounded, and what stands beside it is filled with blanks: zeros would look exact.
struct NumberShape {
  static let shownDigits = ExactFraction.shownDigits

  private var digits = 0
  private var cuts = false

  mutating func note(_ value: Value) {
    if case .fraction = value { cuts = true }
    guard let (number, _) = NumberShape.parts(value) else { return }
    let fraction = number.fractionDigits
    if fraction > NumberShape.shownDigits { cuts = true } else { digits = max(digits, fraction) }
  }

  func text(_ value: Value) -> String {
    if case .fraction(let number) = value { return number.text(digits: NumberShape.shownDigits) }
    guard let (number, suffix) = NumberShape.parts(value) else { return value.description }
    let text = number.text(minimumFractionDigits: digits)
    let fraction = max(number.fractionDigits, digits)
    if number.fractionDigits > NumberShape.shownDigits {
      return text.dropLast(number.fractionDigits - NumberShape.shownDigits) + "…" + suffix
    }
    guard cuts else { return text + suffix }
    let point = fraction == 0 ? 1 : 0
    return text + suffix + String(repeating: " ", count: NumberShape.shownDigits - fraction + 1 + point)
  }

  /// A number and what stands after it; nil for values that have no decimal point to align.
  private static func parts(_ value: Value) -> (number: ExactDecimal, suffix: String)? {
    switch value {
    case .number(let number): return (number, "")
    case .percent(let fraction):
      guard let points = try? fraction.multiplied(by: ExactDecimal(100)) else { return nil }
      return (points, "%")
    default: return nil
    }
  }
}
