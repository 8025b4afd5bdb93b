import RateQL

/// A filter as it was understood.
indirect enum Condition: Sendable {
  enum Comparison: String, CaseIterable, Sendable {
    case eq, ne, gt, ge, lt, le
  }

  enum Function: String, CaseIterable, Sendable {
    case startswith, endswith, contains
  }

  enum Literal: Sendable, Hashable {
    case text(String)
    case number(ExactDecimal)
    case null
  }

  case comparison(RateField, Comparison, Literal)
  case function(Function, RateField, String)
  case not(Condition)
  case all([Condition])
  case any([Condition])

  /// The comparison or function that is written first.
  var first: Condition {
    switch self {
    case .comparison, .function: self
    case .not(let inner): inner.first
    case .all(let parts), .any(let parts): parts.first?.first ?? self
    }
  }
}

extension Quirk {
  /// The quirk of refusing that one word of the filter language.
  static func refusing(_ word: String) -> Quirk? {
    Quirk(rawValue: word == "(" ? "brackets-refused" : "\(word)-refused")
  }
}
