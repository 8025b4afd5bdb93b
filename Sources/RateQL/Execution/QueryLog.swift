import Synchronization

/// What the last run of each query of a session took: `explain` tells it.
final class QueryLog: Sendable {
  /// Queries that put the same question to the store.
  struct Question: Hashable {
    let request: ScanRequest
    /// Whether fields that lists leave out are read by id.
    let readsByID: Bool

    /// Nil for a query that does not ask the store.
    init?(_ plan: QueryPlan) {
      guard case .store = plan.base else { return nil }
      request = plan.request
      readsByID = plan.detailsBefore != nil
    }
  }

  struct Entry {
    /// Sent while the query ran, by whatever asked.
    var requests: Int
    /// Rates that came.
    var rates: Int
    var time: Duration
  }

  /// So many questions are remembered; who explains has just asked.
  private static let most = 64

  private let state = Mutex<(entries: [Question: Entry], order: [Question])>(([:], []))

  subscript(question: Question) -> Entry? { state.withLock { $0.entries[question] } }

  func note(_ question: Question, _ entry: Entry) {
    state.withLock { state in
      if state.entries.updateValue(entry, forKey: question) != nil { return }
      state.order.append(question)
      if state.order.count > QueryLog.most { state.entries[state.order.removeFirst()] = nil }
    }
  }
}
