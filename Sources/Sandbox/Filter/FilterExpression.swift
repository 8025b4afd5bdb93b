import RateQL

/// A filter as it was understood. Source: the vendor's guide, "Query options".
indirect enum FilterExpression: Hashable {
  case field(RateField)
  case text(String)
  case number(DecimalText)
  case bool(Bool)
  case null
  case compare(StorePredicate.Comparison, FilterExpression, FilterExpression)
  case test(StorePredicate.TextTest, FilterExpression, FilterExpression)
  case not(FilterExpression)
  case and([FilterExpression])
  case or([FilterExpression])

  enum Kind: String {
    case text = "a text"
    case number = "a number"
    case condition = "a condition"
    case null = "null"
  }

  var kind: Kind {
    switch self {
    case .field(let field): field.type == .text || field.type == .symbol(.rateType) ? .text : .number
    case .text: .text
    case .number: .number
    case .null: .null
    case .bool, .compare, .test, .not, .and, .or: .condition
    }
  }

  var isLiteral: Bool {
    switch self {
    case .text, .number, .bool, .null: true
    default: false
    }
  }
}

/// Why a filter or an order was not understood.
struct QueryTextError: Error, Hashable {
  var message: String
  /// The place, in characters from 1.
  var position: Int
}
