package import RateQL

/// Takes results and forgets them.
package final class SilentSink: ResultSink {
  package init() {}

  package func begin(_ columns: [ResultColumn]) async throws {}
  package func rows(_ columns: [Column], count: Int) async throws -> ScanFlow { .more }
  package func end() async throws {}
  package func print(_ text: String) async throws {}
  package func notice(_ text: String) async {}
}
