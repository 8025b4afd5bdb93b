/// The operators where a side is a number that no decimal is. Sums and products stay exact; a division is
/// decimal to 18 places, as everywhere.
enum FractionArithmetic {
  /// Nil where both sides are decimals, or one is no number.
  static func apply(
    _ operation: BinaryOperator, _ a: Value, _ b: Value
  ) throws(ArithmeticError) -> Value? {
    switch (a, b) {
    case (.fraction(let x), .fraction(let y)):
      return try numbers(operation, x, y)
    case (.fraction(let x), .number(let y)):
      return try numbers(operation, x, ExactFraction(y))
    case (.number(let x), .fraction(let y)):
      return try numbers(operation, ExactFraction(x), y)
    case (.fraction(let x), .percent(let share)):
      return try percent(operation, x, share)
    case (.fraction(let x), .duration(let y)) where operation == .multiply:
      return .duration(try x.multiplied(by: ExactFraction(y)).closest)
    case (.percent(let x), .fraction(let y)):
      return try scaled(operation, x, y).map { .percent($0) }
    case (.duration(let x), .fraction(let y)):
      return try scaled(operation, x, y).map { .duration($0) }
    default: return nil
    }
  }

  private static func numbers(
    _ operation: BinaryOperator, _ x: ExactFraction, _ y: ExactFraction
  ) throws(ArithmeticError) -> Value? {
    switch operation {
    case .add: .exact(try x.adding(y))
    case .subtract: .exact(try x.subtracting(y))
    case .multiply: .exact(try x.multiplied(by: y))
    case .divide: .number(try x.divided(by: y))
    case .mod: .exact(try x.remainder(dividingBy: y))
    default: nil
    }
  }

  /// `x + 5%` is x × 1.05.
  private static func percent(
    _ operation: BinaryOperator, _ x: ExactFraction, _ share: ExactDecimal
  ) throws(ArithmeticError) -> Value? {
    switch operation {
    case .add: try numbers(.multiply, x, ExactFraction(ExactDecimal.one.adding(share)))
    case .subtract: try numbers(.multiply, x, ExactFraction(ExactDecimal.one.subtracting(share)))
    default: try numbers(operation, x, ExactFraction(share))
    }
  }

  /// A percent or a duration times or by a number.
  private static func scaled(
    _ operation: BinaryOperator, _ x: ExactDecimal, _ y: ExactFraction
  ) throws(ArithmeticError) -> ExactDecimal? {
    switch operation {
    case .multiply: try ExactFraction(x).multiplied(by: y).closest
    case .divide: try ExactFraction(x).divided(by: y)
    default: nil
    }
  }
}

/// What an aggregate knows of the numbers in its group that no decimal is.
struct FractionValues {
  private var sum = ExactFraction(.zero)
  private var values: [ExactFraction] = []

  /// - Parameter keeping: the result needs the value itself, not their sum.
  mutating func add(_ number: ExactFraction, keeping: Bool) throws(ArithmeticError) {
    if keeping { values.append(number) } else { sum = try sum.adding(number) }
  }

  /// The sum with that of the decimals, or the mean of `count` values.
  func total(with decimals: ExactDecimal, dividedBy count: Int?) throws(ArithmeticError) -> Value {
    let total = try sum.adding(ExactFraction(decimals))
    guard let count else { return .exact(total) }
    return .number(try total.divided(by: ExactFraction(ExactDecimal(count))))
  }

  /// Interpolated between the two neighbours of the place `share × (n - 1)`.
  func percentile(_ share: ExactDecimal, with decimals: [ExactDecimal]) throws(ArithmeticError) -> Value {
    let sorted = (values + decimals.map { ExactFraction($0) }).sorted()
    guard let last = sorted.last else { return .null }
    let place = try ExactDecimal(sorted.count - 1).multiplied(by: max(.zero, min(.one, share)))
    let below = try place.roundedToward(up: false)
    let index = Int(below.integer ?? 0)
    guard let low = sorted[safe: index], let high = sorted[safe: index + 1] else { return .exact(last) }
    let rest = ExactFraction(try place.subtracting(below))
    return .exact(try low.adding(high.subtracting(low).multiplied(by: rest)))
  }
}
