/// One value of the language, as it stands in a row, a variable or a result.
public enum Value: Sendable, Hashable {
  case null
  /// A whole or decimal number; money too.
  case number(ExactDecimal)
  /// A number that no decimal is exactly, as a call's cost may be; every other number is a ``number(_:)``.
  /// In place it would make every value half as large again.
  indirect case fraction(ExactFraction)
  /// A percent, kept as its fraction: `5%` is 0.05.
  case percent(ExactDecimal)
  /// A length of time in seconds.
  case duration(ExactDecimal)
  case date(CalendarDate)
  case bool(Bool)
  case text(String)
  /// A rate type, a billing account or a billing type, by its canonical name (`MOBILE`).
  case symbol(String)
  case list([Value])

  package static func int(_ value: some BinaryInteger) -> Value { .number(ExactDecimal(value)) }

  /// A number in its one form.
  package static func exact(_ number: ExactFraction) -> Value {
    number.decimal.map { .number($0) } ?? .fraction(number)
  }

  package var isNull: Bool { self == .null }

  /// The number behind a number, a percent (its fraction) or a duration (its seconds); nil for a fraction
  /// too, which no decimal is.
  package var decimal: ExactDecimal? {
    switch self {
    case .number(let value), .percent(let value), .duration(let value): value
    default: nil
    }
  }

  /// As ``decimal``, of every number.
  package var number: ExactFraction? {
    if case .fraction(let value) = self { return value }
    return decimal.map { ExactFraction($0) }
  }

  /// The text behind a string or a symbol.
  package var string: String? {
    switch self {
    case .text(let value), .symbol(let value): value
    default: nil
    }
  }
}

extension Value: CustomStringConvertible {
  /// How `print`, an interpolation and a table cell show the value.
  public var description: String {
    switch self {
    case .null: "null"
    case .number(let value): value.description
    case .fraction(let value): value.description
    case .percent(let fraction): Percent.text(fraction)
    case .duration(let seconds): Seconds.text(seconds)
    case .date(let date): date.description
    case .bool(let value): value ? "true" : "false"
    case .text(let value), .symbol(let value): value
    case .list(let values): "[" + values.map(\.description).joined(separator: ", ") + "]"
    }
  }
}

extension Value {
  /// What is shown of a value that the store has and does not show.
  package static let unknownWord = "unknown"

  /// As ``description``; of a number with more digits after the point than tables show, those and `…`.
  package var shown: String {
    switch self {
    case .number(let number): Value.cut(number, number.description, suffix: "")
    case .percent(let share):
      (try? share.multiplied(by: ExactDecimal(100))).map { Value.cut($0, "\($0)", suffix: "%") }
        ?? description
    default: description
    }
  }

  private static func cut(_ number: ExactDecimal, _ text: String, suffix: String) -> String {
    let excess = number.fractionDigits - ExactFraction.shownDigits
    return excess > 0 ? text.dropLast(excess) + "…" + suffix : text + suffix
  }
}

/// Percents as people write them.
package enum Percent {
  /// `0.05` as `5%`.
  package static func text(_ fraction: ExactDecimal) -> String {
    let points = try? fraction.multiplied(by: ExactDecimal(100))
    return points.map { "\($0)%" } ?? "\(fraction) × 100%"
  }
}

/// Lengths of time as people write them.
package enum Seconds {
  /// `125` as `2m5s`, whole days as `7d`; fractions stay with the seconds.
  package static func text(_ seconds: ExactDecimal) -> String {
    guard let magnitude = try? seconds.magnitude,
      let whole = try? magnitude.roundedToward(up: false), let total = whole.integer,
      let rest = try? magnitude.subtracting(ExactDecimal(total - total % 60))
    else { return "\(seconds)s" }
    var text = seconds.isNegative ? "-" : ""
    if total > 0, rest.isZero, total.isMultiple(of: Int64(CalendarDate.secondsOfDay)) {
      return "\(text)\(total / Int64(CalendarDate.secondsOfDay))d"
    }
    if total >= 3600 { text += "\(total / 3600)h" }
    if total % 3600 >= 60 { text += "\(total % 3600 / 60)m" }
    if !rest.isZero || total < 60 { text += "\(rest)s" }
    return text
  }
}
