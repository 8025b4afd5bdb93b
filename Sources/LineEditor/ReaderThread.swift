import Foundation

/// Runs what blocks on a thread of its own: the cooperative pool has few threads, and none to lend.
enum ReaderThread {
  /// `body` runs to its end even when the task is cancelled; `onCancel` has to make it return.
  static func run<T: Sendable>(
    _ body: @escaping @Sendable () throws -> T, onCancel: @escaping @Sendable () -> Void
  ) async throws -> T {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result(catching: body)) }
      }
    } onCancel: {
      onCancel()
    }
  }
}
