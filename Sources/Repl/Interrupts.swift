import Synchronization

/// Ctrl-C while something runs: whoever catches the signal calls ``fire()``, and what runs is cancelled.
package final class Interrupts: Sendable {
  /// What can be cancelled, the innermost last.
  private let running = Mutex<[@Sendable () -> Void]>([])

  package init() {}

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
