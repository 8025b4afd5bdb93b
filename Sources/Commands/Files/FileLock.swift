import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A lock of the operating system on a file, which ends with its process whatever becomes of that.
///
/// The file stays: two processes could otherwise lock two files of one name.
enum FileLock {
  private struct State {
    var waiting: CheckedContinuation<Int32, any Error>?
    var isCancelled = false
  }

  /// Runs `body` while nobody else holds the lock on `path`, in this process or another.
  ///
  /// - Throws: ``CommandFailure`` where the file can't be locked; `CancellationError` where the task is cancelled
  ///   while it waits; and what `body` throws.
  static func hold<Result>(_ path: String, _ body: () async throws -> Result) async throws -> Result {
    let descriptor = try await acquire(path)
    defer { release(descriptor) }
    return try await body()
  }

  private static func release(_ descriptor: Int32) {
    // A child that is just being started has the descriptor too, and closing it here would not unlock it.
    _ = flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  private static func acquire(_ path: String) async throws -> Int32 {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw failure(path, errno) }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return descriptor }
    let code = errno
    guard code == EWOULDBLOCK || code == EINTR else {
      close(descriptor)
      throw failure(path, code)
    }
    let state = Mutex(State())
    return try await wait(for: descriptor, path, Shared(state))
  }

  private final class Shared: Sendable {
    let state: Mutex<State>

    init(_ state: consuming sending Mutex<State>) { self.state = state }
  }

  /// The system's wait blocks, so it has a thread of its own. Who is cancelled does not wait for that thread: it
  /// gives the lock back as soon as it gets it.
  private static func wait(for descriptor: Int32, _ path: String, _ shared: Shared) async throws -> Int32 {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let isCancelled = shared.state.withLock { state in
          if !state.isCancelled { state.waiting = continuation }
          return state.isCancelled
        }
        Thread.detachNewThread {
          var result: Int32
          repeat { result = flock(descriptor, LOCK_EX) } while result != 0 && errno == EINTR
          let code = errno
          let waiting = shared.state.withLock { $0.waiting.take() }
          guard let waiting, result == 0 else {
            release(descriptor)
            waiting?.resume(throwing: failure(path, code))
            return
          }
          waiting.resume(returning: descriptor)
        }
        if isCancelled { continuation.resume(throwing: CancellationError()) }
      }
    } onCancel: {
      let waiting = shared.state.withLock { state in
        state.isCancelled = true
        return state.waiting.take()
      }
      waiting?.resume(throwing: CancellationError())
    }
  }

  private static func failure(_ path: String, _ code: Int32) -> CommandFailure {
    CommandFailure(.failed, "\(path) can't be locked: \(String(cString: strerror(code)))")
  }
}
