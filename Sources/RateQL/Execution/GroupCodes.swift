/// The group of each row: rows of one group have the same values in every key.
struct GroupCodes {
  /// For each row the number of its group.
  enum Codes {
    /// All rows are one group.
    case none
    /// As many as the rows; numbers below 256.
    case bytes([UInt8])
    /// As many as the rows; numbers below `size`.
    case numbers([Int32])
  }

  let codes: Codes
  /// More than the highest number of a group.
  let size: Int
  /// How many rows there are.
  let count: Int
  /// How many rows each group has, by number; some numbers may stand for no group.
  let counts: [Int]

  /// - Parameter count: how many rows there are; at least one, and as many as each key has.
  init(_ keys: [Column], count: Int) {
    var groups = GroupCodes(.none, size: 1, count: count)
    for key in keys where !key.isConstant {
      let own = GroupCodes(key)
      groups = groups.size == 1 ? own : groups.crossed(with: own)
    }
    self = groups
  }

  init(_ codes: Codes, size: Int, count: Int) {
    self.codes = codes
    self.size = size
    self.count = count
    counts = GroupCodes.counts(codes, size: size, count: count)
  }

  private init(_ column: Column) {
    switch column {
    case .symbol(let symbols):
      self.init(.bytes(symbols.codes), size: 256, count: symbols.codes.count)
    case .truth(let truth):
      self.init(.bytes(truth.codes), size: 256, count: truth.codes.count)
    case .fixed(let fixed):
      let own = GroupCodes.numbered(fixed.values)
      let nulls = fixed.nulls
      // A null's number is 0: nulls are told apart by a second look.
      self =
        nulls.isEmpty
        ? own
        : own.crossed(
          with: GroupCodes(
            .bytes((0..<own.count).map { nulls[$0] ? 1 : 0 }), size: 256, count: own.count))
    case .text(let texts):
      self = TextNumbers.numbered(texts)
    default:
      self = GroupCodes.numbered((0..<column.count).map { column[$0] })
    }
  }

  func group(_ row: Int) -> Int {
    switch codes {
    case .none: 0
    case .bytes(let bytes): Int(bytes[row])
    case .numbers(let numbers): Int(numbers[row])
    }
  }

  /// Groups by both: rows of one group have both in common.
  private func crossed(with other: GroupCodes) -> GroupCodes {
    let (wide, overflow) = size.multipliedReportingOverflow(by: other.size)
    let pairs = (0..<count).map { group($0) &* other.size &+ other.group($0) }
    // Few combinations are looked up in a table, many in a dictionary.
    guard !overflow, wide <= 1 << 20 else { return GroupCodes.numbered(pairs) }
    var known = Array(repeating: Int32(-1), count: wide)
    var size: Int32 = 0
    let numbers = pairs.map { pair in
      if known[pair] < 0 {
        known[pair] = size
        size += 1
      }
      return known[pair]
    }
    return GroupCodes(.numbers(numbers), size: Int(size), count: count)
  }

  private static func numbered<T: Hashable>(_ values: [T]) -> GroupCodes {
    var known: [T: Int32] = [:]
    let numbers = values.map { value in
      let next = Int32(known.count)
      return known[value]
        ?? {
          known[value] = next
          return next
        }()
    }
    return GroupCodes(.numbers(numbers), size: known.count, count: values.count)
  }

  private static func counts(_ codes: Codes, size: Int, count: Int) -> [Int] {
    switch codes {
    case .none: return [count]
    case .bytes(let bytes):
      // Four tables in turn: one addition does not wait for the one before.
      var tables = Array(repeating: 0, count: 4 * 256)
      bytes.withUnsafeBufferPointer { bytes in
        tables.withUnsafeMutableBufferPointer { tables in
          for (row, byte) in bytes.enumerated() { tables[(row & 3) << 8 | Int(byte)] &+= 1 }
        }
      }
      return (0..<256).map { tables[$0] + tables[$0 + 256] + tables[$0 + 512] + tables[$0 + 768] }
    case .numbers(let numbers):
      var counts = Array(repeating: 0, count: size)
      for number in numbers { counts[Int(number)] += 1 }
      return counts
    }
  }

  /// How many rows of each group the test holds for.
  func counts(where test: (Int) -> Bool) -> [Int] {
    var counts = Array(repeating: 0, count: size)
    for row in 0..<count where test(row) { counts[group(row)] += 1 }
    return counts
  }

  /// The first row of each group, in their order.
  var firstRows: [(group: Int, row: Int)] {
    var left = counts.count { $0 > 0 }
    var isSeen = Array(repeating: false, count: size)
    var found: [(group: Int, row: Int)] = []
    for row in 0..<count where left > 0 {
      let group = group(row)
      guard !isSeen[group] else { continue }
      isSeen[group] = true
      found.append((group, row))
      left -= 1
      if left == 0 { break }
    }
    return found
  }

  /// The rows of each group, in their order.
  var rows: [[Int]] {
    var rows: [[Int]] = Array(repeating: [], count: size)
    for row in 0..<count { rows[group(row)].append(row) }
    return rows
  }
}
