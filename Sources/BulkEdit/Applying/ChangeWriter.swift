import RateQL

/// Carries one change out: reads the rate, compares, tells the journal, writes it whole.
struct ChangeWriter {
  let store: any RateStore
  let observer: any ApplyObserver
  let stop: StopFlag
  let prefixes: PrefixLook

  /// The journal did not take what was about to be written.
  private struct JournalFailure: Error {
    let reason: String
  }

  /// A write that was given back, unsent: what it rests on is read anew before it is made again.
  private struct Unasked: Error {
    let reason: String
    /// Whether it had been sent before, to a server that asked for time.
    let wasSent: Bool
  }

  /// How often a change is begun anew at the most.
  private static let beginnings = 100

  func write(_ step: ApplyStep) async -> ChangeOutcome {
    var step = step
    var doubt: String?
    var outcome = ChangeOutcome.notTried("it had no turn")
    for _ in 1...ChangeWriter.beginnings {
      do {
        outcome = try await make(step)
        break
      } catch let error as Unasked {
        if error.wasSent {
          doubt = error.reason
          step.wasSent = true
        }
        outcome = .notTried(stop.reason ?? error.reason)
        if stop.reason != nil { break }
      } catch {
        outcome = self.outcome(of: error)
        break
      }
    }
    // What was sent once may still come to be done.
    guard let doubt, !outcome.isApplied else { return outcome }
    return .uncertain(doubt)
  }

  private func make(_ step: ApplyStep) async throws -> ChangeOutcome {
    switch step.kind {
    case .billing(let change): return try await setBilling(change, step)
    case .rate(let change):
      switch change.kind {
      case .create: return try await create(change, step)
      case .update: return try await update(change, step)
      case .delete: return try await delete(change, step)
      }
    }
  }

  private func outcome(of error: any Error) -> ChangeOutcome {
    switch error {
    case let error as StoreError: return .failed(error)
    case let error as JournalFailure:
      stop.set(error.reason, .journal)
      return .notTried(error.reason)
    case is CancellationError: return .notTried("it was stopped before")
    default: return .failed(.badAnswer("\(error)"))
    }
  }

  /// Returns when the journal knows what is about to be sent.
  private func announce(_ step: ApplyStep, read: RateRecord?, written: RateRecord?) async throws {
    do {
      try await observer.willWrite(step, read: read, written: written)
    } catch {
      throw JournalFailure(reason: "the journal can't be kept: \(error)")
    }
  }

  private func create(_ change: Change, _ step: ApplyStep) async throws -> ChangeOutcome {
    guard var record = change.after else { return .notTried("it has no record to create") }
    record[.id] = nil
    // Not every server refuses a second rate with a prefix.
    let holders = try await prefixes.rates(record.prefix ?? "")
    if let holder = holders.first {
      // One that this run sent before may have landed late.
      guard step.wasSent, case .done(let id) = ReadBack.created(record, among: holders) else {
        return .taken(by: holder)
      }
      return .applied(id: id)
    }
    return try await send(step, read: nil, written: record) {
      try await store.create(record)
    } look: {
      try await ReadBack(store: store).created(record)
    }
  }

  private func update(_ change: Change, _ step: ApplyStep) async throws -> ChangeOutcome {
    guard let id = change.id else { return .notTried("it has no id") }
    guard let current = try await store.rate(id: id) else { return .gone }
    // One that this run sent before may have landed late.
    if step.wasSent, let after = change.after, ReadBack.has(current, after, change.changedFields) {
      return .applied(id: id)
    }
    let drifted = change.drift(from: current)
    guard drifted.isEmpty else { return .drifted(current: current, fields: drifted) }
    guard let record = change.record(over: current) else { return .notTried("it has no record to write") }
    guard record[.connectFee] != nil else {
      return .failed(
        .badAnswer(
          "the server does not show this rate's connect_fee, and an update without it could reset it; "
            + "give it in the edit: `set connect_fee = …`"))
    }
    if let prefix = change.takenPrefix,
      let holder = try await prefixes.rates(prefix).first(where: { $0.id != id })
    {
      return .taken(by: holder)
    }
    return try await send(step, read: current, written: record) {
      try await store.update(id: id, to: record)
      return id
    } look: {
      try await ReadBack(store: store).updated(id, from: current, to: record)
    }
  }

  private func delete(_ change: Change, _ step: ApplyStep) async throws -> ChangeOutcome {
    guard let id = change.id else { return .notTried("it has no id") }
    guard let current = try await store.rate(id: id) else {
      return step.wasSent ? .applied(id: id) : .gone
    }
    let drifted = change.drift(from: current)
    guard drifted.isEmpty else { return .drifted(current: current, fields: drifted) }
    return try await send(step, read: current, written: nil) {
      try await store.delete(id: id)
      return id
    } look: {
      try await ReadBack(store: store).deleted(id, from: current)
    }
  }

  private func setBilling(_ change: BillingChange, _ step: ApplyStep) async throws -> ChangeOutcome {
    let current = try await store.billing()
    guard current == change.before else { return .billingDrifted(current: current) }
    return try await send(step, read: nil, written: nil) {
      try await store.setBilling(change.after)
      return ""
    } look: {
      try await ReadBack(store: store).billing(change)
    }
  }

  /// How often a write is sent at the most to a server that asks for time.
  private static let sendings = 5

  /// Tells the journal, then sends a write. A server that asks for time has most likely not done it: once a look
  /// shows that, it is sent again. One whose answer was lost is looked for, and never sent again: it may still
  /// come to be done.
  ///
  /// - Throws: ``Unasked``, and what else it was refused with.
  private func send(
    _ step: ApplyStep, read: RateRecord?, written: RateRecord?, _ write: () async throws -> String,
    look: () async throws -> ReadBack.Finding
  ) async throws -> ChangeOutcome {
    for sending in 1...ChangeWriter.sendings {
      // Each time anew: resume counts from there how long a write may still land.
      try await announce(step, read: read, written: written)
      do {
        return .applied(id: try await write())
      } catch StoreError.unasked(let reason) {
        throw Unasked(reason: reason, wasSent: sending > 1)
      } catch StoreError.uncertain(let reason) {
        return await settle(reason, look) ?? .uncertain(reason)
      } catch let error as StoreError {
        guard case .busy(let reason) = error else { throw error }
        if let outcome = await settle(reason, look) { return outcome }
        if sending == ChangeWriter.sendings { throw error }
      }
    }
    return .notTried("it was not sent")
  }

  /// Reads back after a lost answer. What is not as it should be may still become so: that stays open.
  ///
  /// - Returns: nil where all is as it was before.
  private func settle(_ reason: String, _ look: () async throws -> ReadBack.Finding) async -> ChangeOutcome? {
    switch try? await look() {
    case .done(let id)?: .applied(id: id)
    case .untouched?: nil
    case .different?, .billingDifferent?, nil: .uncertain(reason)
    }
  }
}
