/// Keeps everything that a program shows.
public final class ResultCollector: ResultSink {
  /// The tables, in the order in which they were shown.
  public private(set) var tables: [ResultTable] = []
  /// What `print` statements said.
  public private(set) var printed: [String] = []
  /// What is worth knowing about the run, such as that a store was not kept to its word.
  public private(set) var notices: [String] = []

  public init() {}

  public func begin(_ columns: [ResultColumn]) { tables.append(ResultTable(columns: columns)) }

  public func rows(_ columns: [Column], count: Int) -> ScanFlow {
    guard let last = tables.indices.last else { return .enough }
    tables[last].append(columns, count: count)
    return .more
  }

  public func end() {}
  public func print(_ text: String) { printed.append(text) }
  public func notice(_ text: String) { notices.append(text) }
}
