extension Checker {
  mutating func binaryType(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression, in context: Context
  ) -> ValueType {
    switch operation {
    case .and, .or:
      expect(.bool, of: left, in: context, "what stands before `\(operation.rawValue)`")
      expect(
        .bool, of: right, in: context, "what stands after `\(operation.rawValue)`",
        after: left)
      return .bool
    case .matches, .matchesNot:
      checkMatch(operation, left, right, in: context)
      return .bool
    case .startswith, .endswith, .contains, .covers:
      for (side, place) in [(left, "before"), (right, "after")] {
        expect(.text, of: side, in: context, "what stands \(place) `\(operation.rawValue)`")
      }
      if operation == .covers { refuseNoNumber(right) }
      return .bool
    case _ where operation.isComparison:
      let (a, b) = compared(left, right, in: context)
      let ordered = operation != .equal && operation != .notEqual
      compare(operation.rawValue, a, b, left, right, ordered: ordered)
      return .bool
    default:
      let (a, b) = (checkType(left, in: context), checkType(right, in: context))
      if a.isNumber, operation == .add || operation == .subtract { refuseScaledPercent(right) }
      refuseZero(operation, right)
      return resultType(
        of: operation, a, b, at: left.span.joined(right.span),
        hint: mixHint(operation, left: a, right: b, value: right, leftText: textPiece(left)))
    }
  }

  /// Reports where two values can't be compared.
  mutating func compare(
    _ operation: String, _ a: ValueType, _ b: ValueType, _ left: Expression, _ right: Expression,
    ordered: Bool
  ) {
    let span = left.span.joined(right.span)
    if a == .null || b == .null {
      guard a != .invalid, b != .invalid else { return }
      let operand = text(a == .null ? right : left)
      return report(.comparedWithNull(operation, operand: operand, at: span))
    }
    guard let common = ValueType.common(a, b) else {
      return report(.mixedTypes(operation, a, b, at: span, hint: compareHint(a, b, left, right)))
    }
    if ordered, !common.isOrdered {
      report(.mixedTypes(operation, a, b, at: span, hint: "they have no order"))
    }
  }

  private func compareHint(
    _ a: ValueType, _ b: ValueType, _ left: Expression, _ right: Expression
  ) -> String? {
    for (side, other) in [(left, b), (right, a)] {
      if case .literal(.text(let name)) = side.kind, let field = RateField(name: name), field.type != .text,
        ValueType.common(field.type, other) != nil
      {
        return "a column stands without quotes: `\(name)`"
      }
    }
    switch (a, b) {
    case (.text, .int), (.text, .decimal):
      if case .literal(.number) = right.kind { return "write the number as a text: \"\(text(right))\"" }
      return nil
    case (.int, .text), (.decimal, .text):
      if case .literal(.number) = left.kind { return "write the number as a text: \"\(text(left))\"" }
      if case .literal(.text(let digits)) = right.kind, ExactDecimal(digits) != nil {
        return "write the number without quotes: \(digits)"
      }
      return nil
    case (.symbol(let kind), .text), (.text, .symbol(let kind)):
      let other = a == .text ? left : right
      if case .literal(.text(let name)) = other.kind {
        guard let symbol = SymbolKind.lookup(name) else {
          return "it is one of \(kind.names.joined(separator: ", "))"
        }
        return "write it without quotes: \(symbol.name)"
      }
      let word = a == .text ? right : left
      if case .name = word.kind, facts.types[word.id] == .symbol(kind) {
        if case .symbol? = facts.names[word.id] { return "a text stands in quotes: \"\(text(word))\"" }
      }
      return "it is one of \(kind.names.joined(separator: ", "))"
    case (.percent, .int), (.percent, .decimal): return percentHint(right)
    case (.int, .percent), (.decimal, .percent):
      return "a percent is a share of something: `\(text(left)) * \(text(right))`"
    case (.date, .int), (.int, .date): return "a date has all its digits: 2026-03-01"
    case (.date, .text), (.text, .date):
      let other = a == .text ? left : right
      guard case .literal(.text(let day)) = other.kind, CalendarDate(day) != nil else { return nil }
      return "write the date without quotes: \(day)"
    case (.int, .duration), (.duration, .int):
      let duration = a == .duration ? left : right
      return
        "fields that count seconds are plain numbers: write \(secondsText(duration) ?? "60 for one minute")"
    default: return nil
    }
  }

  private mutating func checkMatch(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression, in context: Context
  ) {
    expect(.text, of: left, in: context, "what stands before `\(operation.rawValue)`")
    let pattern = checkType(right, in: context)
    switch (pattern, right.kind) {
    case (.regex, _), (.invalid, _): return
    case (.text, .literal(.text(let text))): checkPattern(text, at: right.span)
    case (.text, _): return
    default:
      report(
        .wrongType(
          "what stands after `\(operation.rawValue)`", wanted: "a regular expression", found: pattern,
          at: right.span, hint: "write it between slashes: /^44/"))
    }
  }

  mutating func checkMembership(_ operand: Expression, _ list: Expression, in context: Context) {
    let type = checkType(operand, in: context)
    let found = checkType(list, in: context)
    switch found {
    case .invalid: return
    case .list(let element):
      guard ValueType.common(type, element) == nil else { return }
      var hint: String?
      if case .list(let elements) = list.kind, let first = elements.first {
        hint = listHint(type, elements) ?? compareHint(type, element, operand, first)
      }
      report(.mixedTypes("in", type, element, at: operand.span.joined(list.span), hint: hint))
    default:
      report(
        .wrongType(
          "what stands after `in`", wanted: "a list", found: found, at: list.span,
          hint: "write `in [\(symbolText(type, list) ?? text(list))]`"))
    }
  }

  /// The type of an arithmetic result; reports where there is none.
  mutating func resultType(
    of operation: BinaryOperator, _ a: ValueType, _ b: ValueType, at span: Span, hint: String?
  ) -> ValueType {
    if a == .invalid || b == .invalid { return .invalid }
    if let result = Checker.arithmetic(operation, a, b) { return result }
    report(.mixedTypes(operation.rawValue, a, b, at: span, hint: hint))
    return .invalid
  }

  /// `x + 2 * 5%` would add 0.1, and is meant to add ten percent.
  mutating func refuseScaledPercent(_ value: Expression) {
    guard case .binary(.multiply, let factor, let percent) = facts.resolved(value).kind,
      facts.types[percent.id] == .percent, facts.types[factor.id]?.isNumber == true
    else { return }
    var namesColumn = false
    facts.walk(factor) { if case .column? = facts.names[$0.id] { namesColumn = true } }
    guard !namesColumn else { return }
    report(.scaledPercent(factor: text(factor), percent: text(percent), at: value.span))
  }

  /// What each operator makes of its operands; nil where it can't go with them.
  static func arithmetic(_ operation: BinaryOperator, _ a: ValueType, _ b: ValueType) -> ValueType? {
    if a == .null || b == .null {
      let other = a == .null ? b : a
      // A date less a date is a duration, less a duration a date: of null it can't be told.
      if other == .date { return operation == .add || operation == .subtract ? .null : nil }
      return [.int, .decimal, .percent, .duration, .null].contains(other) ? other : nil
    }
    switch (operation, a, b) {
    case (.divide, _, _) where a.isNumber && b.isNumber: return .decimal
    case (_, .int, .int): return .int
    case (_, _, _) where a.isNumber && b.isNumber: return .decimal
    case (.add, _, .percent) where a.isNumber, (.subtract, _, .percent) where a.isNumber,
      (.multiply, _, .percent) where a.isNumber, (.divide, _, .percent) where a.isNumber:
      return .decimal
    // What stands first decides: `5% * 2` is 10%, `x * 5%` is a share of x.
    case (.multiply, .percent, _) where b.isNumber, (.divide, .percent, _) where b.isNumber:
      return .percent
    case (.divide, .percent, .percent), (.divide, .duration, .duration): return .decimal
    case (.add, .percent, .percent), (.subtract, .percent, .percent), (.multiply, .percent, .percent):
      return .percent
    case (.add, .duration, .duration), (.subtract, .duration, .duration), (.mod, .duration, .duration):
      return .duration
    case (.multiply, .duration, _) where b.isNumber || b == .percent,
      (.divide, .duration, _) where b.isNumber,
      (.add, .duration, .percent), (.subtract, .duration, .percent):
      return .duration
    case (.multiply, _, .duration) where a.isNumber: return .duration
    case (.subtract, .date, .date): return .duration
    case (.add, .date, .duration), (.add, .duration, .date), (.subtract, .date, .duration): return .date
    default: return nil
    }
  }

  func mixHint(
    _ operation: BinaryOperator, left: ValueType, right: ValueType, value: Expression, leftText: String
  ) -> String? {
    switch (left, right) {
    case (_, .text) where left != .text && unquoted(value) != nil:
      return unquoted(value).map { "write it without quotes: \($0)" }
    case (.text, _), (_, .text):
      guard operation == .add else { return nil }
      return "texts are joined by writing them into one: \(joinedText(leftText, value))"
    case (.percent, .int), (.percent, .decimal): return percentHint(value)
    case (.date, .int): return "write the days with their unit: \(text(value))d"
    case (.duration, .int), (.duration, .decimal): return "write the seconds with their unit: \(text(value))s"
    case (.int, .duration), (.decimal, .duration):
      return "fields that count seconds are plain numbers: write the seconds without their unit"
    default: return nil
    }
  }
}
