import Synchronization

/// What a session has done so far.
package struct PBXStatistics: Sendable, Hashable {
  /// Every request sent, repeated ones and sign-ins too.
  package var requests = 0
  /// Requests of the list operation, each for one page.
  package var pages = 0
  package var signIns = 0
  package var refreshes = 0
  /// Reads that were repeated on a lost connection.
  package var retries = 0
  package var bytesReceived = 0
  /// Numbers rounded to five digits.
  package var rounded = 0
  /// Rates that came on two pages.
  package var duplicates = 0
  /// Times that a table was read again because it had moved.
  package var rereads = 0
}

final class StatisticsCounter: Sendable {
  private let state = Mutex(PBXStatistics())

  var value: PBXStatistics { state.withLock { $0 } }

  func add(_ change: (inout PBXStatistics) -> Void) {
    state.withLock { statistics in change(&statistics) }
  }
}
