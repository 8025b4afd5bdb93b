/// What a store is asked, as the language says it: for `explain`.
extension ScanRequest {
  /// The stages that the question stands for; none where every rate is asked for.
  package var stages: [String] {
    var stages: [String] = []
    if let predicate { stages.append("where \(predicate.words)") }
    if !order.isEmpty {
      stages.append(
        "sort " + order.map { "\($0.field.name)\($0.descending ? " desc" : "")" }.joined(separator: ", "))
    }
    if skip > 0 { stages.append("skip \(skip)") }
    if let limit { stages.append("take \(limit)") }
    return stages
  }
}

extension StorePredicate {
  /// The condition as it could stand after `where`.
  package var words: String {
    switch self {
    case .compare(let field, let comparison, let value):
      "\(field.name) \(comparison.sign) \(StorePredicate.written(value))"
    case .text(let field, let test, let text):
      "\(field.name) \(test.rawValue) \(StorePredicate.written(.text(text)))"
    case .and(let parts):
      parts.map { if case .or = $0 { "(\($0.words))" } else { $0.words } }.joined(separator: " and ")
    case .or(let parts): parts.map(\.words).joined(separator: " or ")
    }
  }

  private static func written(_ value: Value) -> String {
    guard case .text(let text) = value else { return value.description }
    let escaped = text.map { "\"\\{".contains($0) ? "\\\($0)" : "\($0)" }.joined()
    return "\"\(escaped)\""
  }
}

extension StorePredicate.Comparison {
  fileprivate var sign: String {
    switch self {
    case .equal: "="
    case .notEqual: "!="
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    }
  }
}
