extension ScalarFunction {
  /// What the function gives. Arguments were checked by type; a null among them gives null, but for
  /// `coalesce`, `least` and `greatest`, which leave nulls out.
  func apply(_ arguments: [Value], rounding: RoundingRule) throws(ArithmeticError) -> Value {
    switch self {
    case .coalesce: return arguments.first { !$0.isNull } ?? .null
    case .least: return extreme(arguments, -1)
    case .greatest: return extreme(arguments, 1)
    default: break
    }
    guard let first = arguments.first, !arguments.contains(.null) else { return .null }
    switch self {
    case .round:
      let digits = arguments[safe: 1]?.decimal?.integer ?? 0
      // A percent is rounded as it is written: in points.
      let points: Int64 = if case .percent = first { 2 } else { 0 }
      let places = Int(min(max(digits, -38), 36) + points)
      if case .fraction(let value) = first {
        return .number(try value.rounded(toDigits: places, rounding))
      }
      return try number(first) { value throws(ArithmeticError) in
        try value.rounded(toDigits: places, rounding)
      }
    case .floor:
      if case .fraction(let value) = first { return .number(try value.roundedToward(up: false)) }
      return try number(first) { value throws(ArithmeticError) in try value.roundedToward(up: false) }
    case .ceil:
      if case .fraction(let value) = first { return .number(try value.roundedToward(up: true)) }
      return try number(first) { value throws(ArithmeticError) in try value.roundedToward(up: true) }
    case .abs:
      if case .fraction(let value) = first { return .exact(try value.magnitude) }
      return try number(first) { value throws(ArithmeticError) in try value.magnitude }
    case .perMinute:
      guard let amount = first.number, let interval = arguments[safe: 1]?.number else { return .null }
      let minute = ExactFraction(ExactDecimal(60))
      return .number(try amount.multiplied(by: minute).divided(by: interval))
    default:
      return text(first.string ?? "", arguments)
    }
  }

  private func text(_ text: String, _ arguments: [Value]) -> Value {
    switch self {
    case .len: return .int(text.count)
    case .left:
      let count = arguments[safe: 1]?.decimal?.integer ?? 0
      return .text(String(text.prefix(Int(max(0, min(count, Int64(Int32.max)))))))
    case .upper: return .text(text.uppercased())
    case .lower: return .text(text.lowercased())
    case .trim: return .text(trimmed(text))
    case .normalize: return PhoneNumber.normalized(text).map { .text($0) } ?? .null
    case .replace:
      let (what, with) = (arguments[safe: 1]?.string ?? "", arguments[safe: 2]?.string ?? "")
      return .text(replaced(text, what, with))
    default: return .null
    }
  }

  private func number(
    _ value: Value, _ body: (ExactDecimal) throws(ArithmeticError) -> ExactDecimal
  ) throws(ArithmeticError) -> Value {
    switch value {
    case .number(let number): .number(try body(number))
    case .percent(let number): .percent(try body(number))
    case .duration(let number): .duration(try body(number))
    default: .null
    }
  }

  private func extreme(_ values: [Value], _ sign: Int) -> Value {
    var best = Value.null
    for value in values where !value.isNull {
      if best.isNull || (ValueOrder.compare(value, best) ?? 0) == sign { best = value }
    }
    return best
  }

  private func trimmed(_ text: String) -> String {
    let start = text.drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }

  private func replaced(_ text: String, _ what: String, _ with: String) -> String {
    guard !what.isEmpty else { return text }
    let (bytes, wanted, put) = (Array(text.utf8), Array(what.utf8), Array(with.utf8))
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes.count - index >= wanted.count,
        bytes[index..<index + wanted.count].elementsEqual(wanted)
      {
        result += put
        index += wanted.count
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
