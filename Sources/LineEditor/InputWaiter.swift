import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Waits for bytes on a descriptor, and can be woken from elsewhere: by cancellation from another thread, or
/// by a signal handler that writes to `signalDescriptor`.
final class InputWaiter: Sendable {
  enum Event: Equatable {
    /// At least one.
    case bytes([UInt8])
    case end
    case cancelled
    /// A signal handler wrote.
    case signalled
    case failed(String)
  }

  private let input: Int32
  private let wakeDescriptor: Int32
  /// Where a signal handler writes; does not block.
  let signalDescriptor: Int32
  private let cancelled = Atomic(false)

  /// - Parameter input: stays open for as long as this object lives; not closed by it.
  /// - Throws: `LineReaderError.inputFailed` where the process has no descriptors left.
  init(input: Int32) throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw LineReaderError.inputFailed(Self.systemError()) }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    self.input = input
    wakeDescriptor = ends[0]
    signalDescriptor = ends[1]
  }

  deinit {
    close(wakeDescriptor)
    close(signalDescriptor)
  }

  /// Drops what was typed and not yet read; true where there was something.
  func discard() -> Bool {
    var waiting: Int32 = 0
    let known = ioctl(input, UInt(FIONREAD), &waiting) == 0
    return tcflush(input, TCIFLUSH) == 0 && known && waiting > 0
  }

  /// Makes the waiting call return `.cancelled`, and each later one until `rearm`.
  func cancel() {
    cancelled.store(true, ordering: .sequentiallyConsistent)
    wake()
  }

  /// Makes the waiting call, or the next, return `.signalled`.
  func wake() {
    var byte = UInt8(ascii: "w")
    _ = write(signalDescriptor, &byte, 1)
  }

  func rearm() { cancelled.store(false, ordering: .sequentiallyConsistent) }

  /// Blocks until there is something to tell.
  func next(atMost limit: Int) -> Event {
    while true {
      var waiting = [
        pollfd(fd: wakeDescriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: input, events: Int16(POLLIN), revents: 0),
      ]
      if cancelled.load(ordering: .sequentiallyConsistent) { return .cancelled }
      guard poll(&waiting, 2, -1) >= 0 else {
        if errno == EINTR { continue }
        return .failed(Self.systemError())
      }
      if waiting[0].revents != 0 {
        drainWakes()
        return cancelled.load(ordering: .sequentiallyConsistent) ? .cancelled : .signalled
      }
      if waiting[1].revents != 0, let event = readNow(atMost: limit) { return event }
    }
  }

  /// True where more has been typed or pasted already.
  func hasMore() -> Bool {
    var waiting = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
    return poll(&waiting, 1, 0) > 0 && waiting.revents & Int16(POLLIN) != 0
  }

  /// Nil where another reader of the same input was quicker.
  private func readNow(atMost limit: Int) -> Event? {
    var count = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: limit) { space, filled in
      count = read(input, space.baseAddress, limit)
      filled = max(0, count)
    }
    if count > 0 { return .bytes(bytes) }
    if count == 0 { return .end }
    return errno == EAGAIN || errno == EINTR ? nil : .failed(Self.systemError())
  }

  private func drainWakes() {
    var space: [UInt8] = Array(repeating: 0, count: 64)
    while read(wakeDescriptor, &space, space.count) > 0 {}
  }

  static func systemError() -> String { String(cString: strerror(errno)) }
}
