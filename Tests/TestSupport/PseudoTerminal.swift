import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

package enum PseudoTerminalError: Error, CustomStringConvertible {
  case timedOut(waitingFor: String, screen: String)
  /// The program left before it had shown what was waited for.
  case closed(waitingFor: String, screen: String)
  case system(String)

  package var description: String {
    switch self {
    case .timedOut(let wanted, let screen): "no sign of \(wanted) in time; the screen shows:\n\(screen)"
    case .closed(let wanted, let screen):
      "the terminal was closed before \(wanted); the screen shows:\n\(screen)"
    case .system(let reason): "the pseudo-terminal does not work: \(reason)"
    }
  }
}

/// A terminal without glass: what is written to it lands on a screen that tests look at, and keys are sent as
/// text. Either the test's own process works on `programSide`, or a program is started in it (`start`).
package final class PseudoTerminal: Sendable {
  private struct State {
    var screen: PseudoScreen
    var programSide: Int32
    var closed = false
  }

  private let masterSide: Int32
  private let state: Mutex<State>
  let program = Mutex<PseudoProgram?>(nil)

  /// - Throws: `PseudoTerminalError`
  package init(columns: Int = 80, rows: Int = 24) throws {
    var (master, slave): (Int32, Int32) = (-1, -1)
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&master, &slave, nil, nil, &size) == 0 else { throw Self.systemError() }
    for side in [master, slave] { _ = fcntl(side, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(master, F_SETFL, O_RDWR | O_NONBLOCK)
    masterSide = master
    state = Mutex(State(screen: PseudoScreen(columns: columns, rows: rows), programSide: slave))
  }

  deinit {
    program.withLock { $0?.kill() }
    closeProgramSide()
    close(masterSide)
  }

  /// The descriptor that takes a terminal's place for input and output; -1 once closed.
  package var programSide: Int32 { state.withLock { $0.programSide } }

  /// What is on the screen so far.
  package var screen: PseudoScreen { state.withLock { $0.screen } }

  /// Gives up this process's hold on the program's side.
  package func closeProgramSide() {
    state.withLock { state in
      if state.programSide >= 0 { close(state.programSide) }
      state.programSide = -1
    }
  }

  /// Changes the window's size; a program started in the terminal hears of it.
  package func resize(columns: Int, rows: Int) throws {
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    guard ioctl(masterSide, UInt(TIOCSWINSZ), &size) == 0 else { throw Self.systemError() }
    state.withLock { $0.screen.resize(columns: columns, rows: rows) }
  }

  /// Types `text`, taking in the program's output meanwhile.
  package func send(_ text: String, within limit: Duration = .seconds(30)) async throws {
    try await send(bytes: Array(text.utf8), within: limit)
  }

  package func send(bytes: [UInt8], within limit: Duration = .seconds(30)) async throws {
    let deadline = ContinuousClock.now + limit
    try await onOwnThread { terminal in
      var rest = bytes[...]
      while !rest.isEmpty {
        let written = rest.withUnsafeBytes { unixWrite(terminal.masterSide, $0.baseAddress, $0.count) }
        if written > 0 { rest = rest.dropFirst(written) }
        if rest.isEmpty { return }
        try terminal.pump(events: POLLIN | POLLOUT, until: deadline, waitingFor: "room for more keys")
      }
    }
  }

  package func send(_ key: PseudoKey) async throws { try await send(key.text) }

  /// Waits until `text` stands on the screen or has scrolled off it.
  @discardableResult
  package func wait(for text: String, within limit: Duration = .seconds(30)) async throws -> PseudoScreen {
    try await wait(until: "\"\(text)\"", within: limit) { $0.text.contains(text) }
  }

  /// Waits until the screen satisfies `condition`; `description` says in words what that is.
  @discardableResult
  package func wait(
    until description: String, within limit: Duration = .seconds(30),
    _ condition: @escaping @Sendable (PseudoScreen) -> Bool
  ) async throws -> PseudoScreen {
    let deadline = ContinuousClock.now + limit
    return try await onOwnThread { terminal in
      while true {
        let screen = terminal.screen
        if condition(screen) { return screen }
        try terminal.pump(events: POLLIN, until: deadline, waitingFor: description)
      }
    }
  }

  /// Takes in output until nobody holds the program's side any more.
  func drain(deadline: ContinuousClock.Instant) throws {
    while !state.withLock({ $0.closed }) {
      try pump(events: POLLIN, until: deadline, waitingFor: "the rest of the output")
    }
  }

  func onOwnThread<T: Sendable>(
    _ body: @escaping @Sendable (PseudoTerminal) throws -> T
  ) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { continuation.resume(with: Result { try body(self) }) }
    }
  }

  /// Waits once and takes in what came. True where `other` has something to read.
  @discardableResult
  func pump(
    events: Int32, until deadline: ContinuousClock.Instant, waitingFor description: String,
    other: Int32? = nil
  ) throws -> Bool {
    let left = deadline - .now
    guard left > .zero else {
      throw PseudoTerminalError.timedOut(waitingFor: description, screen: screen.text)
    }
    let closed = state.withLock { $0.closed }
    if closed, other == nil {
      throw PseudoTerminalError.closed(waitingFor: description, screen: screen.text)
    }
    var waiting = [
      // A negative descriptor is passed over.
      pollfd(fd: closed ? -1 : masterSide, events: Int16(events), revents: 0),
      pollfd(fd: other ?? -1, events: Int16(POLLIN), revents: 0),
    ]
    let (seconds, fraction) = left.components
    let milliseconds = min(seconds * 1_000 + fraction / 1_000_000_000_000_000 + 1, 60_000)
    _ = poll(&waiting, 2, Int32(milliseconds))
    if waiting[0].revents & Int16(POLLIN | POLLHUP | POLLERR) != 0 { takeOutput() }
    return waiting[1].revents != 0
  }

  private func takeOutput() {
    var bytes = [UInt8](repeating: 0, count: 16_384)
    let count = read(masterSide, &bytes, bytes.count)
    let interrupted = count < 0 && (errno == EAGAIN || errno == EINTR)
    state.withLock { state in
      if count > 0 { state.screen.write(Array(bytes[..<count])) } else if !interrupted { state.closed = true }
    }
  }

  static func systemError() -> PseudoTerminalError { .system(String(cString: strerror(errno))) }
}

private func unixWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
