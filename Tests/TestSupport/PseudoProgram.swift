import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

package enum PseudoExit: Sendable, Equatable {
  case code(Int32)
  case signal(Int32)
}

/// A program that runs in a pseudo-terminal of its own session, so that Ctrl-C and a window's new size reach it
/// as from a real one.
final class PseudoProgram: Sendable {
  private let identifier: pid_t
  private let exit = Mutex<PseudoExit?>(nil)
  /// Has something to read once the program has ended.
  let endDescriptor: Int32

  init(path: String, arguments: [String], environment: [String: String], terminal: String) throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw PseudoTerminal.systemError() }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    endDescriptor = ends[0]
    let identifier = try Self.spawn(path, arguments, environment, terminal)
    self.identifier = identifier
    let writeEnd = ends[1]
    Thread.detachNewThread { [self] in
      var status: Int32 = 0
      while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
      let signal = status & 0x7F
      exit.withLock { $0 = signal == 0 ? .code(status >> 8 & 0xFF) : .signal(signal) }
      close(writeEnd)
    }
  }

  deinit { close(endDescriptor) }

  var status: PseudoExit? { exit.withLock { $0 } }

  func kill(_ signal: Int32 = SIGKILL) {
    exit.withLock { exit in
      if exit == nil { _ = sendSignal(identifier, signal) }
    }
  }

  private static func spawn(
    _ path: String, _ arguments: [String], _ environment: [String: String], _ terminal: String
  ) throws -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
      let newSession: Int32 = 0x0400
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
      let newSession: Int32 = 0x80
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    // The first terminal that a session's leader opens becomes the one that controls it.
    posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var (all, none) = (sigset_t(), sigset_t())
    sigfillset(&all)
    sigemptyset(&none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setsigmask(&attributes, &none)
    let flags = newSession | Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETSIGMASK)
    posix_spawnattr_setflags(&attributes, Int16(flags))
    let words = ([path] + arguments).map { strdup($0) } + [nil]
    let settings = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in words + settings { free(text) } }
    var identifier: pid_t = 0
    let problem = posix_spawn(&identifier, path, &actions, &attributes, words, settings)
    guard problem == 0 else {
      throw PseudoTerminalError.system("\(path) does not start: \(String(cString: strerror(problem)))")
    }
    return identifier
  }
}

extension PseudoTerminal {
  /// Starts a program in a terminal of its own. `environment` is all it gets; TERM is set where it is missing.
  /// - Throws: `PseudoTerminalError`
  package static func start(
    _ path: String, arguments: [String] = [], environment: [String: String] = [:], columns: Int = 80,
    rows: Int = 24
  ) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(columns: columns, rows: rows)
    // Not ttyname: other tests ask at the same time.
    var name = [CChar](repeating: 0, count: 256)
    guard ttyname_r(terminal.programSide, &name, name.count) == 0 else { throw systemError() }
    let environment = environment.merging(["TERM": "xterm", "LC_ALL": "C.UTF-8"]) { given, _ in given }
    let program = try PseudoProgram(
      path: path, arguments: arguments, environment: environment,
      terminal: String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
    terminal.program.withLock { $0 = program }
    terminal.closeProgramSide()
    return terminal
  }

  /// Sends a signal to the program itself, not through a key.
  package func signal(_ signal: Int32) { program.withLock { $0?.kill(signal) } }

  /// Waits for the program's end, taking in what it still writes; a program that goes on too long is killed.
  /// - Throws: `PseudoTerminalError.timedOut`
  package func exitStatus(within limit: Duration = .seconds(30)) async throws -> PseudoExit {
    guard let program = program.withLock({ $0 }) else {
      throw PseudoTerminalError.system("no program was started")
    }
    let deadline = ContinuousClock.now + limit
    return try await onOwnThread { terminal in
      do {
        while program.status == nil {
          try terminal.pump(
            events: POLLIN, until: deadline, waitingFor: "the program's end", other: program.endDescriptor)
        }
        try terminal.drain(deadline: deadline)
      } catch {
        program.kill()
        throw error
      }
      return program.status ?? .signal(SIGKILL)
    }
  }
}

private func sendSignal(_ identifier: pid_t, _ signal: Int32) -> Int32 { kill(identifier, signal) }
