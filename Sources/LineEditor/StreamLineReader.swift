import Synchronization

/// Reads lines from what is no terminal: a pipe, a file, a test. Shows no prompt and keeps no history.
package final class StreamLineReader: LineReader {
  private struct State {
    var splitter = LineSplitter()
    var ended = false
    var reading = false
  }

  private enum Step {
    case ready(LineInput)
    case needsBytes
  }

  private static let chunk = 65_536
  private let waiter: InputWaiter
  private let state = Mutex(State())

  /// - Parameter input: a descriptor that stays open while this reader lives; the reader does not close it.
  package init(input: Int32 = 0) throws { waiter = try InputWaiter(input: input) }

  package func read(prompt: Prompt) async throws -> LineInput {
    try Task.checkCancellation()
    let step = try state.withLock { state -> Step in
      guard !state.reading else { throw LineReaderError.alreadyReading }
      if let line = state.splitter.nextLine() { return .ready(.line(line)) }
      if state.ended { return .ready(Self.last(&state)) }
      state.reading = true
      return .needsBytes
    }
    if case .ready(let input) = step { return input }
    defer { state.withLock { $0.reading = false } }
    waiter.rearm()
    return try await ReaderThread.run { [self] in
      try nextLine()
    } onCancel: { [waiter] in
      waiter.cancel()
    }
  }

  package func addHistory(_ entry: String) {}

  private func nextLine() throws -> LineInput {
    while true {
      switch waiter.next(atMost: Self.chunk) {
      case .bytes(let bytes):
        let line = state.withLock { state in
          state.splitter.append(bytes)
          return state.splitter.nextLine()
        }
        if let line { return .line(line) }
      case .end:
        return state.withLock { state in
          state.ended = true
          return Self.last(&state)
        }
      case .cancelled: throw CancellationError()
      case .signalled: continue
      case .failed(let reason): throw LineReaderError.inputFailed(reason)
      }
    }
  }

  private static func last(_ state: inout State) -> LineInput {
    state.splitter.lastLine().map { .line($0) } ?? .endOfInput
  }
}
