import Synchronization

/// Why nothing more shall begin; set once.
final class StopFlag: Sendable {
  enum Cause: Sendable, Hashable {
    case user, trouble
    /// The journal can't be kept.
    case journal
  }

  private struct State {
    var stop: (reason: String, cause: Cause)?
    var nextWork = 0
    /// What breaks off the work under way.
    var work: [Int: @Sendable () -> Void] = [:]
  }

  private let state = Mutex(State())

  var reason: String? { state.withLock { $0.stop?.reason } }
  var cause: Cause? { state.withLock { $0.stop?.cause } }

  /// Who waits for the user need not wait for the server too: a stop of theirs breaks the work off.
  func set(_ reason: String, _ cause: Cause) {
    let work = state.withLock { state -> [@Sendable () -> Void] in
      if state.stop == nil { state.stop = (reason, cause) }
      return cause == .user ? Array(state.work.values) : []
    }
    for cancel in work { cancel() }
  }

  /// Runs work in a task of its own, which the user's stop cancels: reads end at once, a write that has been
  /// sent is waited for.
  func running<Result: Sendable>(
    on executor: (any TaskExecutor)?, _ body: @escaping @Sendable () async -> Result
  ) async -> Result {
    let task = Task(executorPreference: executor) { await body() }
    let (number, isStopped) = state.withLock { state -> (Int, Bool) in
      state.nextWork += 1
      state.work[state.nextWork] = { task.cancel() }
      return (state.nextWork, state.stop?.cause == .user)
    }
    if isStopped { task.cancel() }
    let result = await task.value
    state.withLock { _ = $0.work.removeValue(forKey: number) }
    return result
  }
}
