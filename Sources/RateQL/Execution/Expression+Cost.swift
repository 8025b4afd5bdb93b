extension Expression {
  /// Whether it is worked out, and so counts as a step, rather than looked up.
  var isOperation: Bool {
    switch kind {
    case .literal, .name, .column, .field, .query, .invalid: false
    case .negate, .not, .binary, .between, .membership, .isNull, .list, .conditional, .call,
      .interpolation:
      true
    }
  }
}

extension RunBudget {
  /// To be called for each row of a long loop.
  func pass(_ row: Int) throws(RunError) {
    if row & 1023 == 1023 { try pulse() }
  }
}
