/// The statement that made a change.
public struct ChangeOrigin: Sendable, Hashable {
  /// What messages call the script: its file, or `-e`.
  public var source: String
  /// From 1.
  public var line: Int
  /// The statement as it was written.
  public var statement: String

  public init(source: String, line: Int, statement: String) {
    self.source = source
    self.line = line
    self.statement = statement
  }
}
