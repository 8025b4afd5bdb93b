extension Evaluator {
  /// The value of one node from the values of those directly below it.
  func scalar(_ expression: Expression, _ operands: [Value]) throws(RunError) -> Value {
    switch expression.kind {
    case .negate:
      return try Operation.negate(operands[0], at: expression.span)
    case .not:
      return Truth.not(operands[0])
    case .binary(let operation, _, _):
      return try Operation.apply(operation, operands[0], operands[1], at: expression.span)
    case .between(_, _, _, let negated):
      let inside = Truth.and(
        Operation.compare(.greaterOrEqual, operands[0], operands[1]),
        Operation.compare(.lessOrEqual, operands[0], operands[2]))
      return negated ? Truth.not(inside) : inside
    case .membership(_, _, let negated):
      return MembershipSet(operands[1]).test(operands[0], negated: negated)
    case .isNull(_, let negated):
      return .bool(operands[0].isNull != negated)
    case .list:
      return .list(operands)
    case .interpolation(let parts):
      if isEditing, operands.contains(.null) { throw .failed(.nullInText(at: expression.span)) }
      try TextLimit.check(operands, at: expression.span)
      return .text(interpolated(parts, operands))
    case .call(let name, _):
      return try call(expression, name, operands)
    case .query:
      throw .failed(.internalGap("the query has no result", at: expression.span))
    case .literal, .name, .column, .field, .conditional:
      return try value(expression)
    case .invalid:
      throw .failed(.internalGap("this was not read", at: expression.span))
    }
  }

  private func interpolated(_ parts: [InterpolationPart], _ values: [Value]) -> String {
    var text = ""
    var next = 0
    for part in parts {
      switch part {
      case .text(let literal): text += literal
      case .expression(let part):
        let value = values[safe: next] ?? .null
        text += value.isNull && facts.mayBeUnknown(part, in: .none) ? Value.unknownWord : value.description
        next += 1
      }
    }
    return text
  }

  private func call(
    _ expression: Expression, _ name: Name, _ operands: [Value]
  ) throws(RunError) -> Value {
    switch facts.calls[expression.id] {
    case .scalar(let function):
      if function == .left, let count = operands[safe: 1], count.decimal?.isNegative == true {
        throw .failed(.countOutside("left", count, at: expression.span))
      }
      if function == .replace { try TextLimit.checkReplace(operands, at: expression.span) }
      do throws(ArithmeticError) {
        return try function.apply(operands, rounding: rounding)
      } catch {
        throw .failed(.arithmetic(error, at: expression.span))
      }
    case .host(let function):
      return try function.call(operands, at: expression.span, budget)
    case .countRows:
      throw .failed(.internalGap("the query has no result", at: expression.span))
    default:
      throw .failed(.internalGap("`\(name.text)` can't be called here", at: expression.span))
    }
  }
}
