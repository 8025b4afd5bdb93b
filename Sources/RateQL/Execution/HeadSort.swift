/// Sorts rows by 64-bit heads, byte after byte, without comparing. Rows of one head keep their order.
enum HeadSort {
  struct Item {
    var head: UInt64
    var row: Int32
  }

  /// So few are sorted by comparing them.
  private static let few = 256

  static func sorted(_ items: [Item]) -> [Item] {
    guard items.count > few else {
      return items.sorted { $0.head == $1.head ? $0.row < $1.row : $0.head < $1.head }
    }
    var counts = Array(repeating: 0, count: 8 * 256)
    for item in items {
      for byte in 0..<8 { counts[byte << 8 | Int(item.head >> UInt64(byte * 8) & 0xFF)] += 1 }
    }
    var (from, to) = (items, items)
    for byte in 0..<8 {
      var places = Array(counts[byte << 8..<(byte + 1) << 8])
      // A byte that all have in common sorts nothing.
      if places.contains(items.count) { continue }
      var next = 0
      for value in 0..<256 {
        (places[value], next) = (next, next + places[value])
      }
      for item in from {
        let value = Int(item.head >> UInt64(byte * 8) & 0xFF)
        to[places[value]] = item
        places[value] += 1
      }
      swap(&from, &to)
    }
    return from
  }
}

/// The first so many of the rows it is offered, by an order.
struct RowHeap {
  /// The one that comes last of all stands first; each comes after those below it.
  private(set) var rows: [Int32] = []
  private let capacity: Int
  private let precedes: (Int32, Int32) -> Bool

  init(capacity: Int, precedes: @escaping (Int32, Int32) -> Bool) {
    self.capacity = capacity
    self.precedes = precedes
    rows.reserveCapacity(capacity)
  }

  /// The last of those that are kept; nil while there is room.
  var worst: Int32? { rows.count < capacity ? nil : rows.first }

  mutating func offer(_ row: Int32) {
    if rows.count < capacity {
      rows.append(row)
      rise(from: rows.count - 1)
    } else if let last = rows.first, precedes(row, last) {
      rows[0] = row
      sink()
    }
  }

  private mutating func rise(from place: Int) {
    var place = place
    while place > 0, precedes(rows[(place - 1) / 2], rows[place]) {
      rows.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  private mutating func sink() {
    var place = 0
    while 2 * place + 1 < rows.count {
      var child = 2 * place + 1
      if child + 1 < rows.count, precedes(rows[child], rows[child + 1]) { child += 1 }
      guard precedes(rows[place], rows[child]) else { return }
      rows.swapAt(place, child)
      place = child
    }
  }
}
