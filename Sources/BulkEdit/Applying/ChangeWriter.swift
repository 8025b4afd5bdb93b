import RateQL

/// Carries one change out: reads the rate, compares, writes it whole.
struct ChangeWriter {
  let store: any RateStore
  let observer: any ApplyObserver

  func write(_ change: Change) async -> ChangeOutcome {
    do {
      switch change.kind {
      case .create: return try await create(change)
      case .update: return try await update(change)
      case .delete: return try await delete(change)
      }
    } catch let error as StoreError {
      return .failed(error)
    } catch is CancellationError {
      return .notTried("it was stopped before")
    } catch {
      return .failed(.badAnswer("\(error)"))
    }
  }

  private func create(_ change: Change) async throws -> ChangeOutcome {
    guard var record = change.after else { return .notTried("it has no record to create") }
    record[.id] = nil
    try await observer.willWrite(change, current: nil)
    do {
      return .applied(id: try await store.create(record))
    } catch StoreError.uncertain(let reason) {
      return try await settleCreate(record, reason)
    }
  }

  /// Whether a rate with the new prefix is there now; a create is never sent twice.
  private func settleCreate(_ record: RateRecord, _ reason: String) async throws -> ChangeOutcome {
    guard let prefix = record.prefix else { return .uncertain(reason) }
    var found: [String] = []
    do {
      let request = ScanRequest(predicate: .compare(.prefix, .equal, .text(prefix)))
      try await store.scan(request) { batch in
        for row in 0..<batch.count where batch.value(.prefix, row)?.string == prefix {
          if let id = batch.value(.id, row)?.string { found.append(id) }
        }
        return .more
      }
      guard found.count == 1, let stored = try await store.rate(id: found[0]),
        record.differences(from: stored).isEmpty
      else { return .uncertain(reason) }
      return .applied(id: found[0])
    } catch is StoreError {
      return .uncertain(reason)
    }
  }

  private func update(_ change: Change) async throws -> ChangeOutcome {
    guard let id = change.id, let after = change.after else { return .notTried("it has no id") }
    let (current, problem) = try await read(change, id)
    guard let current else { return problem }
    var record = current
    for field in change.changedFields { record[field] = after[field] }
    guard record[.connectFee] != nil else {
      return .failed(
        .badAnswer(
          "the server does not show this rate's connect_fee, and an update without it could reset it; "
            + "give it in the edit: `set connect_fee = …`"))
    }
    try await observer.willWrite(change, current: current)
    do {
      try await store.update(id: id, to: record)
      return .applied(id: id)
    } catch StoreError.uncertain(let reason) {
      return await settle(id, reason) { stored in
        guard let stored else { return nil }
        return record.differences(from: stored).isEmpty
      }
    }
  }

  private func delete(_ change: Change) async throws -> ChangeOutcome {
    guard let id = change.id else { return .notTried("it has no id") }
    let (current, problem) = try await read(change, id)
    guard let current else { return problem }
    try await observer.willWrite(change, current: current)
    do {
      try await store.delete(id: id)
      return .applied(id: id)
    } catch StoreError.uncertain(let reason) {
      return await settle(id, reason) { $0 == nil }
    }
  }

  /// The rate as it is now, if it is what the plan was made on; else what to report.
  private func read(_ change: Change, _ id: String) async throws -> (RateRecord?, ChangeOutcome) {
    guard let current = try await store.rate(id: id) else { return (nil, .gone) }
    let drifted = change.before?.differences(from: current) ?? []
    return drifted.isEmpty
      ? (current, .gone) : (nil, .drifted(current: current, fields: drifted))
  }

  /// Reads back after a lost answer. What is not as it should be may still change: that stays open.
  private func settle(
    _ id: String, _ reason: String, _ isDone: (RateRecord?) -> Bool?
  ) async -> ChangeOutcome {
    do {
      return isDone(try await store.rate(id: id)) == true ? .applied(id: id) : .uncertain(reason)
    } catch {
      return .uncertain(reason)
    }
  }
}
