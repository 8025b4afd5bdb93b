/// Chooses rows of columns by a test, without a branch for each row.
///
/// The rows named in `rows` lie within the column: that is what makes the unchecked access of the tests safe.
enum RowChoice {
  /// The rows of `0..<count`, or of `rows`, for which `test` holds, in their order.
  @inline(__always)
  static func rows(_ count: Int, among rows: [Int32]?, where test: (Int) -> Bool) -> [Int32] {
    [Int32](unsafeUninitializedCapacity: rows?.count ?? count) { chosen, found in
      guard let rows else {
        for row in 0..<count {
          chosen[found] = Int32(truncatingIfNeeded: row)
          found &+= test(row) ? 1 : 0
        }
        return
      }
      for row in rows {
        chosen[found] = row
        found &+= test(Int(row)) ? 1 : 0
      }
    }
  }

  /// What `test` says of each of `0..<count`.
  @inline(__always)
  static func codes(_ count: Int, where test: (Int) -> Bool) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { codes, written in
      for row in 0..<count { codes[row] = test(row) ? TruthColumn.yes : TruthColumn.no }
      written = count
    }
  }
}
