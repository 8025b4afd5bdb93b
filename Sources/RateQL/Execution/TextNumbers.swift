/// Numbers a column's texts, the same for the same bytes, without making a text of each.
enum TextNumbers {
  static func numbered(_ column: TextColumn) -> GroupCodes {
    let nulls = column.nulls
    var size = 64
    var table = Array(repeating: Int32(-1), count: size)
    /// Of each number, the first row and the hash.
    var known: [(row: Int, hash: UInt64)] = []
    let numbers = (0..<column.count).map { row in
      let isNull = nulls[row]
      let hash = isNull ? 0 : hash(column, row)
      var place = Int(truncatingIfNeeded: hash) & (size - 1)
      while table[place] >= 0 {
        let other = known[Int(table[place])]
        if other.hash == hash, nulls[other.row] == isNull, isNull || isSame(column, row, other.row) {
          return table[place]
        }
        place = (place + 1) & (size - 1)
      }
      let number = Int32(known.count)
      table[place] = number
      known.append((row, hash))
      if known.count * 2 > size {
        size *= 4
        table = rebuilt(known.map(\.hash), size)
      }
      return number
    }
    return GroupCodes(.numbers(numbers), size: known.count, count: column.count)
  }

  /// A larger table, its size a power of two.
  private static func rebuilt(_ hashes: [UInt64], _ size: Int) -> [Int32] {
    var table = Array(repeating: Int32(-1), count: size)
    for (number, hash) in hashes.enumerated() {
      var place = Int(truncatingIfNeeded: hash) & (size - 1)
      while table[place] >= 0 { place = (place + 1) & (size - 1) }
      table[place] = Int32(number)
    }
    return table
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
