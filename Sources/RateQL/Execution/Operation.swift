/// What the operators do with two values.
package enum Operation {
  package static func apply(
    _ operation: BinaryOperator, _ a: Value, _ b: Value, at span: Span
  ) throws(RunError) -> Value {
    switch operation {
    case .and: return Truth.and(a, b)
    case .or: return Truth.or(a, b)
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      return compare(operation, a, b)
    case .startswith, .endswith, .contains, .covers:
      guard let x = a.string, let y = b.string else { return .null }
      // What is no number has no prefix, and no answer.
      if operation == .covers, PhoneNumber.normalized(y) == nil { return .null }
      return .bool(textTest(operation, x, y))
    case .matches, .matchesNot:
      guard let text = a.string, let pattern = b.string else { return .null }
      let matches = try self.pattern(pattern, at: span).matches(text)
      return .bool(matches == (operation == .matches))
    case .add, .subtract, .multiply, .divide, .mod:
      if let moved = try DateArithmetic.apply(operation, a, b, at: span) { return moved }
      do throws(ArithmeticError) {
        if let exact = try FractionArithmetic.apply(operation, a, b) { return exact }
        return try arithmetic(operation, a, b)
      } catch {
        throw .failed(.arithmetic(error, at: span))
      }
    }
  }

  static func pattern(_ text: String, at span: Span) throws(RunError) -> Pattern {
    do throws(PatternError) {
      return try Pattern(text)
    } catch {
      throw .failed(.invalidRegex(error.reason, at: span))
    }
  }

  static func negate(_ value: Value, at span: Span) throws(RunError) -> Value {
    do throws(ArithmeticError) {
      switch value {
      case .number(let number): return .number(try number.negated())
      case .fraction(let number): return .exact(try number.negated())
      case .percent(let number): return .percent(try number.negated())
      case .duration(let number): return .duration(try number.negated())
      default: return .null
      }
    } catch {
      throw .failed(.arithmetic(error, at: span))
    }
  }

  /// Null where either side is.
  package static func compare(_ operation: BinaryOperator, _ a: Value, _ b: Value) -> Value {
    guard let order = ValueOrder.compare(a, b) else { return .null }
    return switch operation {
    case .equal: .bool(order == 0)
    case .notEqual: .bool(order != 0)
    case .less: .bool(order < 0)
    case .lessOrEqual: .bool(order <= 0)
    case .greater: .bool(order > 0)
    case .greaterOrEqual: .bool(order >= 0)
    default: .null
    }
  }

  /// By bytes, as the API's servers do: case counts.
  static func textTest(_ operation: BinaryOperator, _ a: String, _ b: String) -> Bool {
    switch operation {
    case .startswith: a.utf8.starts(with: b.utf8)
    case .endswith: a.utf8.reversed().starts(with: b.utf8.reversed())
    case .contains: Kernel.contains(Array(a.utf8)[...], Array(b.utf8))
    case .covers: PhoneNumber.normalized(b)?.utf8.starts(with: a.utf8) ?? false
    default: false
    }
  }

  private static func arithmetic(
    _ operation: BinaryOperator, _ a: Value, _ b: Value
  ) throws(ArithmeticError) -> Value {
    switch (operation, a, b) {
    case (_, .null, _), (_, _, .null): return .null
    // `x + 5%` is x × 1.05.
    case (.add, .number(let x), .percent(let share)):
      return .number(try x.multiplied(by: ExactDecimal.one.adding(share)))
    case (.subtract, .number(let x), .percent(let share)):
      return .number(try x.multiplied(by: ExactDecimal.one.subtracting(share)))
    case (.add, .duration(let x), .percent(let share)):
      return .duration(try x.multiplied(by: ExactDecimal.one.adding(share)))
    case (.subtract, .duration(let x), .percent(let share)):
      return .duration(try x.multiplied(by: ExactDecimal.one.subtracting(share)))
    default:
      guard let x = a.decimal, let y = b.decimal else { return .null }
      let result = try plain(operation, x, y)
      return kind(operation, a, b, result)
    }
  }

  private static func plain(
    _ operation: BinaryOperator, _ x: ExactDecimal, _ y: ExactDecimal
  ) throws(ArithmeticError) -> ExactDecimal {
    switch operation {
    case .add: try x.adding(y)
    case .subtract: try x.subtracting(y)
    case .multiply: try x.multiplied(by: y)
    case .divide: try x.divided(by: y)
    default: try x.remainder(dividingBy: y)
    }
  }

  /// What the result is: a number, a percent or a duration.
  private static func kind(
    _ operation: BinaryOperator, _ a: Value, _ b: Value, _ result: ExactDecimal
  ) -> Value {
    switch (operation, a, b) {
    case (.divide, .percent, .percent), (.divide, .duration, .duration): .number(result)
    case (_, .percent, .percent), (.divide, .percent, .number), (.multiply, .percent, .number):
      .percent(result)
    case (_, .duration, _), (.multiply, _, .duration): .duration(result)
    default: .number(result)
    }
  }
}

/// Three-valued logic: null is "not known".
package enum Truth {
  static func and(_ a: Value, _ b: Value) -> Value {
    if a == .bool(false) || b == .bool(false) { return .bool(false) }
    return a.isNull || b.isNull ? .null : .bool(true)
  }

  static func or(_ a: Value, _ b: Value) -> Value {
    if a == .bool(true) || b == .bool(true) { return .bool(true) }
    return a.isNull || b.isNull ? .null : .bool(false)
  }

  static func not(_ a: Value) -> Value {
    if case .bool(let value) = a { return .bool(!value) }
    return .null
  }

  static func codes(_ column: Column) -> [UInt8] {
    switch column {
    case .truth(let column): column.codes
    case .constant(let value, let count): Array(repeating: code(value), count: count)
    default: (0..<column.count).map { code(column[$0]) }
    }
  }

  static func code(_ value: Value) -> UInt8 {
    switch value {
    case .bool(true): TruthColumn.yes
    case .bool(false): TruthColumn.no
    default: TruthColumn.unknown
    }
  }

  static func and(_ a: Column, _ b: Column) -> Column {
    let (x, y) = (codes(a), codes(b))
    return .truth(
      TruthColumn(
        codes: zip(x, y).map { p, q in
          p == TruthColumn.no || q == TruthColumn.no ? TruthColumn.no : max(p, q)
        }))
  }

  static func or(_ a: Column, _ b: Column) -> Column {
    let (x, y) = (codes(a), codes(b))
    return .truth(
      TruthColumn(
        codes: zip(x, y).map { p, q in
          p == TruthColumn.yes || q == TruthColumn.yes ? TruthColumn.yes : max(p, q)
        }))
  }

  static func not(_ a: Column) -> Column {
    .truth(TruthColumn(codes: codes(a).map { $0 == TruthColumn.unknown ? $0 : 1 - $0 }))
  }
}
