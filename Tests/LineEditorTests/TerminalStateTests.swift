import LineEditor
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension TerminalLineEditorTests {
  /// The terminal's settings, its window, and readings that are broken off.
  @Suite struct Terminal {
    @Test func aNarrowerWindowIsDrawnForItsWidth() async throws {
      let stage = try EditorStage()
      let text = "rates | where type = MOBILE and price_n > 0.5"
      let input = try await stage.line { terminal in
        try await terminal.send(text)
        try await terminal.wait(for: text)
        try terminal.resize(columns: 40, rows: 20)
        kill(getpid(), SIGWINCH)
        let wrapped = Array("> \(text)")
        try await terminal.wait(until: "the line on two rows") { screen in
          screen.lines.prefix(3) == [String(wrapped.prefix(40)).trimmed, String(wrapped.dropFirst(40)), ""]
        }
        try await terminal.send(" x")
        try terminal.resize(columns: 100, rows: 30)
        kill(getpid(), SIGWINCH)
        try await terminal.wait(until: "the line on one row again") { $0.lines.contains("> \(text) x") }
        try await terminal.send(.backspace)
        try await terminal.send(.enter)
      }
      #expect(input == .line(text + " "))
    }

    @Test func aCancelledReadingEndsAndRestoresTheTerminal() async throws {
      let terminal = try PseudoTerminal()
      let before = settings(terminal)
      do {
        var configuration = TerminalLineEditor.Configuration()
        configuration.settingsPath = "/dev/null"
        configuration.terminalType = "xterm"
        let editor = try TerminalLineEditor(
          input: terminal.programSide, output: terminal.programSide, configuration: configuration)
        let reading = Task { try await editor.read(prompt: Prompt("> ")) }
        try await terminal.wait(for: ">")
        #expect(settings(terminal).c_lflag & tcflag_t(ICANON) == 0)
        try await terminal.send("half a li")
        try await terminal.wait(for: "half a li")
        await #expect(throws: LineReaderError.alreadyReading) {
          try await editor.read(prompt: Prompt("second "))
        }
        reading.cancel()
        await #expect(throws: CancellationError.self) { try await reading.value }
        #expect(settings(terminal).c_lflag & tcflag_t(ICANON | ISIG | ECHO) == tcflag_t(ICANON | ISIG | ECHO))
        // The next reading starts with an empty line.
        async let next = editor.read(prompt: Prompt("again> "))
        try await terminal.wait(for: "again>")
        try await terminal.send("x\r")
        #expect(try await next == .line("x"))
      }
      let after = settings(terminal)
      #expect(after.c_lflag == before.c_lflag)
      #expect(after.c_iflag == before.c_iflag)
      #expect(after.c_oflag == before.c_oflag)
    }

    @Test func aTaskCancelledBeforehandReadsNothing() async throws {
      let stage = try EditorStage()
      let reading = Task {
        withUnsafeCurrentTask { $0?.cancel() }
        return try await stage.editor.read(prompt: Prompt("> "))
      }
      await #expect(throws: CancellationError.self) { try await reading.value }
    }

    @Test func whatIsNoTerminalIsRefused() throws {
      let null = open("/dev/null", O_RDWR)
      defer { close(null) }
      #expect(throws: LineReaderError.terminalNotUsable) { try TerminalLineEditor(input: null, output: null) }
      let reader = try LineReaders.reader(input: null, output: null, configuration: .init())
      #expect(reader is StreamLineReader)
    }

    @Test func aTerminalThatGoesAwayEndsTheInput() async throws {
      var terminal: PseudoTerminal? = try PseudoTerminal()
      var configuration = TerminalLineEditor.Configuration()
      configuration.settingsPath = "/dev/null"
      configuration.terminalType = "xterm"
      let side = terminal?.programSide ?? -1
      let editor = try TerminalLineEditor(input: side, output: side, configuration: configuration)
      async let input = editor.read(prompt: Prompt("> "))
      try await terminal?.wait(for: ">")
      terminal = nil
      #expect(try await input == .endOfInput)
    }

    private func settings(_ terminal: PseudoTerminal) -> termios {
      var settings = termios()
      tcgetattr(terminal.programSide, &settings)
      return settings
    }
  }
}
