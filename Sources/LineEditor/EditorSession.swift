import CLibEdit

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// libedit's state for one terminal. libedit calls back while it reads, on the thread that reads.
///
/// Unchecked: `TerminalLineEditor` lends the session to one thread at a time.
final class EditorSession: @unchecked Sendable {
  let el: OpaquePointer
  let output: UnsafeMutablePointer<FILE>
  let waiter: InputWaiter
  let completion: CompletionHandler
  /// Escape sequences are understood.
  let isCapable: Bool
  private let input: UnsafeMutablePointer<FILE>
  private let history: OpaquePointer

  var prompt = Prompt("")
  /// What the prompt function last gave to libedit, which keeps using it until it asks again.
  var drawnPrompt: UnsafeMutablePointer<CChar>?
  var interrupted = false
  var cancelled = false
  var failure: String?
  /// A byte that turned out to begin the next character.
  var heldByte: UInt8?
  /// The terminal says where a paste begins and ends.
  private var marksPastes = false
  /// Within a paste.
  var pasting = false
  /// The width that the line on the screen was drawn for.
  var drawnColumns = 80

  /// - Parameters: descriptors of the terminal; copies of them are used and closed.
  /// - Throws: `LineReaderError`
  init(
    input inputDescriptor: Int32, output outputDescriptor: Int32,
    configuration: TerminalLineEditor.Configuration
  ) throws {
    // Without UTF-8 libedit drops what is not ASCII and says nothing; there is nothing better to fall back to.
    clibedit_use_utf8_locale()
    guard TerminalFacts.isTerminal(inputDescriptor), TerminalFacts.isTerminal(outputDescriptor) else {
      throw LineReaderError.terminalNotUsable
    }
    var cleanUp: [() -> Void] = []
    do {
      let input = try Self.stream(copying: inputDescriptor, mode: "r")
      cleanUp.append { fclose(input) }
      let output = try Self.stream(copying: outputDescriptor, mode: "w")
      cleanUp.append { fclose(output) }
      let waiter = try InputWaiter(input: fileno(input))
      // Before el_init, which changes the settings already.
      clibedit_restore_at_exit(fileno(input))
      cleanUp.append { clibedit_settings_restored(fileno(input)) }
      guard let history = history_init() else { throw LineReaderError.terminalNotUsable }
      cleanUp.append { history_end(history) }
      guard let el = el_init(configuration.name, input, output, output) else {
        throw LineReaderError.terminalNotUsable
      }
      (self.input, self.output, self.waiter, self.history, self.el) = (input, output, waiter, history, el)
    } catch {
      for step in cleanUp.reversed() { step() }
      throw error
    }
    completion = configuration.completion
    let type = configuration.terminalType ?? getenv("TERM").map { String(cString: $0) } ?? ""
    isCapable = !TerminalFacts.isDumb(["TERM": type])
    configure(configuration)
  }

  deinit {
    clibedit_unwatch_window_size(waiter.signalDescriptor)
    el_end(el)
    clibedit_settings_restored(fileno(input))
    history_end(history)
    free(drawnPrompt)
    fclose(input)
    fclose(output)
  }

  private func configure(_ configuration: TerminalLineEditor.Configuration) {
    if let type = configuration.terminalType { clibedit_set_terminal(el, type) }
    clibedit_set_client_data(el, Unmanaged.passUnretained(self).toOpaque())
    clibedit_history_limit(history, Int32(clamping: configuration.historyLimit))
    clibedit_set_history(el, history)
    clibedit_set_editor(el, "emacs")
    clibedit_set_prompt(el, promptForLibEdit, CChar(Prompt.escape.asciiValue ?? 1))
    clibedit_set_read_function(el, readForLibEdit)
    bindUsualKeys()
    el_source(el, configuration.settingsPath)
    bindOwnKeys()
    // In vi's insertion ESC is a key of its own, and takes no sequence.
    marksPastes = isCapable && !clibedit_is_vi(el)
    clibedit_take_signal_keys(el)
    clibedit_watch_window_size(waiter.signalDescriptor)
  }

  /// - Returns: what was typed; libedit's own end of line is taken off.
  /// - Throws: `CancellationError`, `LineReaderError.inputFailed`
  func readLine(_ prompt: Prompt) throws -> LineInput {
    self.prompt = prompt
    interrupted = false
    cancelled = false
    failure = nil
    drawnColumns = columns
    // The end of a paste is lost where Ctrl-C dropped what was left of it.
    if !waiter.hasMore() { pasting = false }
    // libedit does this only after it has drawn the prompt: a Ctrl-D in between would be lost.
    clibedit_prepare_terminal(el, true)
    markPastes(true)
    defer { markPastes(false) }
    var count: Int32 = 0
    let line = el_wgets(el, &count)
    // In this order: an interrupted or abandoned empty line looks like the end of the input.
    if cancelled { throw CancellationError() }
    if interrupted { return .interrupted }
    guard let line, count > 0 else {
      if let failure { throw LineReaderError.inputFailed(failure) }
      write("\n")
      return .endOfInput
    }
    var text = Self.string(line, count: Int(count))
    if text.last == "\n" || text.last == "\r" { text.removeLast() }
    return .line(text)
  }

  func markPastes(_ marked: Bool) {
    if marksPastes { clibedit_mark_pastes(output, marked) }
  }

  func loadHistory(from path: String) { clibedit_history_load(history, path) }

  func enterHistory(_ entry: String) { clibedit_history_enter(history, entry) }

  var newestHistory: String? { clibedit_history_newest(history).map { String(cString: $0) } }

  var columns: Int { TerminalFacts.size(of: fileno(output), environment: [:]).columns }
  var rows: Int { TerminalFacts.size(of: fileno(output), environment: [:]).rows }

  /// Writes beside libedit; in step with it only where libedit has flushed its own.
  func write(_ text: String) {
    fputs(text, output)
    fflush(output)
  }

  /// The line as it stands.
  var request: CompletionRequest {
    guard let line = el_wline(el)?.pointee, let buffer = line.buffer, let cursor = line.cursor,
      let end = line.lastchar
    else { return CompletionRequest(before: "") }
    return CompletionRequest(
      before: Self.string(buffer, count: cursor - buffer), after: Self.string(cursor, count: end - cursor))
  }

  /// Where the cursor and the end of the line stand below the prompt's first row, for a width of `columns`.
  func layout(columns: Int) -> (cursorRow: Int, endRow: Int) {
    let request = request
    var layout = TextLayout(columns: columns)
    layout.add(prompt.text)
    layout.add(request.before)
    let cursorRow = layout.row
    layout.add(request.after)
    return (cursorRow, layout.row)
  }

  private static func stream(copying descriptor: Int32, mode: String) throws -> UnsafeMutablePointer<FILE> {
    let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
    guard copy >= 0 else { throw LineReaderError.inputFailed(InputWaiter.systemError()) }
    guard let stream = fdopen(copy, mode) else {
      close(copy)
      throw LineReaderError.inputFailed(InputWaiter.systemError())
    }
    return stream
  }

  private static func string(_ characters: UnsafePointer<wchar_t>, count: Int) -> String {
    let scalars = UnsafeBufferPointer(start: characters, count: max(0, count)).lazy.map { character in
      Unicode.Scalar(UInt32(bitPattern: Int32(character))) ?? "\u{FFFD}"
    }
    return String(String.UnicodeScalarView(scalars))
  }
}
