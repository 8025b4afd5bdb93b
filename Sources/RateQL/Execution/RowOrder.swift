/// The order of some rows by sort keys, then prefix, then id: always settled.
///
/// Each row has a head, a number that tells as much of its first key as fits; where two heads are equal, the
/// columns are compared.
struct RowOrder {
  private let keys: [OrderKey]
  private let heads: [UInt64]
  private let count: Int

  init(_ keys: [SortKey], _ batch: RowBatch, _ evaluator: Evaluator) throws(RunError) {
    var all = try keys.mapThrowing { key throws(RunError) in
      OrderKey(try evaluator.view(key.expression, batch), descending: key.descending)
    }
    if batch.rates != nil {
      all += [RateField.prefix, .id].map { OrderKey(batch.view(.field($0)), descending: false) }
    }
    self.init(all, count: batch.count)
  }

  /// - Parameter count: how many rows each key has.
  init(_ keys: [OrderKey], count: Int) {
    self.keys = keys
    self.count = count
    heads = keys.first?.heads(0..<count) ?? Array(repeating: 0, count: count)
  }

  /// -1, 0 or 1.
  func compare(_ a: Int, _ b: Int) -> Int {
    if heads[a] != heads[b] { return heads[a] < heads[b] ? -1 : 1 }
    for key in keys {
      let order = key.compare(a, b)
      if order != 0 { return order }
    }
    return 0
  }

  /// Rows that are equal keep the order they came in.
  private func precedes(_ a: Int32, _ b: Int32) -> Bool {
    let order = compare(Int(a), Int(b))
    return order == 0 ? a < b : order < 0
  }

  /// The first `wanted` rows, in order.
  func first(_ wanted: Int) -> [Int32] {
    guard wanted > 0 else { return [] }
    // A heap of the best so far beats sorting as long as few rows come into it.
    guard wanted < count / 8 else { return Array(sorted().prefix(wanted)) }
    var best = RowHeap(capacity: wanted, precedes: precedes)
    var limit = UInt64.max
    for row in 0..<count where heads[row] <= limit {
      best.offer(Int32(truncatingIfNeeded: row))
      if let worst = best.worst { limit = heads[Int(worst)] }
    }
    return best.rows.sorted(by: precedes)
  }

  private func sorted() -> [Int32] {
    var places = HeadSort.sorted(heads.enumerated().map { HeadSort.Item(head: $1, row: Int32($0)) })
    settle(&places, key: 0, chunk: 0)
    return places.map(\.row)
  }

  /// Sorts what has equal heads by what comes next: more of a text, or the next key.
  private func settle(_ places: inout [HeadSort.Item], key: Int, chunk: Int) {
    var start = 0
    while start < places.count {
      var end = start + 1
      while end < places.count, places[end].head == places[start].head { end += 1 }
      if end - start > 1 { settle(&places, start..<end, key, chunk) }
      start = end
    }
  }

  /// A run this short is not worth heads of its own.
  private static let shortRun = 32

  private func settle(_ places: inout [HeadSort.Item], _ run: Range<Int>, _ key: Int, _ chunk: Int) {
    guard let place = next(key, chunk, places[run.lowerBound].head), run.count > RowOrder.shortRun else {
      return places[run].sort { precedes($0.row, $1.row) }
    }
    let heads = keys[place.key].heads(places[run].map { Int($0.row) }, chunk: place.chunk)
    var items = HeadSort.sorted(zip(heads, places[run]).map { HeadSort.Item(head: $0, row: $1.row) })
    settle(&items, key: place.key, chunk: place.chunk)
    places.replaceSubrange(run, with: items)
  }

  /// Where rows that have this head in common may differ next; nil where only comparing tells.
  private func next(_ key: Int, _ chunk: Int, _ head: UInt64) -> (key: Int, chunk: Int)? {
    switch keys[safe: key]?.rest(after: head) {
    case .nothing? where key + 1 < keys.count: (key + 1, 0)
    case .text?: (key, chunk + 1)
    default: nil
    }
  }
}
