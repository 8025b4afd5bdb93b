import RateQL

/// Makes an undo's plan, change by change.
struct UndoMaker {
  private(set) var undo: UndoPlan
  /// Stands in for connect fees that are not known; nil where none was said.
  private let fee: ExactDecimal?
  private let origin: ChangeOrigin
  /// Rates that can't be as before without a connect fee that nobody knows, by their names.
  private var feeless: [String] = []
  /// The same of those that are to come back, by their prefixes.
  private var restoredFeeless: [String: String] = [:]

  init(_ undo: UndoPlan, fee: ExactDecimal?) {
    self.undo = undo
    self.fee = fee
    origin = ChangeOrigin(source: "undo of run \(undo.run.id)", line: 1, statement: undo.run.script)
  }

  /// The rates whose connect fee has to be said.
  var withoutFee: [String] {
    feeless + undo.plan.changes.compactMap { $0.after?.prefix.flatMap { restoredFeeless[$0] } }
  }

  // MARK: Changes of rates that are there

  mutating func takeBackCreate(_ change: Change, _ entry: JournalEntry, _ now: RateRecord?) {
    guard let now, let id = now.id else {
      undo.undone += 1
      return
    }
    let left = entry.written ?? change.after
    let differing = left?.differences(from: now) ?? []
    guard differing.isEmpty else {
      let inverse = Change(id: id, before: left, after: nil, rounded: [], origins: [origin])
      return leave(inverse, entry, .drifted(current: now, fields: differing))
    }
    undo.plan.delete(id: id, current: now, origin: origin)
  }

  /// Each field that the run changed goes back, unless it is back.
  mutating func takeBackUpdate(_ change: Change, _ entry: JournalEntry, _ now: RateRecord?) {
    guard let now, let id = now.id else { return leave(change, entry, .gone) }
    guard let before = entry.read ?? change.before, let left = entry.written ?? change.after else { return }
    var after = now
    var unknown = RateFieldSet()
    for field in change.changedFields {
      if let value = before[field], field != .connectFee || !value.isNull {
        after[field] = value
      } else if field == .connectFee, let fee {
        after[field] = .number(fee)
      } else {
        unknown.insert(field)
      }
    }
    let differing = after.differences(from: now)
    // What the server does not show may be anything.
    let open = change.changedFields.filter {
      differing.contains($0) || now[$0] == nil || unknown.contains($0)
    }
    guard !open.isEmpty else {
      undo.undone += 1
      return
    }
    let drifted = left.differences(from: now).filter(open.contains)
    guard drifted.isEmpty else {
      let inverse = Change(id: id, before: left, after: after, rounded: [], origins: [origin])
      return leave(inverse, entry, .drifted(current: now, fields: drifted))
    }
    if let field = unknown.first(where: { $0 != .connectFee }) {
      return leave(change, entry, .notTried("its \(field.name) before the run is not known"))
    }
    guard unknown.isEmpty else { return feeless.append(change.label) }
    undo.plan.update(id: id, current: now, to: after, set: open, origin: origin)
  }

  mutating func takeBack(_ change: BillingChange, _ entry: JournalEntry, _ now: BillingSettings) {
    if now == change.before {
      undo.undone += 1
    } else if now == change.after {
      undo.plan.setBilling(before: now, after: change.before, origin: origin)
    } else {
      undo.conflicts.append(ApplyResult(step: ApplyStep(entry), outcome: .billingDrifted(current: now)))
    }
  }

  // MARK: Rates that were deleted

  /// A deleted rate that has come back is as it was, or somebody has changed it since.
  mutating func compareRestored(_ change: Change, _ entry: JournalEntry, _ now: RateRecord?) {
    guard let now, let record = entry.read ?? change.before else { return }
    let differing = record.differences(from: now)
    guard !differing.isEmpty else {
      undo.undone += 1
      return
    }
    let known = Change(id: now.id, before: record, after: record, rounded: [], origins: [origin])
    leave(known, entry, .drifted(current: now, fields: differing))
  }

  /// - Parameters:
  ///   - id: the id that the rate had last.
  ///   - holders: the rates that have its prefix now.
  mutating func restore(
    _ change: Change, _ entry: JournalEntry, id: String?, _ holders: [String: [RateRecord]]
  ) {
    guard var record = entry.read ?? change.before, let prefix = record.prefix else { return }
    record[.id] = nil
    // Whoever made it again, it is back.
    let isBack = holders[prefix]?.contains { holder in
      holder.id.flatMap { undo.plan.change($0) } == nil && record.differences(from: holder).isEmpty
    }
    guard isBack != true else {
      undo.undone += 1
      return
    }
    if record[.connectFee]?.isNull ?? true {
      record[.connectFee] = fee.map { .number($0) }
      if fee == nil { restoredFeeless[prefix] = change.label }
    }
    undo.plan.create(record, formerID: id, origin: origin)
  }

  /// Leaves out what would take the prefix of a rate that keeps it. That may keep another prefix taken, so it
  /// goes on until nothing more is left out.
  mutating func leaveTakenPrefixes(_ holders: [String: [RateRecord]]) {
    while true {
      let takers = undo.plan.takers
      var blocked: Set<String> = []
      for change in undo.plan.changes {
        guard let prefix = change.takenPrefix,
          let holder = holders[prefix]?.first(where: { undo.plan.clash(with: $0, takers) != nil })
        else { continue }
        blocked.insert(prefix)
        undo.conflicts.append(
          ApplyResult(
            step: ApplyStep(sequence: undo.conflicts.count, kind: .rate(change)),
            outcome: .taken(by: holder)))
      }
      guard !blocked.isEmpty else { return }
      undo.plan = ChangePlan(
        changes: undo.plan.changes.filter { $0.takenPrefix.map { !blocked.contains($0) } ?? true },
        billing: undo.plan.billing)
    }
  }

  /// - Parameter change: what the undo would do, from the rate as the run left it.
  private mutating func leave(_ change: Change, _ entry: JournalEntry, _ outcome: ChangeOutcome) {
    undo.conflicts.append(
      ApplyResult(step: ApplyStep(sequence: entry.sequence, kind: .rate(change)), outcome: outcome))
  }
}
