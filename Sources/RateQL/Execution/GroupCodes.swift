/// The group of each row: rows of one group have the same values in every key.
struct GroupCodes {
  /// Each row's group, in order of first appearance; empty where all rows are one group.
  let codes: [Int32]
  /// The first row of each group.
  let firstRows: [Int]

  /// - Parameter count: how many rows there are; at least one.
  init(_ keys: [Column], count: Int) {
    var groups = GroupCodes(codes: [], firstRows: [0])
    for key in keys {
      if key.isConstant { continue }
      let own = GroupCodes(key)
      groups = groups.firstRows.count == 1 ? own : groups.crossed(with: own)
    }
    self = groups
  }

  private init(codes: [Int32], firstRows: [Int]) {
    self.codes = codes
    self.firstRows = firstRows
  }

  private init(_ column: Column) {
    switch column {
    case .symbol(let symbols):
      self = GroupCodes.numbered(symbols.codes, below: 256) { Int($0) }
    case .truth(let truth):
      self = GroupCodes.numbered(truth.codes, below: 256) { Int($0) }
    case .fixed(let fixed):
      // Where a row is null its number is 0: nulls are told apart by a second look.
      let nulls = fixed.nulls
      let own = GroupCodes.numbered(fixed.values)
      guard !nulls.isEmpty else {
        self = own
        return
      }
      let isNull = (0..<fixed.values.count).map { nulls[$0] ? UInt8(1) : 0 }
      self = own.crossed(with: GroupCodes.numbered(isNull, below: 256) { Int($0) })
    case .text(let texts):
      self = TextNumbering.numbered(texts)
    default:
      self = GroupCodes.numbered((0..<column.count).map { column[$0] })
    }
  }

  /// Groups by both: rows of one group have both in common.
  private func crossed(with other: GroupCodes) -> GroupCodes {
    guard firstRows.count > 1 else { return other }
    guard other.firstRows.count > 1 else { return self }
    let wide = other.firstRows.count
    let (product, overflow) = firstRows.count.multipliedReportingOverflow(by: wide)
    let pairs = zip(codes, other.codes).map { Int($0) * wide + Int($1) }
    // Few combinations are looked up in a table, many in a dictionary.
    return overflow || product > max(1 << 16, codes.count)
      ? GroupCodes.numbered(pairs) : GroupCodes.numbered(pairs, below: product) { $0 }
  }

  /// Numbers values in order of first appearance; each has a place below `limit`.
  @inline(__always)
  private static func numbered<T>(
    _ values: [T], below limit: Int, _ place: (T) -> Int
  ) -> GroupCodes {
    var numbers = Array(repeating: Int32(-1), count: limit)
    var firstRows: [Int] = []
    var codes: [Int32] = []
    codes.reserveCapacity(values.count)
    for (row, value) in values.enumerated() {
      let place = place(value)
      if numbers[place] < 0 {
        numbers[place] = Int32(firstRows.count)
        firstRows.append(row)
      }
      codes.append(numbers[place])
    }
    return GroupCodes(codes: codes, firstRows: firstRows)
  }

  private static func numbered<T: Hashable>(_ values: [T]) -> GroupCodes {
    var numbers: [T: Int32] = [:]
    var firstRows: [Int] = []
    var codes: [Int32] = []
    codes.reserveCapacity(values.count)
    for (row, value) in values.enumerated() {
      let next = Int32(firstRows.count)
      let number = numbers[value] ?? next
      if number == next {
        numbers[value] = next
        firstRows.append(row)
      }
      codes.append(number)
    }
    return GroupCodes(codes: codes, firstRows: firstRows)
  }

  init(numbers: [Int32], firstRows: [Int]) {
    self.init(codes: numbers, firstRows: firstRows)
  }

  func group(_ row: Int) -> Int { codes.isEmpty ? 0 : Int(codes[row]) }

  /// How many rows each group has.
  func counts(_ count: Int) -> [Int] {
    guard !codes.isEmpty else { return [count] }
    var counts = Array(repeating: 0, count: firstRows.count)
    for code in codes { counts[Int(code)] &+= 1 }
    return counts
  }

  /// How many rows of each group the test holds for.
  @inline(__always)
  func counts(_ count: Int, where test: (Int) -> Bool) -> [Int] {
    var counts = Array(repeating: 0, count: firstRows.count)
    for row in 0..<count where test(row) { counts[group(row)] &+= 1 }
    return counts
  }

  /// The rows of each group, in their order.
  func rows(count: Int) -> [[Int]] {
    guard !codes.isEmpty else { return [Array(0..<count)] }
    var rows: [[Int]] = Array(repeating: [], count: firstRows.count)
    for (row, code) in codes.enumerated() { rows[Int(code)].append(row) }
    return rows
  }
}

/// Numbers a column's texts in order of first appearance, by their bytes.
private enum TextNumbering {
  static func numbered(_ column: TextColumn) -> GroupCodes {
    let nulls = column.nulls
    var size = 64
    var table = Array(repeating: Int32(-1), count: size)
    var firstRows: [Int] = []
    var hashes: [UInt64] = []
    var codes: [Int32] = []
    codes.reserveCapacity(column.count)
    for row in 0..<column.count {
      let isNull = nulls[row]
      let hash = isNull ? 0 : hash(column, row)
      var place = Int(truncatingIfNeeded: hash) & (size - 1)
      while true {
        let number = table[place]
        guard number >= 0 else { break }
        let other = firstRows[Int(number)]
        if hashes[Int(number)] == hash, nulls[other] == isNull, isNull || isSame(column, row, other) { break }
        place = (place + 1) & (size - 1)
      }
      if table[place] < 0 {
        table[place] = Int32(firstRows.count)
        firstRows.append(row)
        hashes.append(hash)
      }
      codes.append(table[place])
      if firstRows.count * 2 > size {
        size *= 4
        table = Array(repeating: -1, count: size)
        for (number, hash) in hashes.enumerated() {
          var place = Int(truncatingIfNeeded: hash) & (size - 1)
          while table[place] >= 0 { place = (place + 1) & (size - 1) }
          table[place] = Int32(number)
        }
      }
    }
    return GroupCodes(numbers: codes, firstRows: firstRows)
  }

  private static func hash(_ column: TextColumn, _ row: Int) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for place in column.range(row) { hash = (hash ^ UInt64(column.bytes[place])) &* 0x100_0000_01B3 }
    return hash ^ hash >> 29
  }

  private static func isSame(_ column: TextColumn, _ a: Int, _ b: Int) -> Bool {
    column.bytes[column.range(a)].elementsEqual(column.bytes[column.range(b)])
  }
}
