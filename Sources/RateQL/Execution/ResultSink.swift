/// Takes what a program shows: a terminal, a file, a test.
public protocol ResultSink: AnyObject {
  /// A table begins.
  func begin(_ columns: [ResultColumn]) async throws
  /// A table begins that is read best in another layout than rows.
  func begin(_ columns: [ResultColumn], layout: ResultLayout) async throws
  /// More of its rows: one column for each that was announced, `count` values each. The answer `enough`
  /// stops the reading.
  func rows(_ columns: [Column], count: Int) async throws -> ScanFlow
  /// The table is complete.
  func end() async throws
  /// What a `print` statement says.
  func print(_ text: String) async throws
  /// Something worth knowing about the run that is not part of its result.
  func notice(_ text: String) async
}

/// How a result is laid out for people; as data it is rows always.
public enum ResultLayout: Sendable, Hashable {
  case rows
  /// One row, a column a line.
  case record
  /// Two columns: what a line speaks of, and the line.
  case lines
}

extension ResultSink {
  /// A sink without layouts gets rows.
  public func begin(_ columns: [ResultColumn], layout: ResultLayout) async throws {
    try await begin(columns)
  }
}
