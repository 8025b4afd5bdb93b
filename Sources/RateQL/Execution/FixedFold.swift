/// What the rows of a column of fixed numbers come to, group by group, without a value for each row.
struct FixedFold {
  let kind: FixedColumn.Kind
  let scale: Int
  /// Rows that are not null, by group.
  let counts: [Int]
  private var totals: [Total]

  struct Total {
    /// What 64 bits could not hold of the sum.
    fileprivate var carried: Int128 = 0
    fileprivate var rest: Int64 = 0
    /// Of no meaning where no row counts.
    fileprivate(set) var smallest = Int64.max
    fileprivate(set) var largest = Int64.min

    var sum: Int128 { carried + Int128(rest) }

    @inline(__always)
    fileprivate mutating func add(_ value: Int64) {
      let (sum, overflow) = rest.addingReportingOverflow(value)
      if overflow {
        carried += Int128(rest) + Int128(value)
        rest = 0
      } else {
        rest = sum
      }
      smallest = value < smallest ? value : smallest
      largest = value > largest ? value : largest
    }

    fileprivate mutating func add(_ other: Total) {
      carried += other.sum
      smallest = min(smallest, other.smallest)
      largest = max(largest, other.largest)
    }
  }

  /// Nil where the groups are not of the column's rows.
  init?(_ column: FixedColumn, _ groups: GroupCodes) {
    guard column.values.count == groups.count else { return nil }
    kind = column.kind
    scale = column.scale
    let nulls = column.nulls
    guard nulls.isEmpty else {
      counts = groups.counts { !nulls[$0] }
      totals = Array(repeating: Total(), count: groups.size)
      for row in 0..<groups.count where !nulls[row] { totals[groups.group(row)].add(column.values[row]) }
      return
    }
    counts = groups.counts
    totals = column.values.withUnsafeBufferPointer { values in
      switch groups.codes {
      case .none: FixedFold.totals(values, groups.size) { _ in 0 }
      case .bytes(let codes):
        codes.withUnsafeBufferPointer { codes in FixedFold.totals(values, groups.size) { Int(codes[$0]) } }
      case .numbers(let codes):
        codes.withUnsafeBufferPointer { codes in FixedFold.totals(values, groups.size) { Int(codes[$0]) } }
      }
    }
  }

  /// Two tables in turn, so that one addition does not wait for the one before.
  ///
  /// - Parameter group: a number from 0 to `size` - 1 for each place in `values`.
  @inline(__always)
  private static func totals(
    _ values: UnsafeBufferPointer<Int64>, _ size: Int, _ group: (Int) -> Int
  ) -> [Total] {
    var totals = Array(repeating: Total(), count: 2 * size)
    totals.withUnsafeMutableBufferPointer { totals in
      for row in 0..<values.count { totals[2 &* group(row) &+ row & 1].add(values[row]) }
    }
    return (0..<size).map { group in
      var total = totals[2 * group]
      total.add(totals[2 * group + 1])
      return total
    }
  }

  subscript(group: Int) -> Total { totals[group] }

  /// The number in the column's kind.
  func value(_ number: ExactDecimal) -> Value {
    switch kind {
    case .number: .number(number)
    case .percent: .percent(number)
    case .duration: .duration(number)
    }
  }
}
