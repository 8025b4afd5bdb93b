import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// An output on a file descriptor, such as standard output. It does not own the descriptor.
///
/// A reader that is slow or paused holds up the writing task alone: waiting is done on a queue of its
/// own, in short slices, so that the task can be cancelled meanwhile. The program must ignore SIGPIPE.
package final class DescriptorOutput: TextOutput {
  private let descriptor: Int32
  private let name: String
  private let capacity: Int
  /// Regular files never make a writer wait; what may is written in pieces that poll has vouched for.
  private let mayWait: Bool
  private let buffer = Mutex<[UInt8]>([])
  private let queue = DispatchQueue(label: "output")

  /// - Parameters:
  ///   - name: for messages: `standard output`, a file's name.
  ///   - capacity: bytes kept back before they are sent on; 0 on a terminal, where a person waits.
  package init(descriptor: Int32, name: String, capacity: Int = 1 << 16) {
    self.descriptor = descriptor
    self.name = name
    self.capacity = isatty(descriptor) == 1 ? 0 : capacity
    var status = stat()
    // Poll would wait for ever on a descriptor that is none; writing tells at once.
    mayWait = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
  }

  package static func standardOutput() -> DescriptorOutput {
    DescriptorOutput(descriptor: STDOUT_FILENO, name: "standard output")
  }

  package static func standardError() -> DescriptorOutput {
    DescriptorOutput(descriptor: STDERR_FILENO, name: "standard error", capacity: 0)
  }

  /// Whether a terminal shows the output.
  package var isTerminal: Bool { isatty(descriptor) == 1 }

  /// The terminal's width in columns, as it is now; nil where there is none or it does not tell.
  package var terminalWidth: Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  package func write(_ bytes: [UInt8]) async throws {
    let full = buffer.withLock { held in
      held.append(contentsOf: bytes)
      return held.count > capacity
    }
    if full { try await flush() }
  }

  package func flush() async throws {
    let cancelled = Atomic(false)
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (waiter: CheckedContinuation<Void, any Error>) in
        queue.async {
          waiter.resume(with: Result { try self.drain { cancelled.load(ordering: .relaxed) } })
        }
      }
    } onCancel: {
      cancelled.store(true, ordering: .relaxed)
    }
  }

  /// Writes all that is buffered. Runs on the queue, so bytes keep the order in which they came.
  private func drain(isCancelled: () -> Bool) throws {
    let bytes = buffer.withLock { held in
      let taken = held
      held = []
      return taken
    }
    var start = 0
    while start < bytes.count {
      if mayWait { try waitUntilReady(isCancelled) }
      let piece = mayWait ? min(bytes.count - start, Int(PIPE_BUF)) : bytes.count - start
      let (written, code) = bytes.withUnsafeBytes { raw in
        systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: raw[start..<start + piece]))
      }
      switch code {
      case 0: start += written
      case EINTR, EAGAIN: continue
      case EPIPE: throw OutputError.closed(output: name)
      default: throw OutputError.failed(output: name, reason: String(cString: strerror(code)))
      }
    }
  }

  /// Returns once a piece can be written at once, or writing would tell why not.
  private func waitUntilReady(_ isCancelled: () -> Bool) throws {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    while true {
      let ready = poll(&request, 1, 50)
      if ready > 0 || (ready < 0 && errno != EINTR) { return }
      if isCancelled() { throw CancellationError() }
    }
  }
}

private func systemWrite(
  _ descriptor: Int32, _ bytes: UnsafeRawBufferPointer
) -> (written: Int, error: Int32) {
  let written = write(descriptor, bytes.baseAddress, bytes.count)
  return written < 0 ? (0, errno) : (written, 0)
}
