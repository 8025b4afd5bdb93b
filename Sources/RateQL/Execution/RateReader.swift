/// Reads rates for one program: from the store, checked, and through the planned changes.
///
/// Every row that comes is checked against the whole condition and the order against the rows; a store
/// that does not keep to them is not relied on again, and the rows are read anew without its help.
final class RateReader {
  let store: any RateStore
  let notice: (String) async -> Void
  let trust: StoreTrust
  let log: QueryLog
  /// Answers to questions that are not asked twice; nil where the program can't ask again for what it has read.
  let answers: KeptAnswers?
  let budget: RunBudget

  init(
    store: any RateStore, trust: StoreTrust, log: QueryLog, answers: KeptAnswers?,
    budget: RunBudget = RunBudget(), notice: @escaping (String) async -> Void
  ) {
    self.budget = budget
    self.store = store
    self.trust = trust
    self.log = log
    self.answers = answers
    self.notice = notice
  }

  /// What may be left to the store now.
  func capabilities() async throws -> StoreCapabilities {
    var capabilities = try await store.capabilities
    trust.restrict(&capabilities)
    return capabilities
  }

  /// Whether the store need not be asked, since it was.
  func holdsAnswer(to request: ScanRequest) -> Bool { answers?[request] != nil }

  /// Reads what `request` asks for; `deliver` gets the rows, planned changes laid over.
  func read(
    _ plan: QueryPlan, through changes: ChangePlan, _ evaluator: Evaluator,
    deliver: (RowBatch) async throws -> ScanFlow
  ) async throws {
    var flow = ScanFlow.more
    try await readChecked(plan, evaluator) { batch in
      flow = try await deliver(batch.outside(changes))
      return flow
    }
    guard changes.touchesRates, flow == .more else { return }
    _ = try await deliver(RowBatch(changes.plannedRates()))
  }

  private func readChecked(
    _ plan: QueryPlan, _ evaluator: Evaluator, deliver: (RowBatch) async throws -> ScanFlow
  ) async throws {
    var request = try await confirmed(plan.request)
    while true {
      // A few rows are held back until all have been checked, so that reading again is not seen.
      let holdsBack = request.limit != nil
      var held: [RowBatch] = []
      var delivered = false
      var fault: Fault?
      let check = RowCheck(plan, request, evaluator)
      do {
        try await readOnce(request) { rates in
          let batch = RowBatch(rates)
          fault = try check.fault(batch)
          if fault != nil { return .enough }
          if holdsBack {
            held.append(batch)
            return .more
          }
          delivered = true
          return try await deliver(batch)
        }
      } catch RunError.store(.refused(let refusal))
        where !delivered && RateReader.isAboutQuestion(refusal, request)
      {
        fault = .refused(refusal)
      }
      guard let fault else {
        for batch in held where try await deliver(batch) == .enough { return }
        return
      }
      guard !delivered else { throw RunError.failed(.changedMind(store.name, at: nil)) }
      request = await withoutHelp(request, fault)
    }
  }

  private func withoutHelp(_ request: ScanRequest, _ fault: Fault) async -> ScanRequest {
    var plain = request
    plain.order = []
    plain.limit = nil
    switch fault {
    case .condition:
      trust.distrustPredicates()
      plain.predicate = nil
      await notice(
        "\(store.name) does not keep to the condition it is given: the whole table is read instead")
    case .refused(let refusal):
      plain.predicate = nil
      await notice(
        "\(store.name) refuses the condition or the order (\(refusal.status) \(refusal.message)): "
          + "the whole table is read instead")
    case .order:
      trust.distrustOrder()
      await notice("\(store.name) does not keep to the order it is given: rates are sorted here instead")
    }
    return plain
  }

  /// What of a question may be left to the store.
  func confirmed(_ request: ScanRequest) async throws -> ScanRequest {
    guard request.predicate != nil || !request.order.isEmpty, answers?[request] == nil else { return request }
    do {
      return try await store.confirm(request)
    } catch let error as StoreError {
      throw RunError.store(error)
    } catch is CancellationError {
      throw RunError.cancelled
    }
  }

  enum Fault {
    case condition, order
    /// The store does not take the question; it may take a plainer one.
    case refused(StoreError.Refusal)
  }

  private static func isAboutQuestion(_ refusal: StoreError.Refusal, _ request: ScanRequest) -> Bool {
    [400, 413, 414, 422, 501].contains(refusal.status) && (request.predicate != nil || !request.order.isEmpty)
  }

  /// One question to the store, or its earlier answer.
  private func readOnce(
    _ request: ScanRequest, deliver: (RateBatch) async throws -> ScanFlow
  ) async throws {
    if let answer = answers?[request] {
      _ = try await deliver(answer)
      return
    }
    var all: RateBatch? = answers == nil ? nil : RateBatch()
    var stopped = false
    do {
      try await store.scan(request) { batch in
        try budget.read(batch.count)
        all?.append(batch)
        let flow = try await deliver(batch)
        if flow == .enough { stopped = true }
        return flow
      }
    } catch let error as StoreError {
      throw RunError.store(error)
    } catch is CancellationError {
      throw RunError.cancelled
    }
    if !stopped, let all { answers?[request] = all }
  }

  /// The store's rates that meet `predicate`, and perhaps others: what comes is chosen from by the caller.
  func rates(_ predicate: StorePredicate?, deliver: (RateBatch) throws -> Void) async throws {
    var request = try await confirmed(ScanRequest(predicate: predicate))
    request.readsAll = true
    var delivered = false
    while true {
      do {
        return try await readOnce(request) { batch in
          delivered = true
          try deliver(batch)
          return .more
        }
      } catch RunError.store(.refused(let refusal))
        where !delivered && RateReader.isAboutQuestion(refusal, request)
      {
        request = await withoutHelp(request, .refused(refusal))
      }
    }
  }

  /// The fields that lists leave out, read by id, several at a time; null where they stay unknown.
  func details(_ batch: RowBatch, through changes: ChangePlan) async throws -> Column {
    let ids = (0..<batch.count).map { batch.value(.id, $0)?.string ?? "" }
    var values: [Value?] = ids.map { changes.change($0)?.after?[.connectFee] }
    if let kept = answers?.details(of: ids) { values = zip(values, kept).map { $0 ?? $1 } }
    let missing = ids.indices.filter { values[$0] == nil && changes.isStored(ids[$0]) }
    try budget.read(missing.count)
    let store = store
    do {
      try await withThrowingTaskGroup(of: (Int, Value?).self) { group in
        var next = 0
        func add() {
          guard next < missing.count else { return }
          let place = missing[next]
          let id = ids[place]
          next += 1
          group.addTask { (place, try await store.rate(id: id)?[.connectFee]) }
        }
        for _ in 0..<max(1, store.concurrency) { add() }
        while let (place, value) = try await group.next() {
          values[place] = value
          add()
        }
      }
    } catch let error as StoreError {
      throw RunError.store(error)
    } catch is CancellationError {
      throw RunError.cancelled
    }
    answers?.keep(
      Dictionary(missing.map { (ids[$0], values[$0] ?? .null) }, uniquingKeysWith: { first, _ in first }))
    var column = Column.empty(.decimal, scale: 5)
    for value in values { column.append(value ?? .null) }
    return column
  }

  /// The store's billing settings, planned changes aside.
  func billing() async throws -> BillingSettings {
    if let known = answers?.billing { return known }
    do {
      let settings = try await store.billing()
      answers?.billing = settings
      return settings
    } catch let error as StoreError {
      throw RunError.store(error)
    }
  }

  /// Says that a query found so many rates of which the store does not show a field.
  func tellUnknown(_ field: RateField, of count: Int) async {
    let rates = count == 1 ? "1 rate" : "\(count) rates"
    await notice(
      "\(store.name) does not show the \(field.name) of \(rates): what depends on it is unknown")
  }
}

/// Checks rows against what the store was asked to do.
private final class RowCheck {
  private let conditions: [Expression]
  private let sort: [SortKey]
  private let evaluator: Evaluator
  private var last: RowBatch?

  init(_ plan: QueryPlan, _ request: ScanRequest, _ evaluator: Evaluator) {
    // A question that was made wider is answered by others too.
    conditions = request.predicate == plan.request.predicate && request.predicate != nil ? plan.pushed : []
    sort = request.order.isEmpty ? [] : plan.pushedSort
    self.evaluator = evaluator
  }

  func fault(_ batch: RowBatch) throws(RunError) -> RateReader.Fault? {
    for condition in conditions
    where batch.filtered(try evaluator.column(condition, batch)).count < batch.count {
      return .condition
    }
    guard !sort.isEmpty, batch.count > 0 else { return nil }
    var rows = batch
    if var before = last {
      before.append(batch)
      rows = before
    }
    let order = try RowOrder(sort, rows, evaluator)
    for row in 1..<max(1, rows.count) where order.compare(row - 1, row) > 0 { return .order }
    last = batch.dropping(batch.count - 1).compacted
    return nil
  }
}
