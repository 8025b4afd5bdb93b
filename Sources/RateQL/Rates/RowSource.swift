/// The files that programs may read and write: what `load`, `include` and `save` name. A host grants them;
/// ``NoFiles`` is the default.
public protocol RowSource: Sendable {
  /// The rows of `load "FILE"`, every cell read to the type of its column. It is read when a program is
  /// checked, and what was checked is what runs.
  func load(_ path: String) throws(RowSourceError) -> LoadedTable

  /// The text of `include "FILE"`, with the name that messages call it.
  ///
  /// - Parameter includer: the name of the source that includes it: a path stands beside that.
  func script(_ path: String, from includer: String) throws(RowSourceError) -> (name: String, text: String)

  /// Whether `save "FILE"` could be told to write there: for the check of a program, before it does anything.
  func checkSave(_ path: String, replacing: Bool) throws(RowSourceError)

  /// Where `save "FILE"` writes to; nothing is seen of it before it is published.
  func save(_ path: String, replacing: Bool) throws(RowSourceError) -> any PendingFile
}

/// A table read from a file.
public struct LoadedTable: Sendable {
  /// The names as they stand in the header. A column that is named like a rate's field has that field's type.
  public var columns: [ResultColumn]
  /// One for each of ``columns``, with a value for each row; null where a cell is blank.
  public var values: [Column]
  /// The line of the file on which each row starts, from 1.
  public var lines: [Int]

  public init(columns: [ResultColumn], values: [Column], lines: [Int]) {
    self.columns = columns
    self.values = values
    self.lines = lines
  }
}

extension RowSource {
  /// Nothing is known against it.
  public func checkSave(_ path: String, replacing: Bool) throws(RowSourceError) {}
}

/// A file that is being written and not to be seen yet.
public protocol PendingFile: AnyObject, Sendable {
  /// - Throws: ``RowSourceError``, or `CancellationError` where the task is cancelled.
  func begin(_ columns: [ResultColumn]) async throws
  /// - Throws: as ``begin(_:)``.
  func rows(_ columns: [Column], count: Int) async throws
  /// Puts the file in its place, whole. Where that fails, ``discard()`` is still to be called.
  func publish() async throws(RowSourceError)
  /// Leaves nothing behind.
  func discard() async
}

/// Why a file could not be read or written: ready for a person.
public struct RowSourceError: Error, Sendable, Hashable {
  /// What happened, on one line, in lower case.
  public var problem: String
  /// What to do next, or more of what is wrong (`deck.csv:12: …`), a line each.
  public var hints: [String]

  public init(_ problem: String, hints: [String] = []) {
    self.problem = problem
    self.hints = hints
  }
}

/// No file may be read or written.
public struct NoFiles: RowSource {
  public init() {}

  private static func refusal(_ path: String) -> RowSourceError {
    RowSourceError("`\(path)` can't be opened: this program was given no access to files")
  }

  public func load(_ path: String) throws(RowSourceError) -> LoadedTable { throw NoFiles.refusal(path) }

  public func script(
    _ path: String, from includer: String
  ) throws(RowSourceError) -> (name: String, text: String) {
    throw NoFiles.refusal(path)
  }

  public func checkSave(_ path: String, replacing: Bool) throws(RowSourceError) {
    throw NoFiles.refusal(path)
  }

  public func save(_ path: String, replacing: Bool) throws(RowSourceError) -> any PendingFile {
    throw NoFiles.refusal(path)
  }
}
