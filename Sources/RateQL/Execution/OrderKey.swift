/// One key of an order over some rows.
struct OrderKey {
  private let view: ColumnView
  private let descending: Bool
  /// For names, the place of each code in the order.
  private let ranks: [UInt64]

  /// Nulls come last either way.
  private static let nullHead = UInt64.max
  /// How many bytes of a text a head takes; its last byte says whether there are more.
  private static let textBytes = 7
  private static let textGoesOn: UInt64 = 8

  init(_ view: ColumnView, descending: Bool) {
    self.view = view
    self.descending = descending
    var ranks: [UInt64] = []
    if case .symbol(let symbols) = view.column {
      let sorted = symbols.names.indices.sorted { a, b in
        ValueOrder.bytes(symbols.names[a].utf8, symbols.names[b].utf8) < 0
      }
      ranks = Array(repeating: 0, count: sorted.count)
      for (rank, code) in sorted.enumerated() { ranks[code] = UInt64(rank) }
    }
    self.ranks = ranks
  }

  /// For each row a number that is smaller only where the row comes earlier.
  ///
  /// - Parameters:
  ///   - rows: the rows asked for.
  ///   - chunk: for texts that go on, which part of them.
  func heads(_ rows: some Collection<Int>, chunk: Int = 0) -> [UInt64] {
    let flip: UInt64 = descending ? .max : 0
    switch view.column {
    case .fixed(let column):
      let nulls = column.nulls
      guard !nulls.isEmpty else {
        return each(rows) { (UInt64(bitPattern: column.values[$0]) ^ 1 << 63) ^ flip }
      }
      return each(rows) { row in
        nulls[row] ? OrderKey.nullHead : (UInt64(bitPattern: column.values[row]) ^ 1 << 63) ^ flip
      }
    case .symbol(let column):
      let ranks = ranks
      return each(rows) { row in
        let code = Int(column.codes[row])
        return code < ranks.count ? ranks[code] ^ flip : OrderKey.nullHead
      }
    case .text(let column):
      let (bytes, nulls) = (column.bytes, column.nulls)
      return each(rows) { row in
        nulls[row] ? OrderKey.nullHead : OrderKey.head(bytes, column.range(row), chunk) ^ flip
      }
    default:
      return Array(repeating: 0, count: rows.count)
    }
  }

  @inline(__always)
  private func each(_ rows: some Collection<Int>, _ head: (Int) -> UInt64) -> [UInt64] {
    guard let places = view.places else { return rows.map(head) }
    return rows.map { head(Int(places[$0])) }
  }

  private static func head(_ bytes: [UInt8], _ range: Range<Int>, _ chunk: Int) -> UInt64 {
    let start = min(range.lowerBound + chunk * textBytes, range.upperBound)
    let end = min(start + textBytes, range.upperBound)
    var head: UInt64 = 0
    for place in start..<end { head = head << 8 | UInt64(bytes[place]) }
    head <<= UInt64(8 * (textBytes + 1 - (end - start)))
    return head | (range.upperBound > end ? textGoesOn : UInt64(end - start))
  }

  enum Rest {
    /// Rows with this head are equal in the key.
    case nothing
    /// Their texts go on.
    case text
    case unknown
  }

  /// What a head leaves open.
  func rest(after head: UInt64) -> Rest {
    switch view.column {
    case .constant: return .nothing
    case .fixed(let column):
      return head == OrderKey.nullHead && !column.nulls.isEmpty ? .unknown : .nothing
    case .symbol: return descending && ~head == 0 ? .unknown : .nothing
    case .text(let column):
      if head == OrderKey.nullHead, !column.nulls.isEmpty { return .unknown }
      return (descending ? ~head : head) & 0xFF == OrderKey.textGoesOn ? .text : .nothing
    default: return .unknown
    }
  }

  /// -1, 0 or 1.
  func compare(_ a: Int, _ b: Int) -> Int {
    let (a, b) = (view.place(a), view.place(b))
    let order: Int
    switch view.column {
    case .fixed(let column) where column.nulls.isEmpty:
      let (x, y) = (column.values[a], column.values[b])
      order = x < y ? -1 : (x == y ? 0 : 1)
    case .text(let column) where column.nulls.isEmpty:
      order = ValueOrder.bytes(column.bytes[column.range(a)], column.bytes[column.range(b)])
    default:
      let (x, y) = (view.column[a], view.column[b])
      if x.isNull || y.isNull { return ValueOrder.sortOrder(x, y) }
      order = ValueOrder.sortOrder(x, y)
    }
    return descending ? -order : order
  }
}
