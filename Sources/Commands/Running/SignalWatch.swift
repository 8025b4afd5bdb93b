package import Repl
import UnixSignals

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Turns the signals that stop a program into cancellation.
package enum SignalWatch {
  /// Runs `body`; Ctrl-C and SIGTERM stop what it runs through `interrupts`.
  package static func run<Result: Sendable>(
    _ interrupts: Interrupts, _ body: @escaping @Sendable () async -> Result
  ) async -> Result {
    // A reader that went away is told by the write that fails, not by a signal that kills.
    signal(SIGPIPE, SIG_IGN)
    let signals = await UnixSignalsSequence(trapping: [.sigint, .sigterm])
    let watch = Task {
      for await signal in signals {
        if signal == .sigterm { interrupts.fireAll() } else { interrupts.fire() }
      }
    }
    defer { watch.cancel() }
    return await body()
  }
}
