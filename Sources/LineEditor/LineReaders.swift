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
