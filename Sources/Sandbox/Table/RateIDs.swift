import GRDB

/// Ids for new rates: opaque, told by the database's seed and the row, never given twice.
struct RateIDs {
  private let seed: UInt64
  private var last: Int64

  /// - Parameter seed: kept in a new database; an existing one keeps its own.
  init(queue: DatabaseQueue, seed: UInt64) throws {
    (self.seed, last) = try queue.write { database in
      try database.execute(
        sql: "INSERT OR IGNORE INTO settings VALUES ('seed', ?)",
        arguments: [Int64(bitPattern: seed)])
      let kept = try Int64.fetchOne(database, sql: "SELECT value FROM settings WHERE name = 'seed'")
      return (UInt64(bitPattern: kept ?? 0), try RateIDs.lastRow(in: database))
    }
  }

  /// Goes on after the rows that another process may have added.
  mutating func refresh(from queue: DatabaseQueue) throws {
    last = max(last, try queue.inDatabase { try RateIDs.lastRow(in: $0) })
  }

  /// What AUTOINCREMENT remembers, so that a deleted rate's id does not come again.
  private static func lastRow(in database: Database) throws -> Int64 {
    try Int64.fetchOne(database, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'rates'") ?? 0
  }

  mutating func next() -> (row: Int64, id: String) {
    last += 1
    return (last, RateIDs.id(row: last, seed: seed))
  }

  /// Every step can be undone, so that two rows never share an id.
  static func id(row: Int64, seed: UInt64) -> String {
    let mixed = SplitMix64.mix(UInt64(bitPattern: row) &* 0x9E37_79B9_7F4A_7C15 ^ SplitMix64.mix(seed))
    let digits = String(mixed, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
