import RateQL

/// What the store shows of a write whose answer was lost.
struct ReadBack {
  enum Finding: Sendable, Hashable {
    case done(id: String)
    /// All is as it was: it was not done, or not yet.
    case untouched
    /// Neither as it was nor as it should be: someone else was at it.
    case different(RateRecord?)
    case billingDifferent(BillingSettings)
  }

  let store: any RateStore

  func updated(_ id: String, from read: RateRecord?, to written: RateRecord) async throws -> Finding {
    guard let stored = try await store.rate(id: id) else { return .different(nil) }
    if written.differences(from: stored).isEmpty { return .done(id: id) }
    if let read, read.differences(from: stored).isEmpty { return .untouched }
    return .different(stored)
  }

  func deleted(_ id: String, from read: RateRecord?) async throws -> Finding {
    guard let stored = try await store.rate(id: id) else { return .done(id: id) }
    if let read, !read.differences(from: stored).isEmpty { return .different(stored) }
    return .untouched
  }

  /// A create is never sent twice while a rate with its prefix is there.
  func created(_ written: RateRecord) async throws -> Finding {
    guard let prefix = written.prefix else { return .untouched }
    var found: [String] = []
    let request = ScanRequest(predicate: .compare(.prefix, .equal, .text(prefix)))
    try await store.scan(request) { batch in
      for row in 0..<batch.count where batch.value(.prefix, row)?.string == prefix {
        if let id = batch.value(.id, row)?.string, !found.contains(id) { found.append(id) }
      }
      return .more
    }
    guard let id = found.first else { return .untouched }
    guard let stored = try await store.rate(id: id) else { return .untouched }
    return found.count == 1 && written.differences(from: stored).isEmpty
      ? .done(id: id) : .different(stored)
  }

  func billing(_ change: BillingChange) async throws -> Finding {
    let current = try await store.billing()
    if current == change.after { return .done(id: "") }
    return current == change.before ? .untouched : .billingDifferent(current)
  }
}
