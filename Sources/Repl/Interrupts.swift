import Synchronization

/// Ctrl-C while something runs: whoever catches the signal calls ``fire()``, and what runs is cancelled.
package final class Interrupts: Sendable {
  private let running = Mutex<(@Sendable () -> Void)?>(nil)

  package init() {}

  /// Cancels what runs now; false where nothing does.
  @discardableResult
  package func fire() -> Bool {
    guard let cancel = running.withLock({ $0 }) else { return false }
    cancel()
    return true
  }

  /// Runs `body` so that ``fire()`` cancels it.
  package func run<Result: Sendable>(
    _ body: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    let task = Task { try await body() }
    running.withLock { $0 = { task.cancel() } }
    defer { running.withLock { $0 = nil } }
    return try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
  }
}
