/// Takes what a program shows: a terminal, a file, a test.
public protocol ResultSink: AnyObject {
  /// A table begins.
  func begin(_ columns: [ResultColumn]) async throws
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
