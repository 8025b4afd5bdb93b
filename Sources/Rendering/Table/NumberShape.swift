import RateQL

/// How the numbers of one table column are written so that their decimal points stand in one line:
/// trailing zeros up to the longest fraction that was seen. What is longer than ``shownDigits`` is cut,
/// with `…`, never rounded.
struct NumberShape {
  static let shownDigits = ExactFraction.shownDigits

  private var digits = 0
  private var cuts = false

  mutating func note(_ value: Value) {
    if case .fraction = value {
      digits = NumberShape.shownDigits
      cuts = true
    }
    guard let (number, _) = NumberShape.parts(value) else { return }
    let fraction = number.fractionDigits
    digits = max(digits, min(fraction, NumberShape.shownDigits))
    if fraction > NumberShape.shownDigits { cuts = true }
  }

  func text(_ value: Value) -> String {
    if case .fraction(let number) = value { return number.text(digits: NumberShape.shownDigits) }
    guard let (number, suffix) = NumberShape.parts(value) else { return value.description }
    var text = number.text(minimumFractionDigits: digits)
    let excess = number.fractionDigits - NumberShape.shownDigits
    if excess > 0 {
      text = text.dropLast(excess) + "…"
    } else if cuts {
      text += " "
    }
    return text + suffix
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
