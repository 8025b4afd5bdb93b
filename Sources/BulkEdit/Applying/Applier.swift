package import RateQL
import Synchronization

/// Carries a plan out, several changes at a time, in the order that their prefixes ask for.
///
/// Cancelling the task stops it cleanly: what is under way is finished and reported, nothing more begins.
package struct Applier: Sendable {
  private let store: any RateStore
  private let observer: any ApplyObserver

  package init(store: any RateStore, observer: any ApplyObserver = SilentObserver()) {
    self.store = store
    self.observer = observer
  }

  /// - Throws: ``RunError`` where the plan can't be ordered; nothing was written then.
  package func apply(_ plan: ChangePlan) async throws -> ApplyReport {
    let waves = try plan.waves()
    let stop = StopFlag()
    // A task of its own: a cancelled one would break requests off in the middle.
    let work = Task { await run(waves, plan, stop) }
    return await withTaskCancellationHandler {
      await work.value
    } onCancel: {
      stop.set("it was interrupted before")
    }
  }

  private func run(_ waves: [[Change]], _ plan: ChangePlan, _ stop: StopFlag) async -> ApplyReport {
    var report = ApplyReport()
    await observer.begin(total: plan.changes.count + (plan.billing == nil ? 0 : 1))
    var stuck: Set<String> = []
    for wave in waves {
      let results = await run(wave, stuck, stop)
      for case let result in results {
        if case .applied = result.outcome { continue }
        if let prefix = result.change.before?.prefix { stuck.insert(prefix) }
      }
      report.results += results
    }
    report.billing = await runBilling(plan, report, stop)
    report.wasInterrupted = stop.isInterrupted
    await observer.end()
    return report
  }

  /// One group of changes that don't depend on each other; results in the group's order.
  private func run(_ wave: [Change], _ stuck: Set<String>, _ stop: StopFlag) async -> [ChangeResult] {
    let writer = ChangeWriter(store: store, observer: observer)
    var outcomes: [ChangeOutcome?] = Array(repeating: nil, count: wave.count)
    await withTaskGroup(of: (Int, ChangeOutcome).self) { group in
      var next = 0
      func add() {
        guard next < wave.count else { return }
        let place = next
        let change = wave[place]
        next += 1
        group.addTask {
          if let reason = stop.reason { return (place, .notTried(reason)) }
          if let prefix = change.takenPrefix, stuck.contains(prefix) {
            return (place, .notTried("the rate that holds the prefix \(prefix) was not changed"))
          }
          return (place, await writer.write(change))
        }
      }
      for _ in 0..<max(1, store.concurrency) { add() }
      while let (place, outcome) = await group.next() {
        if case .failed(let error) = outcome, error.stopsEverything { stop.set("\(error)", byUser: false) }
        outcomes[place] = outcome
        await observer.didFinish(ChangeResult(change: wave[place], outcome: outcome))
        add()
      }
    }
    return zip(wave, outcomes).map { change, outcome in
      ChangeResult(change: change, outcome: outcome ?? .notTried("it was not begun"))
    }
  }

  /// The billing settings go last, and only where every rate went over.
  private func runBilling(
    _ plan: ChangePlan, _ report: ApplyReport, _ stop: StopFlag
  ) async -> ApplyReport.BillingOutcome? {
    guard let change = plan.billing else { return nil }
    if let reason = stop.reason { return .notTried(reason) }
    guard report.problems.isEmpty else { return .notTried("not all rates were changed") }
    do {
      let current = try await store.billing()
      guard current == change.before else { return .drifted(current: current) }
      try await store.setBilling(change.after)
      return .applied
    } catch StoreError.uncertain(let reason) {
      let current = try? await store.billing()
      return current == change.after ? .applied : .failed(.uncertain(reason))
    } catch let error as StoreError {
      return .failed(error)
    } catch {
      return .failed(.badAnswer("\(error)"))
    }
  }
}

/// Why nothing more shall begin; set once.
private final class StopFlag: Sendable {
  private let state = Mutex<(reason: String?, byUser: Bool)>((nil, false))

  var reason: String? { state.withLock(\.reason) }
  var isInterrupted: Bool { state.withLock(\.byUser) }

  func set(_ reason: String, byUser: Bool = true) {
    state.withLock { state in
      if state.reason == nil { state = (reason, byUser) }
    }
  }
}
