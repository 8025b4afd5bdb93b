import Foundation
import Synchronization

/// Runs what blocks on a thread of its own: the cooperative pool has few threads, and none to lend.
enum ReaderThread {
  /// `body` runs to its end even when the task is cancelled; `onCancel` has to make it return.
  static func run<T: Sendable>(
    _ body: @escaping @Sendable () throws -> T, onCancel: @escaping @Sendable () -> Void
  ) async throws -> T {
    let work = Work(body)
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: work.perform()) }
      }
    } onCancel: {
      onCancel()
    }
  }

  /// Lets go of what the work holds before its result is known: a thread that ends a little later must not be
  /// the one that still holds a terminal.
  private final class Work<T: Sendable>: Sendable {
    private let body: Mutex<(@Sendable () throws -> T)?>

    init(_ body: @escaping @Sendable () throws -> T) { self.body = Mutex(body) }

    func perform() -> Result<T, any Error> {
      let body = body.withLock { body in
        defer { body = nil }
        return body
      }
      return Result {
        guard let body else { throw CancellationError() }
        return try body()
      }
    }
  }
}
