package import RateQL

/// Something that a server is relied on for once it has shown it on its own rows.
package enum ServerTrait: Sendable, Hashable {
  case comparison(RateField, StorePredicate.Comparison)
  case textTest(RateField, StorePredicate.TextTest)
  /// Two conditions, both of which must hold.
  case and
  /// Two conditions, one of which must hold, in brackets beside a third.
  case or
  case order(RateField, descending: Bool)
  /// An order by a second field where the first is the same.
  case laterOrder
  /// The list's `count`.
  case count
  /// Lists show the field where it has a value.
  case listed(RateField)

  /// What the file of a server's knowledge calls it, and people too.
  package var text: String {
    switch self {
    case .comparison(let field, let comparison): "\(field.name) \(comparison.rawValue)"
    case .textTest(let field, let test): "\(test.rawValue)(\(field.name))"
    case .and: "and"
    case .or: "or"
    case .order(let field, let descending): "orderby \(field.name)\(descending ? " desc" : "")"
    case .laterOrder: "orderby two fields"
    case .count: "count"
    case .listed(let field): "list shows \(field.name)"
    }
  }

  /// Every one that can be tried.
  package static let all: [ServerTrait] =
    [.and, .or, .laterOrder, .count]
    + RateField.listed.flatMap { field in
      StorePredicate.Comparison.allCases.map { ServerTrait.comparison(field, $0) }
        + (field.type == .text ? StorePredicate.TextTest.allCases.map { .textTest(field, $0) } : [])
        + [.order(field, descending: false), .order(field, descending: true)]
    }

  private static let byText = Dictionary(
    (all + RateField.listed.map { .listed($0) }).map { ($0.text, $0) },
    uniquingKeysWith: { first, _ in first })

  /// Nil for what no trait is called.
  package init?(_ text: String) {
    guard let trait = ServerTrait.byText[text] else { return nil }
    self = trait
  }
}

extension ServerTrait {
  /// Whether any server can show it: how words are ordered is its language's business, and only digits are
  /// alike in every language.
  var canBeShown: Bool {
    switch self {
    case .comparison(let field, let comparison):
      comparison == .equal || comparison == .notEqual || !field.isWord
    case .order(let field, _): !field.isWord
    case .textTest, .and, .or, .laterOrder, .count, .listed: true
    }
  }
}

extension RateField {
  /// A text that is no number: of those only the prefix's digits are alike in every language.
  fileprivate var isWord: Bool {
    switch type {
    case .int, .decimal, .percent: false
    default: self != .prefix
    }
  }
}

extension StorePredicate {
  /// What a server must be relied on for, so that it answers this as it is meant.
  var traits: Set<ServerTrait> {
    switch self {
    case .compare(let field, let comparison, _): [.comparison(field, comparison)]
    case .text(let field, let test, _): [.textTest(field, test)]
    case .and(let parts): parts.reduce(into: parts.count > 1 ? [.and] : []) { $0.formUnion($1.traits) }
    case .or(let parts): parts.reduce(into: parts.count > 1 ? [.or] : []) { $0.formUnion($1.traits) }
    }
  }

  /// The part of it that is met by every rate that meets the whole, and that the server is relied on for.
  func kept(by trusts: (ServerTrait) -> Bool) -> StorePredicate? {
    if traits.allSatisfy(trusts) { return self }
    guard case .and(let parts) = self else { return nil }
    let kept = parts.compactMap { $0.kept(by: trusts) }
    return kept.count > 1 && !trusts(.and) ? kept.first : kept.isEmpty ? nil : .and(kept)
  }
}

extension ScanRequest {
  /// What a server must be relied on for, so that it answers this as it is meant.
  var traits: Set<ServerTrait> {
    var traits = predicate?.traits ?? []
    // The first key decides alone; behind it only whether there is a second one.
    if let first = order.first { traits.insert(.order(first.field, descending: first.descending)) }
    if order.count > 1 {
      traits.insert(.laterOrder)
      traits.formUnion(order.map { .order($0.field, descending: $0.descending) })
    }
    return traits
  }

  /// The question that may be left to the server: the same, or one that more rates answer.
  func kept(by trusts: (ServerTrait) -> Bool) -> ScanRequest {
    if traits.allSatisfy(trusts) { return self }
    var request = self
    request.predicate = predicate?.kept(by: trusts)
    let orderTraits = ScanRequest(order: order).traits
    if !orderTraits.allSatisfy(trusts) { request.order = [] }
    if request.predicate != predicate || request.order != order {
      request.limit = nil
      request.skip = 0
    }
    return request
  }
}
