#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Typing that a terminal does not show.
package enum HiddenInput {
  /// Runs `body` while what is typed at the terminal is not shown; what was typed before is dropped, since it
  /// was meant for something else. The terminal is as it was before, whatever `body` does.
  ///
  /// - Throws: `LineReaderError.terminalNotUsable` where the descriptor is no terminal, or shows what is typed
  ///   all the same; and what `body` throws.
  package static func run<Result>(
    on descriptor: Int32, _ body: () async throws -> Result
  ) async throws -> Result {
    var old = termios()
    guard tcgetattr(descriptor, &old) == 0 else { throw LineReaderError.terminalNotUsable }
    var hidden = old
    hidden.c_lflag &= ~tcflag_t(ECHO | ECHOE | ECHOK | ECHONL)
    hidden.c_lflag |= tcflag_t(ICANON | ISIG)
    guard tcsetattr(descriptor, TCSAFLUSH, &hidden) == 0 else { throw LineReaderError.terminalNotUsable }
    defer { _ = tcsetattr(descriptor, TCSANOW, &old) }
    // The call succeeds where any of what was asked for could be done.
    var now = termios()
    guard tcgetattr(descriptor, &now) == 0, now.c_lflag & tcflag_t(ECHO) == 0 else {
      throw LineReaderError.terminalNotUsable
    }
    return try await body()
  }
}
