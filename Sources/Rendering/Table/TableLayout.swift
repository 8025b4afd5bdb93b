/// How wide each column of a table becomes.
///
/// Where the table is too wide, the widest of the columns that may be cut give way first; where that is
/// not enough, columns are left out: the least important first, among equals from the right.
struct TableLayout {
  struct Item {
    /// The width at which nothing is cut.
    var natural: Int
    /// Whether its cells are texts that may be cut.
    var isFlexible: Bool
    /// Which columns stay longest; higher stays longer.
    var importance = 0
  }

  /// Columns between two columns.
  static let gap = 2
  /// No text column becomes narrower than this while others can be left out instead.
  static let narrowest = 8

  /// For each column its width, or nil where it is left out.
  let widths: [Int?]
  /// The width of a whole line.
  let total: Int

  init(_ items: [Item], within limit: Int?) {
    var kept = Array(items.indices)
    if let limit {
      while kept.count > 1, TableLayout.total(kept.map { items[$0].minimum }) > limit {
        let least = kept.map { items[$0].importance }.min() ?? 0
        guard let last = kept.lastIndex(where: { items[$0].importance == least }) else { break }
        kept.remove(at: last)
      }
    }
    let shrunk = TableLayout.shrink(kept.map { items[$0] }, to: limit)
    var widths: [Int?] = Array(repeating: nil, count: items.count)
    for (index, width) in zip(kept, shrunk) { widths[index] = width }
    self.widths = widths
    total = TableLayout.total(shrunk)
  }

  private static func total(_ widths: [Int]) -> Int {
    widths.reduce(0, +) + gap * max(widths.count - 1, 0)
  }

  private static func shrink(_ items: [Item], to limit: Int?) -> [Int] {
    guard let limit else { return items.map(\.natural) }
    // A lone column has nothing left to give way to.
    if items.count == 1 { return items.map { max(min($0.natural, limit), 1) } }
    var widths = items.map { $0.isFlexible ? max(min($0.natural, limit), $0.minimum) : $0.natural }
    var excess = total(widths) - limit
    while excess > 0 {
      let flexible = widths.indices.filter { widths[$0] > items[$0].minimum }
      guard let widest = flexible.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }
}

extension TableLayout.Item {
  fileprivate var minimum: Int { isFlexible ? min(natural, TableLayout.narrowest) : natural }
}
