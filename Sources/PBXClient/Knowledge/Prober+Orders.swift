import RateQL

extension Prober {
  /// Whether the list comes in the field's order, and starts where that starts.
  mutating func triesOrder(_ field: RateField, _ descending: Bool) async throws -> Bool {
    switch field.type {
    case .int, .decimal, .percent:
      guard try await startsRightly(field, descending, nil) else { return false }
      // As texts, numbers from 2 on come behind those that start with 1.
      let two = StorePredicate.compare(field, .greaterOrEqual, Prober.value(ExactDecimal(2), field))
      return try await startsRightly(field, descending, two)
    default: return try await startsRightly(field, descending, nil)
    }
  }

  /// Whether a page is in order, and nothing comes before its first rate.
  private mutating func startsRightly(
    _ field: RateField, _ descending: Bool, _ condition: StorePredicate?
  ) async throws -> Bool {
    let before: StorePredicate.Comparison = descending ? .greater : .less
    try await need(.comparison(field, before))
    for trait in condition?.traits ?? [] { try await need(trait) }
    let order = [StoreOrder(field, descending: descending)]
    guard let page = try await list(condition, order), Prober.isSorted(page, order) else { return false }
    guard let first = page.first?[field], !first.isNull else {
      // With a condition, none that meets it is an answer too.
      guard condition != nil, page.isEmpty else { throw Unshown() }
      return true
    }
    let earlier = StorePredicate.compare(field, before, first)
    guard let found = try await list(condition.map { .and([$0, earlier]) } ?? earlier, []) else {
      return false
    }
    return found.isEmpty
  }

  /// Whether rates that are the same in one field come in the order of another, up and down.
  mutating func triesLaterOrder() async throws -> Bool {
    for descending in [false, true] {
      let order = [StoreOrder(.type), StoreOrder(.prefix, descending: descending)]
      guard let page = try await list(nil, order) else { return false }
      let types = Dictionary(grouping: page) { $0[.type] }
      guard types.values.contains(where: { $0.count > 1 }) else { throw Unshown() }
      for rates in types.values where !Prober.isSorted(rates, [order[1]]) { return false }
    }
    return true
  }

  static func isSorted(_ rates: [RateRecord], _ order: [StoreOrder]) -> Bool {
    zip(rates, rates.dropFirst()).allSatisfy { a, b in
      for key in order {
        let (first, second) = key.descending ? (b, a) : (a, b)
        switch comparison(first[key.field], second[key.field]) {
        case .less: return true
        case .greater: return false
        default: continue
        }
      }
      return true
    }
  }

  /// As the language compares: numbers as numbers, texts letter by letter.
  private static func comparison(_ a: Value?, _ b: Value?) -> StorePredicate.Comparison {
    if let a = a?.decimal, let b = b?.decimal { return a == b ? .equal : a < b ? .less : .greater }
    let (a, b) = (a?.string ?? "", b?.string ?? "")
    return a == b ? .equal : a.utf8.lexicographicallyPrecedes(b.utf8) ? .less : .greater
  }
}
