import Synchronization

/// A line editor on libedit: emacs keys (vi keys by `~/.editrc`), history with search, completion, UTF-8.
///
/// libedit keeps global state of its own, so a process has one of these at a time.
package final class TerminalLineEditor: LineReader {
  package struct Configuration: Sendable {
    /// By which `~/.editrc` addresses the program.
    package var name = "rateql"
    /// Nil keeps history for this session alone.
    package var historyPath: String?
    /// Entries.
    package var historyLimit = 10_000
    /// Nil takes `$EDITRC`, else `~/.editrc`.
    package var settingsPath: String?
    /// The terminal's type; nil takes TERM.
    package var terminalType: String?
    package var completion: CompletionHandler = { _ in .none }

    package init(historyPath: String? = nil, completion: @escaping CompletionHandler = { _ in .none }) {
      self.historyPath = historyPath
      self.completion = completion
    }
  }

  private struct State {
    var reading = false
    /// Entries that the next reading thread gives to libedit.
    var entries: [String] = []
    var newest: String?
    var file: HistoryFile?
    var problem: String?
  }

  private let session: EditorSession
  private let state: Mutex<State>

  /// - Parameters: descriptors of one terminal; copies of them are used.
  /// - Throws: `LineReaderError`. A history file that cannot be used is no error: see `historyProblem`.
  package init(input: Int32 = 0, output: Int32 = 1, configuration: Configuration = Configuration()) throws {
    let session = try EditorSession(input: input, output: output, configuration: configuration)
    var state = State()
    if let path = configuration.historyPath {
      let file = HistoryFile(path: path, limit: configuration.historyLimit)
      do {
        try file.prepare()
        session.loadHistory(from: path)
        state.newest = session.newestHistory
        state.file = file
      } catch {
        state.problem = "\(error)"
      }
    }
    self.session = session
    self.state = Mutex(state)
  }

  /// Why history is not kept from here on, if it isn't; to be shown to the user once.
  package var historyProblem: String? { state.withLock { $0.problem } }

  package func read(prompt: Prompt) async throws -> LineInput {
    try Task.checkCancellation()
    let entries = try state.withLock { state in
      guard !state.reading else { throw LineReaderError.alreadyReading }
      state.reading = true
      defer { state.entries = [] }
      return state.entries
    }
    defer { state.withLock { $0.reading = false } }
    session.waiter.rearm()
    return try await ReaderThread.run { [session] in
      for entry in entries { session.enterHistory(entry) }
      return try session.readLine(prompt)
    } onCancel: { [session] in
      session.waiter.cancel()
    }
  }

  package func discardPending() -> Bool { session.waiter.discard() }

  package func addHistory(_ entry: String) {
    let entry = String(entry.drop { $0.isNewline }.reversed().drop { $0.isWhitespace }.reversed())
    guard !entry.isEmpty else { return }
    state.withLock { state in
      guard entry != state.newest else { return }
      state.newest = entry
      state.entries.append(entry)
      do {
        try state.file?.append(entry)
      } catch {
        // Said once, and not tried again at each line.
        state.problem = "\(error)"
        state.file = nil
      }
    }
  }
}
