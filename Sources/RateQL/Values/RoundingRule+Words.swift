extension RoundingRule {
  /// How messages name the rule.
  package var words: String {
    switch self {
    case .halfAwayFromZero: "half away from zero"
    case .halfEven: "half to even"
    }
  }
}
