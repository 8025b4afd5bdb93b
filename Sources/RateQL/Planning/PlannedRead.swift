/// What one query or `quote` asks of the store, and what is done with the answer.
///
/// What a plan is checked with at the end is not among the reads: the look-up of prefixes that it takes anew.
public struct PlannedRead: Sendable, Hashable {
  /// The name of the source that the query is in, and its line there, from 1.
  public let source: String
  public let line: Int
  /// The query as it is written.
  public let text: String
  /// What the store is asked; nil where that depends on rates that are read before.
  public let request: ScanRequest?
  /// The conditions that the store is left to choose by, as they are written. Every row is checked against
  /// them here all the same.
  public let pushed: [String]
  /// The stages that the rows go through here, as they are written, those of views included.
  public let stages: [String]
  /// Whether fields that lists leave out (`connect_fee`) are read by id: one request for each rate.
  public let readsSingly: Bool
  /// The stage that edits, such as `set`; nil for a query that looks.
  public let edit: String?
}
