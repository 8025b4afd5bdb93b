/// A value on its way into a field: brought to the field's form, and checked against the API's rules.
package enum FieldValue {
  /// The value in the field's own form: numbers to its digits, rounded once.
  ///
  /// - Returns: the value, and whether digits were lost.
  package static func fitted(
    _ value: Value, to field: RateField, rounding: RoundingRule = .halfAwayFromZero
  ) throws(ArithmeticError) -> (value: Value, rounded: Bool) {
    guard let digits = field.fractionDigits, let number = value.number else { return (value, false) }
    let fitted = try number.rounded(toDigits: digits, rounding).normalized
    return (field.type == .percent ? .percent(fitted) : .number(fitted), fitted != number.decimal)
  }

  /// Why no call would ever be billed by a rate of that prefix: called numbers are compared by their digits.
  /// The API takes any text, so rates may have such a prefix already; nil where it is in order.
  package static func uncalled(_ value: Value, of field: RateField) -> String? {
    guard field == .prefix, case .text(let prefix) = value,
      !prefix.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    return "`\(prefix)` holds more than digits, and no called number starts so"
  }

  /// What the API has against the value; nil where it takes it as it is.
  package static func problem(_ value: Value, of field: RateField) -> String? {
    limitProblem(value, of: field) ?? digitsProblem(value, of: field)
  }

  /// The digits that the API has no place for: a value that was ``fitted(_:to:rounding:)`` has none.
  private static func digitsProblem(_ value: Value, of field: RateField) -> String? {
    guard let digits = field.fractionDigits, let fitted = try? fitted(value, to: field), fitted.rounded else {
      return nil
    }
    if digits == 0 { return "it would be \(value), the API takes whole numbers" }
    let place = field.type == .percent ? "of its fraction" : "after the point"
    return "it would be \(value), the API keeps \(digits) digits \(place)"
  }

  /// What the API has against the value, digits aside: those of an edit are rounded before it is written.
  package static func limitProblem(_ value: Value, of field: RateField) -> String? {
    switch value {
    case .null:
      return field == .description ? nil : "it has no value"
    case .text(let text):
      guard let lengths = field.lengths else { return nil }
      let length = text.unicodeScalars.count
      if lengths.contains(length) { return nil }
      return length < lengths.lowerBound
        ? "it is empty" : "it is \(length) characters long, the API takes \(lengths.upperBound)"
    case .symbol(let name):
      guard case .symbol(let kind) = field.type, !kind.names.contains(name) else { return nil }
      return "\(name) is not one of \(kind.names.joined(separator: ", "))"
    default:
      guard let number = value.number else { return nil }
      if let minimum = field.minimum, number < ExactFraction(ExactDecimal(minimum)) {
        return "it would be \(value), the API takes no less than \(minimum)"
      }
      if let maximum = field.maximum, number > ExactFraction(ExactDecimal(maximum)) {
        return "it would be \(value), more than the API can hold (\(maximum))"
      }
      return nil
    }
  }
}
