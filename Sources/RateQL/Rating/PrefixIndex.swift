/// Finds, over a whole table, the prefixes that start a number: built once, then a few steps a number.
///
/// A tree over the prefixes' bytes. A digit is one step; any other byte takes three (an escape and its two
/// halves), so that no node has more than 16 ways on and a table of digits, the usual one, stays small. Nodes lie in
/// the order of their depth: those that every number passes are close together.
package struct PrefixIndex: Sendable {
  private var nodes: [Node] = []
  /// For each row, the row of the next shorter prefix that starts its own (or of the same one, further down
  /// in the table); -1 where there is none.
  private var shorter: [Int32]
  /// The nodes after the first three digits, which most prefixes have.
  private var entries: [Int32] = []

  private struct Node {
    /// Where the ways on lie, one after the other.
    var firstChild: Int32
    /// The row of the longest prefix up to here; -1 for none.
    var row: Int32
    /// Which ways on there are.
    var ways: UInt16
  }

  private static let escape: UInt8 = 10
  private static let entryDigits = 3

  /// - Parameter prefixes: a prefix for each row; a row without one, or with an empty one, is never found.
  package init(_ prefixes: TextColumn) {
    shorter = Array(repeating: -1, count: prefixes.count)
    build(Keys(prefixes))
    fillEntries()
  }

  package init(_ prefixes: some Sequence<String>) {
    var column = TextColumn()
    for prefix in prefixes { column.append(prefix) }
    self.init(column)
  }

  /// How many rows the table has.
  package var count: Int { shorter.count }

  // MARK: Looking up

  /// The row of the longest prefix that starts the number; of the same prefix in two rows, the first.
  package func longest(_ number: String) -> Int? {
    var number = number
    let row = number.withUTF8 { longest($0) }
    return row < 0 ? nil : Int(row)
  }

  /// Every row whose prefix starts the number, longest first; of the same prefix in the table's order.
  package func matches(_ number: String) -> [Int] {
    var rows: [Int] = []
    var next = longest(number)
    while let row = next {
      rows.append(row)
      next = self.next(after: row)
    }
    return rows
  }

  /// The row whose prefix the given row's shadows next: the same one again, or the next shorter.
  package func next(after row: Int) -> Int? {
    guard shorter.indices.contains(row), shorter[row] >= 0 else { return nil }
    return Int(shorter[row])
  }

  /// The row of the longest prefix for each number; -1 where none starts it, or the number is null.
  package func longest(_ numbers: TextColumn) -> [Int32] {
    numbers.bytes.withUnsafeBufferPointer { bytes in
      (0..<numbers.count).map { row in
        numbers.isNull(row) ? -1 : longest(UnsafeBufferPointer(rebasing: bytes[numbers.range(row)]))
      }
    }
  }

  /// -1 where no prefix starts the number.
  private func longest(_ number: UnsafeBufferPointer<UInt8>) -> Int32 {
    nodes.withUnsafeBufferPointer { nodes in
      guard !nodes.isEmpty else { return -1 }
      var (node, place) = entry(number)
      while place < number.count {
        let digit = number[place] &- UInt8(ascii: "0")
        if digit < PrefixIndex.escape {
          guard let next = PrefixIndex.child(nodes, node, digit) else { break }
          node = next
        } else {
          let byte = number[place]
          guard let mark = PrefixIndex.child(nodes, node, PrefixIndex.escape),
            let half = PrefixIndex.child(nodes, mark, byte >> 4),
            let next = PrefixIndex.child(nodes, half, byte & 15)
          else { break }
          node = next
        }
        place += 1
      }
      return nodes[node].row
    }
  }

  @inline(__always)
  private static func child(_ nodes: UnsafeBufferPointer<Node>, _ node: Int, _ way: UInt8) -> Int? {
    let (ways, bit) = (nodes[node].ways, UInt16(1) << UInt16(way))
    guard ways & bit != 0 else { return nil }
    return Int(nodes[node].firstChild) + (ways & (bit - 1)).nonzeroBitCount
  }

  /// Where the walk starts, and after how many bytes of the number.
  @inline(__always)
  private func entry(_ number: UnsafeBufferPointer<UInt8>) -> (node: Int, place: Int) {
    guard number.count >= PrefixIndex.entryDigits else { return (0, 0) }
    var index = 0
    for place in 0..<PrefixIndex.entryDigits {
      let digit = number[place] &- UInt8(ascii: "0")
      guard digit < PrefixIndex.escape else { return (0, 0) }
      index = index * 10 + Int(digit)
    }
    let node = entries[index]
    return node < 0 ? (0, 0) : (Int(node), PrefixIndex.entryDigits)
  }

  // MARK: Building

  /// Prefixes as the steps that lead to them, in the order of these.
  private struct Keys {
    var steps: [UInt8] = []
    var starts: [Int] = [0]
    /// The rows in the order of their steps; of the same prefix in the table's order.
    var rows: [Int32] = []

    init(_ prefixes: TextColumn) {
      steps.reserveCapacity(prefixes.bytes.count)
      for row in 0..<prefixes.count {
        for byte in prefixes.bytes[prefixes.range(row)] {
          let digit = byte &- UInt8(ascii: "0")
          if digit < PrefixIndex.escape {
            steps.append(digit)
          } else {
            steps += [PrefixIndex.escape, byte >> 4, byte & 15]
          }
        }
        starts.append(steps.count)
        if !prefixes.isNull(row), starts[row] < starts[row + 1] { rows.append(Int32(row)) }
      }
      let (steps, starts) = (steps, starts)
      rows.sort { a, b in
        let (x, y) = (Int(a), Int(b))
        let order = ValueOrder.bytes(
          steps[starts[x]..<starts[x + 1]], steps[starts[y]..<starts[y + 1]])
        return order == 0 ? a < b : order < 0
      }
    }

    /// How many steps a row's prefix has.
    func depth(_ row: Int32) -> Int { starts[Int(row) + 1] - starts[Int(row)] }
    func step(_ row: Int32, _ depth: Int) -> UInt8 { steps[starts[Int(row)] + depth] }
  }

  /// Makes the nodes level by level: the ways on from one node come to lie together.
  private mutating func build(_ keys: Keys) {
    guard !keys.rows.isEmpty else { return }
    var level = [(range: 0..<keys.rows.count, inherited: Int32(-1))]
    var depth = 0
    nodes.append(Node(firstChild: 0, row: -1, ways: 0))
    var place = 0
    while !level.isEmpty {
      var below: [(range: Range<Int>, inherited: Int32)] = []
      for (range, inherited) in level {
        var (next, row) = (range.lowerBound, inherited)
        // The rows that end here stand first.
        var last: Int32?
        while next < range.upperBound, keys.depth(keys.rows[next]) == depth {
          let here = keys.rows[next]
          if let last { shorter[Int(last)] = here } else { row = here }
          last = here
          next += 1
        }
        if let last { shorter[Int(last)] = inherited }
        nodes[place].row = row
        nodes[place].firstChild = Int32(nodes.count)
        while next < range.upperBound {
          let step = keys.step(keys.rows[next], depth)
          let start = next
          while next < range.upperBound, keys.step(keys.rows[next], depth) == step { next += 1 }
          nodes[place].ways |= UInt16(1) << UInt16(step)
          nodes.append(Node(firstChild: 0, row: row, ways: 0))
          below.append((start..<next, row))
        }
        place += 1
      }
      level = below
      depth += 1
    }
  }

  private mutating func fillEntries() {
    guard !nodes.isEmpty else { return }
    entries = nodes.withUnsafeBufferPointer { nodes in
      (0..<1_000).map { index in
        var node: Int? = 0
        for digit in [index / 100, index / 10 % 10, index % 10] {
          node = node.flatMap { PrefixIndex.child(nodes, $0, UInt8(digit)) }
        }
        return node.map { Int32($0) } ?? -1
      }
    }
  }
}
