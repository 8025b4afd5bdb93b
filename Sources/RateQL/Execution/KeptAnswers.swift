import Synchronization

/// What the store has answered to a script, or to the programs of one staging: it is not asked that again.
final class KeptAnswers: Sendable {
  private struct State {
    var rates: [ScanRequest: RateBatch] = [:]
    /// The stored rates that have a prefix, by prefix; an empty batch where none has it.
    var byPrefix: [String: RateBatch] = [:]
    /// What lists leave out, by id; null where the store does not show it.
    var details: [String: Value] = [:]
    var billing: BillingSettings?
  }

  private let state = Mutex(State())

  /// The first answer stays: a row once read keeps its values.
  subscript(request: ScanRequest) -> RateBatch? {
    get { state.withLock { $0.rates[request] } }
    set { state.withLock { state in if state.rates[request] == nil { state.rates[request] = newValue } } }
  }

  var billing: BillingSettings? {
    get { state.withLock(\.billing) }
    set { state.withLock { state in if state.billing == nil { state.billing = newValue } } }
  }

  func details(of ids: [String]) -> [Value?] {
    state.withLock { state in ids.map { state.details[$0] } }
  }

  func keep(_ details: [String: Value]) {
    state.withLock { $0.details.merge(details) { first, _ in first } }
  }

  /// The rates that have one of `prefixes`, where that was asked, and the prefixes that nobody asked for yet.
  func rates(prefixes: Set<String>) -> (known: [RateBatch], open: Set<String>) {
    state.withLock { state in
      guard !state.byPrefix.isEmpty else { return ([], prefixes) }
      var (known, open): ([RateBatch], Set<String>) = ([], [])
      for prefix in prefixes {
        if let batch = state.byPrefix[prefix] {
          if batch.count > 0 { known.append(batch) }
        } else {
          open.insert(prefix)
        }
      }
      return (known, open)
    }
  }

  func keep(byPrefix rates: [String: RateBatch]) {
    state.withLock { $0.byPrefix.merge(rates) { first, _ in first } }
  }
}
