import RateQL

/// Chooses, orders and cuts the rates that a list answers with.
struct Listing {
  let quirks: Set<Quirk>
  let question: ListQuestion
  /// Differs from answer to answer.
  let turn: Int

  /// Every rate that meets the question, in its order.
  func all(of rates: [RateRecord]) -> [RateRecord] {
    let judge = Judge(quirks: quirks)
    var chosen = rates.filter { rate in
      question.filter.map { judge.admits(rate, $0) } ?? true
        && question.search.map { finds($0, rate) } ?? true
    }
    if quirks.contains(.orderUnstable), !chosen.isEmpty {
      let shift = turn * 7 % chosen.count
      chosen = Array(chosen[shift...] + chosen[..<shift])
    }
    guard !question.order.isEmpty else { return chosen }
    // Of those that are alike in all keys the one that stood first stays first.
    return chosen.enumerated().sorted { a, b in
      switch order(a.element, b.element) {
      case .before: true
      case .after: false
      case .same: a.offset < b.offset
      }
    }.map(\.element)
  }

  /// The server's own idea of a search: a prefix that starts so, or a part of the description, as it is written.
  private func finds(_ words: String, _ rate: RateRecord) -> Bool {
    let description = rate[.description]?.string ?? ""
    if quirks.contains(.searchWholeWords) {
      return description.split(separator: " ").contains { $0 == words }
    }
    return (rate.prefix ?? "").hasPrefix(words) || description.contains(words)
  }

  private func order(_ a: RateRecord, _ b: RateRecord) -> TextOrder {
    for key in question.order {
      let order = order(a[key.field] ?? .null, b[key.field] ?? .null, isDescending: key.isDescending)
      if order != .same { return order }
    }
    return .same
  }

  /// Nulls come last, in whichever direction.
  private func order(_ a: Value, _ b: Value, isDescending: Bool) -> TextOrder {
    let order: TextOrder
    switch (a == .null, b == .null) {
    case (true, true): return .same
    case (true, false), (false, true):
      guard quirks.contains(.orderNullsLowest) else { return a == .null ? .after : .before }
      order = a == .null ? .before : .after
    case (false, false): order = plainOrder(a, b)
    }
    return isDescending ? order.reversed : order
  }

  private func plainOrder(_ a: Value, _ b: Value) -> TextOrder {
    if let a = a.decimal, let b = b.decimal {
      return quirks.contains(.orderAsText) ? TextOrder(a.description, b.description) : TextOrder(a, b)
    }
    let ignoresCase = quirks.contains(.orderIgnoresCase)
    let (a, b) = (a.string ?? "", b.string ?? "")
    return ignoresCase ? TextOrder(a.lowercased(), b.lowercased()) : TextOrder(a, b)
  }
}
