import Foundation
import LineEditor
import TestSupport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// An editor at a pseudo-terminal, with nothing of the user's own settings.
struct EditorStage {
  let terminal: PseudoTerminal
  let editor: TerminalLineEditor

  init(
    columns: Int = 80, rows: Int = 24, historyPath: String? = nil, settings: String? = nil,
    terminalType: String = "xterm", completion: @escaping CompletionHandler = { _ in .none }
  ) throws {
    terminal = try PseudoTerminal(columns: columns, rows: rows)
    var configuration = TerminalLineEditor.Configuration(historyPath: historyPath, completion: completion)
    configuration.settingsPath = settings ?? "/dev/null"
    configuration.terminalType = terminalType
    editor = try TerminalLineEditor(
      input: terminal.programSide, output: terminal.programSide, configuration: configuration)
  }

  /// Reads one line while `script` plays the user, who begins when the prompt stands there. Ends when the
  /// cursor has gone to a fresh row.
  func line(
    prompt: Prompt = Prompt("> "), _ script: (PseudoTerminal) async throws -> Void
  ) async throws -> LineInput {
    let before = terminal.screen.place
    async let input = editor.read(prompt: prompt)
    let shown = prompt.text.trimmed
    try await terminal.wait(until: "the prompt \(shown)") { $0.place >= before && $0.cursorLine == shown }
    try await script(terminal)
    let result = try await input
    try await terminal.wait(until: "a fresh row") { $0.place > before && $0.cursorLine.isEmpty }
    return result
  }
}

extension PseudoScreen {
  /// The cursor's row, counted from the first that ever was.
  fileprivate var place: Int { scrolledOff.count + row }
}

extension String {
  var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
