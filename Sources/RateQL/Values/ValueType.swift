/// The type of a value, as the checker knows it before anything runs.
public indirect enum ValueType: Sendable, Hashable {
  /// The literal `null`; it goes with every other type.
  case null
  case int
  case decimal
  case percent
  case duration
  case date
  case bool
  case text
  case symbol(SymbolKind)
  case regex
  case list(ValueType)
  /// Already reported as wrong: goes with everything, so that one mistake gives one message.
  case invalid

  package var isNumber: Bool { self == .int || self == .decimal }

  /// Whether values of the type have an order (`<`, `sort`, `min`).
  package var isOrdered: Bool {
    switch self {
    case .regex, .list: false
    default: true
    }
  }

  /// The type of a place that takes both: `int` and `decimal` make `decimal`, `null` gives way.
  package static func common(_ a: ValueType, _ b: ValueType) -> ValueType? {
    switch (a, b) {
    case (.invalid, _), (_, .invalid): return .invalid
    case (.null, _): return b
    case (_, .null): return a
    case (.list(let x), .list(let y)): return common(x, y).map { .list($0) }
    default:
      if a == b { return a }
      return a.isNumber && b.isNumber ? .decimal : nil
    }
  }
}

extension ValueType: CustomStringConvertible {
  /// The name in the user's words, for messages: "a number", "a text".
  public var description: String {
    switch self {
    case .null: "null"
    case .int: "a whole number"
    case .decimal: "a number"
    case .percent: "a percent"
    case .duration: "a duration"
    case .date: "a date"
    case .bool: "true or false"
    case .text: "a text"
    case .symbol(let kind): kind.description
    case .regex: "a regular expression"
    case .list(let element): "a list (of \(element))"
    case .invalid: "an invalid value"
    }
  }
}

/// The closed sets of names that the API knows.
public enum SymbolKind: String, Sendable, Hashable, CaseIterable {
  case rateType
  case billingAccount
  case billingType

  /// The canonical names. Source: the contract, "Create a call rate" and "Update tenant billing
  /// configurations".
  public var names: [String] {
    switch self {
    case .rateType: ["LOCAL", "NATIONAL", "INTERNATIONAL", "MOBILE"]
    case .billingAccount: ["TENANT", "USER"]
    case .billingType: ["OFFLINE", "ONLINE"]
    }
  }

  package var description: String {
    switch self {
    case .rateType: "a rate type"
    case .billingAccount: "a billing account"
    case .billingType: "a billing type"
    }
  }

  /// The kind and canonical name of a word, in any case of letters.
  package static func lookup(_ word: String) -> (kind: SymbolKind, name: String)? { table[word] }

  private static let table = WordTable(
    allCases.flatMap { kind in kind.names.map { ($0.lowercased(), (kind: kind, name: $0)) } })
}
