import RateQL

/// Decides whether a rate meets a condition. A comparison with null is neither true nor false.
struct Judge {
  let quirks: Set<Quirk>

  func admits(_ rate: RateRecord, _ condition: Condition) -> Bool { verdict(rate, condition) == true }

  private func verdict(_ rate: RateRecord, _ condition: Condition) -> Bool? {
    switch condition {
    case .not(let inner): return verdict(rate, inner).map { !$0 }
    case .all(let parts):
      let verdicts = parts.map { verdict(rate, $0) }
      return verdicts.contains(false) ? false : verdicts.contains(nil) ? nil : true
    case .any(let parts):
      let verdicts = parts.map { verdict(rate, $0) }
      return verdicts.contains(true) ? true : verdicts.contains(nil) ? nil : false
    case .comparison(let field, let comparison, let literal):
      return compare(rate[field] ?? .null, comparison, literal)
    case .function(let function, let field, let wanted):
      guard let text = rate[field]?.string.map(folded) else { return nil }
      return Judge.holds(function, Array(text.utf8), Array(folded(wanted).utf8))
    }
  }

  private static func holds(_ function: Condition.Function, _ text: [UInt8], _ wanted: [UInt8]) -> Bool {
    switch function {
    case .startswith: text.starts(with: wanted)
    case .endswith: text.reversed().starts(with: wanted.reversed())
    case .contains:
      text.count >= wanted.count
        && (0...(text.count - wanted.count)).contains { text[$0...].starts(with: wanted) }
    }
  }

  private func compare(_ value: Value, _ comparison: Condition.Comparison, _ literal: Condition.Literal)
    -> Bool?
  {
    if literal == .null {
      switch comparison {
      case .eq: return value == .null
      case .ne: return value != .null
      case .gt, .ge, .lt, .le: return nil
      }
    }
    guard let order = order(value, literal) else {
      guard quirks.contains(.filterTakesNullAsLowest) else { return nil }
      return [.ne, .lt, .le].contains(comparison)
    }
    return switch comparison {
    case .eq: order == .same
    case .ne: order != .same
    case .gt: order == .after
    case .ge: order != .before
    case .lt: order == .before
    case .le: order != .after
    }
  }

  /// Nil where one is null.
  private func order(_ value: Value, _ literal: Condition.Literal) -> TextOrder? {
    switch literal {
    case .text(let text): return value.string.map { TextOrder(folded($0), folded(text)) }
    case .number(let number):
      guard let decimal = value.decimal else { return nil }
      return quirks.contains(.filterAsText)
        ? TextOrder(decimal.description, number.description) : TextOrder(decimal, number)
    case .null: return nil
    }
  }

  private func folded(_ text: String) -> String {
    quirks.contains(.filterIgnoresCase) ? text.lowercased() : text
  }
}

/// How one value stands to another.
enum TextOrder: Sendable {
  case before, same, after

  init(_ a: ExactDecimal, _ b: ExactDecimal) { self = a < b ? .before : a == b ? .same : .after }

  /// Byte by byte.
  init(_ a: String, _ b: String) {
    let (a, b) = (Array(a.utf8), Array(b.utf8))
    self = a == b ? .same : a.lexicographicallyPrecedes(b) ? .before : .after
  }

  var reversed: TextOrder {
    switch self {
    case .before: .after
    case .same: .same
    case .after: .before
    }
  }
}
