import BulkEdit
import LineEditor
import RateQL
import Rendering
import Repl
import Synchronization
import TestSupport

/// A whole session of the REPL on the sample table: lines go in, and what a terminal would show comes out.
enum ScriptedSession {
  /// - Parameter lines: what is typed, `^C` and `^D` for the keys; the input ends behind the last.
  static func run(
    _ lines: [String], store: any RateStore = ListingStore(),
    configure: (inout Repl.Configuration) -> Void = { _ in }
  ) async throws -> String {
    let screen = MemoryOutput()
    var configuration = Repl.Configuration()
    configuration.width = { 100 }
    configuration.rails = .none
    configure(&configuration)
    try await Repl(
      session: Session(store: store), reader: ScriptedReader(lines, screen), output: screen, messages: screen,
      interrupts: Interrupts(), configuration: configuration
    ).run()
    return await screen.text
  }
}

/// Types the lines of a test, and shows each behind its prompt.
final class ScriptedReader: LineReader {
  private let lines: Mutex<[String]>
  private let screen: MemoryOutput

  init(_ lines: [String], _ screen: MemoryOutput) {
    self.lines = Mutex(lines.reversed())
    self.screen = screen
  }

  func read(prompt: Prompt) async throws -> LineInput {
    let line = lines.withLock { $0.popLast() }
    await screen.write(Array((prompt.text + (line ?? "") + "\n").utf8))
    switch line {
    case nil, "^D"?: return .endOfInput
    case "^C"?: return .interrupted
    case let line?: return .line(line)
    }
  }

  func addHistory(_ entry: String) {}
}
