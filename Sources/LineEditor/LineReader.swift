/// What came of asking for one line.
package enum LineInput: Sendable, Equatable {
  /// A line without its end.
  case line(String)
  /// Ctrl-C: what had been typed is dropped.
  case interrupted
  /// Ctrl-D on an empty line, or nothing left to read.
  case endOfInput
}

/// Where a session's lines come from: a person at a terminal, a pipe, or a test.
package protocol LineReader: Sendable {
  /// Waits for the next line, one reader at a time.
  /// - Throws: `CancellationError` when the task is cancelled, `LineReaderError` when the input fails.
  func read(prompt: Prompt) async throws -> LineInput

  /// Drops what was typed ahead, so that a question is not answered by what was meant for something else;
  /// true where there was something.
  func discardPending() -> Bool

  /// Offers `entry`, which may have several lines, to later recall. What is secret is not given here.
  func addHistory(_ entry: String)
}

extension LineReader {
  package func discardPending() -> Bool { false }
}

package enum LineReaderError: Error, Equatable, CustomStringConvertible {
  /// The editor could not be set up on this terminal.
  case terminalNotUsable
  /// A second `read` before the first had ended.
  case alreadyReading
  /// The system's reason for a failed read.
  case inputFailed(String)

  package var description: String {
    switch self {
    case .terminalNotUsable:
      "the line editor cannot use this terminal; check TERM, or give the statements on standard input"
    case .alreadyReading:
      "a line is being read already; wait for it before asking for the next"
    case .inputFailed(let reason):
      "cannot read the next line: \(reason); check where standard input comes from"
    }
  }
}

/// Chooses how lines are read.
package enum LineReaders {
  /// The line editor where both descriptors are a terminal and the editor can use it, else plain reading.
  /// - Throws: `LineReaderError`
  package static func reader(
    input: Int32 = 0, output: Int32 = 1, configuration: TerminalLineEditor.Configuration
  ) throws -> any LineReader {
    guard TerminalFacts.isTerminal(input), TerminalFacts.isTerminal(output) else {
      return try StreamLineReader(input: input)
    }
    return try TerminalLineEditor(input: input, output: output, configuration: configuration)
  }
}
