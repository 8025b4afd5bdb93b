import RateQL

/// The relative changes of every price that a plan updates.
struct PriceChanges {
  struct Entry {
    /// Where the change stands in the plan.
    let place: Int
    let field: PreviewField
    /// 0.05 for +5 %.
    let fraction: ExactDecimal
  }

  struct Summary {
    let field: RateField
    let count: Int
    /// By value: a fall is smaller than a rise.
    let smallest, median, largest: ExactDecimal
    /// Prices that change from 0 or from no value, which no percent can tell.
    let withoutPercent: Int
    /// Nil where they are few, or too much alike.
    let histogram: PriceHistogram?

    var isUniform: Bool { smallest == largest }
  }

  private static let fields = RateField.writable.filter(\.isPrice)

  private let entries: [Entry]
  private let count: Int
  /// One for each price field of which a change has a percent.
  let summaries: [Summary]

  /// Whether no price of a field moves otherwise than the others of that field: none is extreme then.
  var areUniform: Bool { summaries.allSatisfy(\.isUniform) }

  init(_ changes: [PreviewChange]) {
    var entries: [Entry] = []
    var fractions: [RateField: [ExactDecimal]] = [:]
    var withoutPercent: [RateField: Int] = [:]
    for place in changes.indices where changes[place].kind == .update {
      for name in PriceChanges.fields {
        guard let field = changes[place][name], field.isChanged else { continue }
        if let fraction = PriceChanges.fraction(from: field.before, to: field.after) {
          entries.append(Entry(place: place, field: field, fraction: fraction))
          fractions[name, default: []].append(fraction)
        } else {
          withoutPercent[name, default: 0] += 1
        }
      }
    }
    self.entries = entries
    count = changes.count
    summaries = PriceChanges.fields.compactMap { field in
      let sorted = (fractions[field] ?? []).sorted()
      guard let smallest = sorted.first, let largest = sorted.last else { return nil }
      return Summary(
        field: field, count: sorted.count, smallest: smallest, median: PriceChanges.median(sorted),
        largest: largest, withoutPercent: withoutPercent[field] ?? 0,
        histogram: PriceHistogram(sorted: sorted))
    }
  }

  /// `(after - before) / before`; nil where a side is no number or `before` is 0.
  static func fraction(from before: Value?, to after: Value?) -> ExactDecimal? {
    guard let before = before?.decimal, let after = after?.decimal, !before.isZero else { return nil }
    return try? after.subtracting(before).divided(by: before)
  }

  /// The changes farthest from 0, the farthest first; among equals the plan's order.
  func extremes(_ count: Int) -> [Entry] {
    var result: [Entry] = []
    for entry in entries {
      let place =
        result.firstIndex { PriceChanges.distance($0) < PriceChanges.distance(entry) } ?? result.count
      guard place < count else { continue }
      result.insert(entry, at: place)
      if result.count > count { result.removeLast() }
    }
    return result
  }

  /// The places of all changes, those with the price that moves farthest first; among equals, and among those
  /// whose prices don't move, the plan's order.
  func farthestFirst() -> [Int] {
    var distances: [ExactDecimal?] = Array(repeating: nil, count: count)
    for entry in entries {
      let distance = PriceChanges.distance(entry)
      distances[entry.place] = distances[entry.place].map { max($0, distance) } ?? distance
    }
    return distances.indices.sorted { a, b in
      switch (distances[a], distances[b]) {
      case (let x?, let y?): x == y ? a < b : x > y
      case (nil, nil): a < b
      case (let x, _): x != nil
      }
    }
  }

  private static func distance(_ entry: Entry) -> ExactDecimal {
    (try? entry.fraction.magnitude) ?? entry.fraction
  }

  /// The middle of a sorted list that is not empty; of two middles their mean.
  private static func median(_ sorted: [ExactDecimal]) -> ExactDecimal {
    let upper = sorted[sorted.count / 2]
    guard sorted.count.isMultiple(of: 2) else { return upper }
    let lower = sorted[sorted.count / 2 - 1]
    return (try? lower.adding(upper).divided(by: ExactDecimal(2))) ?? upper
  }
}
