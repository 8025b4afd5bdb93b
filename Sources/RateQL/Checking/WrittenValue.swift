/// What can be told of a value before anything runs, because it is written out.
extension CheckFacts {
  /// The value of a number, percent, duration or text as it stands in the program, with its sign, or of one sum,
  /// difference or product of two such numbers or durations. Nil where it depends on anything else: a name may
  /// be judged by an `if` around it.
  ///
  /// - Parameter throughCalls: an argument of a definition stands for what was given.
  func writtenValue(_ expression: Expression, throughCalls: Bool = true) -> Value? {
    func meant(_ expression: Expression) -> Expression { throughCalls ? resolved(expression) : expression }
    let expression = meant(expression)
    guard case .binary(let operation, let left, let right) = expression.kind else {
      return literalValue(expression)
    }
    guard let a = literalValue(meant(left)), let b = literalValue(meant(right)),
      let x = a.decimal, let y = b.decimal
    else { return nil }
    let result: ExactDecimal? =
      switch operation {
      case .add: try? x.adding(y)
      case .subtract: try? x.subtracting(y)
      case .multiply: try? x.multiplied(by: y)
      default: nil
      }
    switch (operation, a, b) {
    case (_, .number, .number): return result.map { .number($0) }
    case (.add, .duration, .duration), (.subtract, .duration, .duration), (.multiply, .duration, .number):
      return result.map { .duration($0) }
    default: return nil
    }
  }

  private func literalValue(_ expression: Expression) -> Value? {
    switch expression.kind {
    case .literal(.number(let value)): return .number(value)
    case .literal(.percent(let value)): return .percent(value)
    case .literal(.duration(let value)): return .duration(value)
    case .literal(.text(let value)): return .text(value)
    case .negate(let inner):
      switch literalValue(inner) {
      case .number(let value)?: return (try? value.negated()).map { .number($0) }
      case .percent(let value)?: return (try? value.negated()).map { .percent($0) }
      case .duration(let value)?: return (try? value.negated()).map { .duration($0) }
      default: return nil
      }
    default: return nil
    }
  }
}

extension Checker {
  /// Nothing can be divided by a 0 that is written out.
  mutating func refuseZero(_ operation: BinaryOperator, _ divisor: Expression) {
    guard operation == .divide || operation == .mod,
      facts.writtenValue(divisor, throughCalls: false)?.decimal?.isZero == true
    else { return }
    report(.divisionByZero(at: divisor.span, hint: nil))
  }

  /// The called number of `match`, `quote` or `covers`.
  mutating func refuseNoNumber(_ number: Expression) {
    guard case .text(let text)? = facts.writtenValue(number), PhoneNumber.normalized(text) == nil else {
      return
    }
    report(.noNumber(text, at: number.span))
  }

  /// The length of a call.
  mutating func refuseNegativeCall(_ duration: Expression) {
    guard case .duration(let seconds)? = facts.writtenValue(duration), seconds.isNegative else { return }
    report(.negativeCall(at: duration.span))
  }

  /// The count of `take`, `skip` and `left`.
  mutating func refuseCount(_ count: Expression, of word: String) {
    switch facts.writtenValue(count) {
    case .number(let number)? where number.isNegative || number.integer == nil && number.isInteger:
      report(.countOutside(word, .number(number), at: count.span))
    case nil:
      if case .negate = count.kind { report(.countOutside(word, nil, at: count.span)) }
    default: break
    }
  }

  /// The share of `percentile`.
  mutating func refuseShare(_ share: Expression) {
    guard case .percent(let value)? = facts.writtenValue(share), value.isNegative || value > .one else {
      return
    }
    report(.shareOutside(.percent(value), at: share.span))
  }

  /// `5%` for a 0.05 where a percent is due.
  func percentText(_ expression: Expression) -> String? {
    guard case .literal(.number(let value)) = expression.kind, !value.isZero, value < .one,
      let points = try? value.multiplied(by: ExactDecimal(100))
    else { return nil }
    return "\(points.normalized)%"
  }

  /// What is due where a number stands beside a percent.
  func percentHint(_ expression: Expression) -> String {
    "write the percent with its sign: "
      + (percentText(expression).map { "\($0) for \(text(expression))" } ?? "`1%` for the API's 0.01")
  }
}
