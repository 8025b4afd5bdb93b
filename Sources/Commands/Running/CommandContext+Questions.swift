import LineEditor

extension CommandContext {
  /// Asks a person at the terminal for a line.
  ///
  /// - Parameter isSecret: what is typed is not shown.
  /// - Returns: nil where the input ended instead.
  /// - Throws: ``CommandFailure`` where there is no person; `CancellationError` on Ctrl-C.
  func ask(_ question: String, isSecret: Bool = false) async throws -> String? {
    guard inputIsTerminal else {
      throw CommandFailure(.usage, "there is no terminal to ask at")
    }
    let (input, messages) = (inputDescriptor, messages)
    return try await interrupts.run {
      let read: @Sendable () async throws -> String? = {
        try await messages.write(question)
        try await messages.flush()
        guard case .line(let line) = try await StreamLineReader(input: input).read(prompt: Prompt("")) else {
          return nil
        }
        return line
      }
      guard isSecret else { return try await read() }
      do {
        let line = try await HiddenInput.run(on: input, read)
        // The end of the line was not shown either.
        try await messages.write("\n")
        try await messages.flush()
        return line
      } catch {
        try? await messages.write("\n")
        throw error
      }
    }
  }

  /// Asks a question that only a plain yes answers.
  func confirm(_ question: String) async throws -> Bool {
    let answer = try await ask("\(question) [y]es / [n]o: ")
    return ["y", "yes"].contains(answer?.lowercased().filter { !$0.isWhitespace } ?? "")
  }
}
