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
    // Fields that were not to change may have been changed by somebody else since.
    let changed = read.map { written.unequalFields($0) } ?? .writable
    let fields = changed.intersection(written.knownFields)
    if ReadBack.has(stored, written, fields) { return .done(id: id) }
    if let read, read.differences(from: stored).isEmpty { return .untouched }
    return .different(stored)
  }

  /// Whether a rate has the values of another in some fields. What the store does not show is not compared.
  static func has(_ stored: RateRecord, _ wanted: RateRecord, _ fields: RateFieldSet) -> Bool {
    fields.isDisjoint(with: RateFieldSet(wanted.differences(from: stored)))
  }

  func deleted(_ id: String, from read: RateRecord?) async throws -> Finding {
    guard let stored = try await store.rate(id: id) else { return .done(id: id) }
    if let read, !read.differences(from: stored).isEmpty { return .different(stored) }
    return .untouched
  }

  func created(_ written: RateRecord) async throws -> Finding {
    guard let prefix = written.prefix else { return .untouched }
    return ReadBack.created(
      written, among: try await PrefixLook(store: store, wanted: [prefix]).rates(prefix))
  }

  /// - Parameter rates: those with its prefix.
  static func created(_ written: RateRecord, among rates: [RateRecord]) -> Finding {
    guard let stored = rates.first else { return .untouched }
    guard rates.count == 1, let id = stored.id, written.differences(from: stored).isEmpty else {
      return .different(stored)
    }
    return .done(id: id)
  }

  func billing(_ change: BillingChange) async throws -> Finding {
    let current = try await store.billing()
    if current == change.after { return .done(id: "") }
    return current == change.before ? .untouched : .billingDifferent(current)
  }
}
