import RateQL

/// Takes rows and shows nothing.
final class DiscardingSink: ResultSink {
  func begin(_ columns: [ResultColumn]) {}
  func rows(_ columns: [Column], count: Int) -> ScanFlow { .more }
  func end() {}
  func print(_ text: String) {}
  func notice(_ text: String) {}
}

/// Prints rows as lines with tabs between the cells.
final class PrintingSink: ResultSink {
  func begin(_ columns: [ResultColumn]) {}

  func rows(_ columns: [Column], count: Int) -> ScanFlow {
    for row in 0..<count { print(columns.map { $0[row].description }.joined(separator: "\t")) }
    return .more
  }

  func end() {}
  func print(_ text: String) { Swift.print(text) }
  func notice(_ text: String) { Swift.print("note: \(text)") }
}
