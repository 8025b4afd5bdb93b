/// Ends what takes too long, also where it only waits.
enum Deadline {
  private enum Outcome<Result: Sendable>: Sendable {
    case done(Result)
    case failed(any Error)
    case timeUp
    case timerStopped
  }

  /// What `body` gives, if it is done in `time`; else ``RunError/limit(_:_:)``, once `body` has stopped.
  static func run<Result: Sendable>(
    within time: Duration?, clock: some Clock<Duration>, _ budget: RunBudget,
    _ body: @escaping () async throws -> Result
  ) async throws -> Result {
    guard let time else { return try await body() }
    let end = clock.now.advanced(by: time)
    // The caller does nothing but wait until the body has ended, so the body is never run beside it.
    nonisolated(unsafe) let body = body
    return try await withThrowingTaskGroup(of: Outcome<Result>.self) { group in
      group.addTask {
        do { return .done(try await body()) } catch { return .failed(error) }
      }
      group.addTask {
        do {
          try await clock.sleep(until: end, tolerance: nil)
          return .timeUp
        } catch {
          return .timerStopped
        }
      }
      var isLate = false
      while let outcome = try await group.next() {
        switch outcome {
        case .timerStopped: continue
        case .timeUp:
          guard budget.stop() else { continue }
          isLate = true
        case .done(let result) where !isLate:
          group.cancelAll()
          return result
        case .failed(let error) where !isLate:
          group.cancelAll()
          throw error
        case .done, .failed: throw budget.exceeded(.time)
        }
        group.cancelAll()
      }
      throw RunError.cancelled
    }
  }
}
