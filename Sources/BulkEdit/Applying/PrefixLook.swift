import RateQL
import Synchronization

/// Which rates have a prefix: asked of the store where it chooses them itself, else looked up in the table,
/// which is read once for all that is wanted.
final class PrefixLook: Sendable {
  private let store: any RateStore
  /// The prefixes that may be asked for.
  private let wanted: Set<String>
  /// The ids of the wanted prefixes, once the store has shown that it can't be asked for one.
  private let table = Mutex<Task<[String: [String]], any Error>?>(nil)

  init(store: any RateStore, wanted: Set<String>) {
    self.store = store
    self.wanted = wanted
  }

  /// The rates with the prefix, as they are now.
  func rates(_ prefix: String) async throws -> [RateRecord] {
    var rates: [RateRecord] = []
    for id in try await ids(prefix) {
      // What was listed may be gone, or have another prefix since.
      if let rate = try await store.rate(id: id), rate.prefix == prefix { rates.append(rate) }
    }
    return rates
  }

  private func ids(_ prefix: String) async throws -> [String] {
    if let (ids, isProof) = try await asked(prefix), isProof || !ids.isEmpty { return ids }
    let task = table.withLock { table in
      let task = table ?? Task { [store, wanted] in try await PrefixLook.ids(of: wanted, in: store) }
      table = task
      return task
    }
    do {
      return try await task.value[prefix] ?? []
    } catch {
      // The next one that asks tries again.
      table.withLock { if $0 == task { $0 = nil } }
      throw error
    }
  }

  /// Nil where the store does not choose by prefix: it says so, refuses or gives others. `isProof` tells whether
  /// that it gives none shows that there is none.
  private func asked(_ prefix: String) async throws -> (ids: [String], isProof: Bool)? {
    guard try await store.capabilities.comparisons.contains(.equal) else { return nil }
    var ids: [String] = []
    var isKept = true
    let request = ScanRequest(predicate: .compare(.prefix, .equal, .text(prefix)))
    do {
      try await store.scan(request) { batch in
        for row in 0..<batch.count {
          isKept = isKept && batch.value(.prefix, row)?.string == prefix
          if let id = batch.value(.id, row)?.string, !ids.contains(id) { ids.append(id) }
        }
        return isKept ? .more : .enough
      }
    } catch StoreError.refused {
      return nil
    }
    guard isKept else { return nil }
    return (ids, try await store.confirm(request) == request)
  }

  private static func ids(
    of wanted: Set<String>, in store: any RateStore
  ) async throws -> [String: [String]] {
    var ids: [String: [String]] = [:]
    var whole = ScanRequest()
    whole.readsAll = true
    try await store.scan(whole) { batch in
      for row in 0..<batch.count {
        guard let prefix = batch.value(.prefix, row)?.string, wanted.contains(prefix),
          let id = batch.value(.id, row)?.string
        else { continue }
        ids[prefix, default: []].append(id)
      }
      return .more
    }
    return ids
  }
}
