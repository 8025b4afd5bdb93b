package import RateQL

/// Carries changes out, several at a time, in the order that their prefixes ask for.
///
/// Cancelling the task stops it cleanly: what is under way is finished and reported, nothing more begins.
package struct Applier: Sendable {
  private let store: any RateStore
  private let observer: any ApplyObserver
  private let policy: ApplyPolicy

  package init(
    store: any RateStore, policy: ApplyPolicy = ApplyPolicy(),
    observer: any ApplyObserver = ObserverList([])
  ) {
    self.store = store
    self.policy = policy
    self.observer = observer
  }

  package func apply(_ order: WriteOrder) async -> ApplyReport {
    let stop = StopFlag()
    let writer = ChangeWriter(
      store: store, observer: observer, stop: stop,
      prefixes: PrefixLook(store: store, wanted: order.takenPrefixes))
    // A task of its own: before it is broken off, it is told why nothing more shall begin.
    let work = Task { await run(order, writer) }
    return await withTaskCancellationHandler {
      await work.value
    } onCancel: {
      stop.set("it was interrupted before", .user)
      // Who waits for the user need not wait for the server too: reads end at once, a write that has been sent
      // is waited for.
      work.cancel()
    }
  }

  private func run(_ order: WriteOrder, _ writer: ChangeWriter) async -> ApplyReport {
    var report = ApplyReport()
    let stop = writer.stop
    await observer.begin(total: order.count)
    var stuck: Set<String> = []
    for wave in order.waves {
      let results = await run(wave, stuck, writer)
      for result in results where !result.outcome.isApplied {
        if let prefix = result.step.change?.before?.prefix { stuck.insert(prefix) }
      }
      report.results += results
    }
    let isWhole = report.isComplete && !order.leavesRatesOut
    for step in order.billing {
      let outcome =
        isWhole
        ? await outcome(of: step, [], writer) : .notTried(stop.reason ?? "not all rates were changed")
      await finish(step, outcome, stop)
      report.results.append(ApplyResult(step: step, outcome: outcome))
    }
    report.wasInterrupted = stop.cause == .user
    await observer.end()
    return report
  }

  /// One group of changes that don't depend on each other; results in the group's order.
  private func run(_ wave: [ApplyStep], _ stuck: Set<String>, _ writer: ChangeWriter) async -> [ApplyResult] {
    let cursor = WorkCursor(count: wave.count)
    let outcomes = ResultList<ChangeOutcome>(count: wave.count)
    await withTaskGroup(of: Void.self) { group in
      for worker in 0..<min(wave.count, workers) {
        group.addTask(executorPreference: store.executor(for: worker)) {
          while let place = cursor.take() {
            let step = wave[place]
            let outcome = await self.outcome(of: step, stuck, writer)
            outcomes.set(outcome, at: place)
            await finish(step, outcome, writer.stop)
          }
        }
      }
    }
    return zip(wave, outcomes.all).map { step, outcome in
      ApplyResult(step: step, outcome: outcome ?? .notTried("it was not begun"))
    }
  }

  /// How many changes may be under way. More than requests can be, so that those go on while the journal is
  /// written; who asks for one at a time gets one after the other.
  package var workers: Int { store.concurrency > 1 ? store.concurrency * 3 : 1 }

  private func outcome(of step: ApplyStep, _ stuck: Set<String>, _ writer: ChangeWriter) async
    -> ChangeOutcome
  {
    if let reason = writer.stop.reason { return .notTried(reason) }
    if let prefix = step.change?.takenPrefix, stuck.contains(prefix) {
      return .notTried("the rate that holds the prefix \(prefix) was not changed")
    }
    return await writer.write(step)
  }

  private func finish(_ step: ApplyStep, _ outcome: ChangeOutcome, _ stop: StopFlag) async {
    switch outcome {
    case .failed(let error) where error.stopsEverything: stop.set("\(error)", .trouble)
    case .failed where policy.onError == .stop:
      stop.set("\(step.label) was refused before, and an error stops the run", .trouble)
    case .uncertain where policy.onError == .stop:
      stop.set("the answer to \(step.label) was lost before, and an error stops the run", .trouble)
    case .taken where policy.onConflict == .stop:
      stop.set(
        "the prefix of \(step.label) was taken by someone else, and a conflict stops the run", .trouble)
    case _ where outcome.isConflict && policy.onConflict == .stop:
      stop.set("\(step.label) was changed by someone else, and a conflict stops the run", .trouble)
    default: break
    }
    await observer.didFinish(ApplyResult(step: step, outcome: outcome))
  }
}
