import RateQL

/// Prefixes, called numbers, and what was found of them.
struct CallTable {
  private var prefixes = PrefixIndex([])
  private(set) var rated: [Int32] = []

  /// How long it takes to make the index.
  mutating func index(_ path: String) throws -> Duration {
    let column = try CallTable.column(path)
    let clock = ContinuousClock()
    let start = clock.now
    prefixes = PrefixIndex(column)
    return clock.now - start
  }

  /// How long it takes to find the longest prefix of every number.
  mutating func rate(_ path: String) throws -> Duration {
    let numbers = try CallTable.column(path)
    let clock = ContinuousClock()
    let start = clock.now
    rated = prefixes.longest(numbers)
    return clock.now - start
  }

  private static func column(_ path: String) throws -> TextColumn {
    var column = TextColumn()
    for line in try readFile(path).utf8.split(separator: UInt8(ascii: "\n")) { column.append(utf8: line) }
    return column
  }
}
