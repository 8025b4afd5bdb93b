/// Finds, over a whole table, the prefixes that start a number: built once, then a few steps a number.
///
/// A tree over the prefixes' bytes. A digit is one step; any other byte takes three (an escape and its two
/// halves), so that no node has more than 16 ways on and a table of digits, the usual one, stays small. Nodes
/// lie in the order of their depth: those that every number passes are close together.
package struct PrefixIndex: Sendable {
  var nodes: [Node] = []
  /// For each row, the row of the next shorter prefix that starts its own (or of the same one, further down
  /// in the table); -1 where there is none.
  var shorter: [Int32]
  /// Where the walk starts for each way that ``entryDigits`` digits can begin a number: a node that lies so
  /// deep, or what the walk would have found before, as -2 less the row.
  var entries: [Int32] = []
  /// More for a larger table; none for a small one, which is walked from the root.
  var entryDigits = 0

  struct Node {
    /// Where the ways on lie, one after the other.
    var firstChild: Int32
    /// The row of the longest prefix up to here; -1 for none.
    var row: Int32
    /// Which ways on there are.
    var ways: UInt16
  }

  static let escape: UInt8 = 10

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
  ///
  /// Several numbers are walked by turns, so that one waits for its node while the others go on.
  package func longest(_ numbers: TextColumn) -> [Int32] {
    var rows = [Int32](repeating: -1, count: numbers.count)
    guard !nodes.isEmpty else { return rows }
    numbers.bytes.withUnsafeBufferPointer { bytes in
      nodes.withUnsafeBufferPointer { nodes in
        var walks = [Walk](repeating: Walk(), count: PrefixIndex.turns)
        for start in stride(from: 0, to: numbers.count, by: PrefixIndex.turns) {
          let count = min(PrefixIndex.turns, numbers.count - start)
          for lane in 0..<count {
            walks[lane] = numbers.isNull(start + lane) ? Walk() : walk(bytes, numbers.range(start + lane))
          }
          var isGoing = true
          while isGoing {
            isGoing = false
            for lane in 0..<count where walks[lane].step(nodes, bytes) { isGoing = true }
          }
          for lane in 0..<count { rows[start + lane] = walks[lane].row(nodes) }
        }
      }
    }
    return rows
  }

  private static let turns = 16

  /// -1 where no prefix starts the number.
  private func longest(_ number: UnsafeBufferPointer<UInt8>) -> Int32 {
    guard !nodes.isEmpty else { return -1 }
    return nodes.withUnsafeBufferPointer { nodes in
      var walk = walk(number, 0..<number.count)
      while walk.step(nodes, number) {}
      return walk.row(nodes)
    }
  }

  /// One number on its way down.
  private struct Walk {
    /// The node that was reached; negative where the row is known without one, as -2 less the row.
    var node: Int32 = -1
    /// The bytes that are left.
    var place = 0
    var end = 0

    /// Goes on by one byte; false where that is not possible.
    @inline(__always)
    mutating func step(_ nodes: UnsafeBufferPointer<Node>, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
      guard place < end else { return false }
      let digit = bytes[place] &- UInt8(ascii: "0")
      var next: Int32?
      if digit < PrefixIndex.escape {
        next = PrefixIndex.child(nodes, node, digit)
      } else if let mark = PrefixIndex.child(nodes, node, PrefixIndex.escape),
        let half = PrefixIndex.child(nodes, mark, bytes[place] >> 4)
      {
        next = PrefixIndex.child(nodes, half, bytes[place] & 15)
      }
      guard let next else {
        place = end
        return false
      }
      node = next
      place += 1
      return true
    }

    func row(_ nodes: UnsafeBufferPointer<Node>) -> Int32 { node < 0 ? -2 - node : nodes[Int(node)].row }
  }

  /// A walk over the number at `range`, from the entry for its first digits or from the root.
  @inline(__always)
  private func walk(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Walk {
    let root = Walk(node: 0, place: range.lowerBound, end: range.upperBound)
    guard entryDigits > 0, range.count >= entryDigits else { return root }
    var index = 0
    for place in range.lowerBound..<range.lowerBound + entryDigits {
      let digit = bytes[place] &- UInt8(ascii: "0")
      guard digit < PrefixIndex.escape else { return root }
      index = index * 10 + Int(digit)
    }
    let entry = entries[index]
    if entry < 0 { return Walk(node: entry) }
    return Walk(node: entry, place: range.lowerBound + entryDigits, end: range.upperBound)
  }

  @inline(__always)
  static func child(_ nodes: UnsafeBufferPointer<Node>, _ node: Int32, _ way: UInt8) -> Int32? {
    let (ways, bit) = (nodes[Int(node)].ways, UInt16(1) << UInt16(way))
    guard ways & bit != 0 else { return nil }
    return nodes[Int(node)].firstChild + Int32((ways & (bit - 1)).nonzeroBitCount)
  }
}
