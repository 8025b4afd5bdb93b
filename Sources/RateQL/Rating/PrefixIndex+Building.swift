extension PrefixIndex {
  /// Prefixes as the steps that lead to them, in the order of these.
  struct Keys {
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
  mutating func build(_ keys: Keys) {
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

  mutating func fillEntries() {
    let digits = count < 1_000 ? 0 : (count < 50_000 ? 3 : 5)
    guard !nodes.isEmpty, digits > 0 else { return }
    entryDigits = digits
    entries = [0]
    for _ in 0..<digits {
      entries = entries.flatMap { entry in
        (0..<PrefixIndex.escape).map { digit in
          if entry < 0 { return entry }
          return nodes.withUnsafeBufferPointer { PrefixIndex.child($0, entry, digit) } ?? -2
            - nodes[Int(entry)].row
        }
      }
    }
  }
}
