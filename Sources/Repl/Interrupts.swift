import Synchronization

/// Ctrl-C while something runs: whoever catches the signal calls ``fire()``, and what runs is cancelled.
package final class Interrupts: Sendable {
  /// What can be cancelled, the innermost last.
  private let running = Mutex<[@Sendable () -> Void]>([])

  package init() {}

  /// Runs `body` so that ``fire()`` does not reach what stands around it; what `body` runs through
  /// ``run(_:)`` is cancelled as ever.
  package func shield<Result>(_ body: () async throws -> Result) async rethrows -> Result {
    running.withLock { $0.append {} }
    defer { running.withLock { _ = $0.popLast() } }
    return try await body()
  }

  /// Cancels everything: the program is to end.
  package func fireAll() {
    for cancel in running.withLock({ $0 }).reversed() { cancel() }
  }

  /// Cancels what runs now, the innermost first; false where nothing does.
  @discardableResult
  package func fire() -> Bool {
    guard let cancel = running.withLock({ $0.last }) else { return false }
    cancel()
    return true
  }

  /// Runs `body` so that ``fire()`` cancels it.
  package func run<Result: Sendable>(
    _ body: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    let task = Task { try await body() }
    running.withLock { $0.append { task.cancel() } }
    defer { running.withLock { _ = $0.popLast() } }
    return try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
  }
}
