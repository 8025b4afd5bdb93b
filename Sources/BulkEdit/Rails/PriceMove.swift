import RateQL

/// A price of an update that goes from one known value, which is not 0, to another. A surcharge moves by what it
/// does to a call's price: from 0 % to 10 % makes every call dearer by 10 %.
struct PriceMove {
  let change: Change
  let field: RateField
  let before: ExactDecimal
  let after: ExactDecimal
  /// What the move is a part of.
  private let base: ExactDecimal
  /// By which part of `before` it moves, up or down, to 18 digits; nil where no decimal holds that.
  var distance: ExactDecimal? { try? after.subtracting(before).magnitude.divided(by: base.magnitude) }

  static func moves(_ change: Change) -> [PriceMove] {
    guard change.kind == .update else { return [] }
    return [RateField.connectFee, .postcallSurcharge, .price1, .priceN].compactMap { field in
      guard let before = change.before?[field]?.decimal, let after = change.after?[field]?.decimal,
        !before.isZero || field == .postcallSurcharge, before != after
      else { return nil }
      return PriceMove(change, field, from: before, to: after)
    }
  }

  private init(_ change: Change, _ field: RateField, from before: ExactDecimal, to after: ExactDecimal) {
    self.change = change
    self.field = field
    self.before = before
    self.after = after
    let base = field == .postcallSurcharge ? try? before.adding(.one) : before
    self.base = base ?? before
  }

  /// Whether it moves by more than that part of itself; so does what cannot be worked out.
  func exceeds(_ fraction: ExactDecimal) -> Bool {
    guard let difference = try? after.subtracting(before).magnitude,
      let allowed = try? base.magnitude.multiplied(by: fraction)
    else { return true }
    return difference > allowed
  }

  /// The smallest whole percent that lets all of them through; nil where there is none.
  static func limit(for moves: [PriceMove]) -> ExactDecimal? {
    var limit = ExactDecimal.zero
    for move in moves {
      guard let distance = move.distance, let points = try? distance.multiplied(by: ExactDecimal(100)),
        var percent = try? points.roundedToward(up: true)
      else { return nil }
      // The distance is rounded, so the percent may lie just below it.
      if move.exceeds(hundredth(percent)) {
        guard let next = try? percent.adding(.one), !move.exceeds(hundredth(next)) else { return nil }
        percent = next
      }
      limit = max(limit, percent)
    }
    return limit
  }

  private static func hundredth(_ whole: ExactDecimal) -> ExactDecimal {
    ExactDecimal(significand: whole.significand, scale: whole.scale + 2)
  }

  /// `rate 44 (id b01): price_n 0.012 → 0.05, +316.67%`.
  var text: String {
    let values = [change.before?[field], change.after?[field]].map { $0?.description ?? "?" }
    return "\(change.label): \(field.name) \(values[0]) → \(values[1])" + (percent.map { ", \($0)" } ?? "")
  }

  /// With two digits after the point at the most.
  private var percent: String? {
    guard let distance, let rounded = try? distance.rounded(toDigits: 4) else { return nil }
    let sign = after < before ? "-" : "+"
    return rounded.isZero ? "\(sign)<0.01%" : sign + Percent.text(rounded.normalized)
  }
}
