/// What many rows of a column of fixed numbers come to, group by group, without a value for each row.
struct FixedFold {
  let kind: FixedColumn.Kind
  let scale: Int
  /// Rows that are not null.
  private(set) var counts: [Int]
  private(set) var sums: [Int128] = []
  /// The smallest and the largest; of no meaning where the count is 0.
  private(set) var smallest: [Int64] = []
  private(set) var largest: [Int64] = []

  enum Part: Hashable {
    case sums, smallest, largest
  }

  init(_ column: FixedColumn, _ groups: GroupCodes, _ part: Part) {
    kind = column.kind
    scale = column.scale
    let size = groups.firstRows.count
    counts = groups.counts(column.values.count)
    for row in column.nulls.rows(below: column.values.count) { counts[groups.group(row)] -= 1 }
    switch part {
    case .sums: sums = FixedFold.sums(column.values, groups, size)
    case .smallest: smallest = FixedFold.extremes(column, groups, size, start: Int64.max) { min($0, $1) }
    case .largest: largest = FixedFold.extremes(column, groups, size, start: Int64.min) { max($0, $1) }
    }
  }

  /// Sums in 64 bits, carried over into 128 before they would overflow. A null's number is 0.
  private static func sums(_ values: [Int64], _ groups: GroupCodes, _ size: Int) -> [Int128] {
    var totals = Array(repeating: Int128(0), count: size)
    var sums = Array(repeating: Int64(0), count: size)
    func add(_ value: Int64, to group: Int) {
      let (sum, overflow) = sums[group].addingReportingOverflow(value)
      if overflow {
        totals[group] += Int128(sums[group]) + Int128(value)
        sums[group] = 0
      } else {
        sums[group] = sum
      }
    }
    if groups.codes.isEmpty {
      for value in values { add(value, to: 0) }
    } else {
      for (value, code) in zip(values, groups.codes) { add(value, to: Int(code)) }
    }
    for group in 0..<size { totals[group] += Int128(sums[group]) }
    return totals
  }

  @inline(__always)
  private static func extremes(
    _ column: FixedColumn, _ groups: GroupCodes, _ size: Int, start: Int64, _ better: (Int64, Int64) -> Int64
  ) -> [Int64] {
    var found = Array(repeating: start, count: size)
    let nulls = column.nulls
    let (isDense, isOne) = (nulls.isEmpty, groups.codes.isEmpty)
    for (row, value) in column.values.enumerated() where isDense || !nulls[row] {
      let group = isOne ? 0 : Int(groups.codes[row])
      found[group] = better(found[group], value)
    }
    return found
  }

  /// The number in the column's kind.
  func value(_ number: ExactDecimal) -> Value {
    switch kind {
    case .number: .number(number)
    case .percent: .percent(number)
    case .duration: .duration(number)
    }
  }
}
