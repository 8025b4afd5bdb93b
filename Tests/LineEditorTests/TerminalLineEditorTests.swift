import LineEditor
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Everything that runs libedit: one at a time, because libedit keeps global state.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct TerminalLineEditorTests {
  @Suite struct Editing {
    @Test func aTypedLineIsGivenBack() async throws {
      let stage = try EditorStage()
      let input = try await stage.line { try await $0.send("rates | take 5\r") }
      #expect(input == .line("rates | take 5"))
    }

    @Test func anEmptyLineIsALine() async throws {
      let stage = try EditorStage()
      #expect(try await stage.line { try await $0.send(.enter) } == .line(""))
    }

    @Test func backspaceTakesWholeCharacters() async throws {
      let stage = try EditorStage()
      let input = try await stage.line { terminal in
        try await terminal.send("aé中b")
        try await terminal.wait(until: "all typed") { $0.cursorLine == "> aé中b" }
        for shown in ["> aé中", "> aé", "> a"] {
          try await terminal.send(.backspace)
          try await terminal.wait(until: shown) { $0.cursorLine == shown }
        }
        try await terminal.send("中文é\r")
      }
      #expect(input == .line("a中文é"))
    }

    @Test func cursorKeysInsertInTheMiddle() async throws {
      let stage = try EditorStage()
      let input = try await stage.line { terminal in
        try await terminal.send("中b")
        try await terminal.send(.left)
        try await terminal.send(.left)
        try await terminal.send("x")
        try await terminal.send(.end)
        try await terminal.send("y")
        try await terminal.send(.home)
        try await terminal.send(.delete)
        try await terminal.wait(until: "the edit") { $0.cursorLine == "> 中by" && $0.column == 2 }
        try await terminal.send(.enter)
      }
      #expect(input == .line("中by"))
    }

    @Test func controlCDropsTheLineAndThePromptComesAgain() async throws {
      let stage = try EditorStage()
      #expect(try await stage.line { try await $0.send(.control("c")) } == .interrupted)
      let half = try await stage.line { terminal in
        try await terminal.send("rates |")
        try await terminal.wait(for: "> rates |")
        try await terminal.send(.control("c"))
      }
      #expect(half == .interrupted)
      #expect(try await stage.line { try await $0.send("after\r") } == .line("after"))
      #expect(stage.terminal.screen.lines.prefix(3) == ["> ^C", "> rates |^C", "> after"])
    }

    @Test func controlCOnAContinuationPrompt() async throws {
      let stage = try EditorStage()
      #expect(try await stage.line { try await $0.send("let x = (\r") } == .line("let x = ("))
      let more = try await stage.line(prompt: Prompt("... ")) { terminal in
        try await terminal.send("rates")
        try await terminal.wait(for: "... rates")
        try await terminal.send(.control("c"))
      }
      #expect(more == .interrupted)
    }

    /// A Ctrl-D that comes while the terminal still edits lines itself would be lost.
    @Test func keysAreTakenAsTheyComeOnceThePromptStands() async throws {
      let stage = try EditorStage()
      for _ in 0..<100 {
        _ = try await stage.line { terminal in
          var modes = termios()
          #expect(tcgetattr(terminal.programSide, &modes) == 0)
          #expect(modes.c_lflag & tcflag_t(ICANON) == 0)
          try await terminal.send("\r")
        }
      }
    }

    @Test func controlDEndsOnAnEmptyLineAlone() async throws {
      let stage = try EditorStage()
      let typed = try await stage.line { terminal in
        try await terminal.send("ab")
        try await terminal.send(.control("d"))
        try await terminal.send("c\r")
      }
      #expect(typed == .line("abc"))
      #expect(try await stage.line { try await $0.send(.control("d")) } == .endOfInput)
    }

    @Test func aPasteOfSeveralLinesIsSeveralLines() async throws {
      let stage = try EditorStage()
      let first = try await stage.line { try await $0.send("one\rtwo é\r中 three\r") }
      #expect(first == .line("one"))
      #expect(try await stage.editor.read(prompt: Prompt("> ")) == .line("two é"))
      #expect(try await stage.editor.read(prompt: Prompt("> ")) == .line("中 three"))
    }

    @Test func aPasteOfThreeThousandCharacters() async throws {
      let stage = try EditorStage()
      let text = (0..<3_000).map { "\($0 % 10)" }.joined()
      let input = try await stage.line { terminal in
        try await terminal.send(text)
        try await terminal.send(.enter)
      }
      #expect(input == .line(text))
    }

    @Test func bytesThatAreNoTextShowAsReplacement() async throws {
      let stage = try EditorStage()
      let terminal = stage.terminal
      async let input = stage.editor.read(prompt: Prompt("> "))
      try await terminal.wait(for: ">")
      try await terminal.send(bytes: [0x61, 0xE9, 0x62, 0xFF, 0x63, 0x0D])
      #expect(try await input == .line("a\u{FFFD}b\u{FFFD}c"))
    }

    @Test func aColouredPromptTakesItsColumnsOnly() async throws {
      let stage = try EditorStage()
      let prompt = Prompt("pbx\u{1B}[31m> ", colour: .green)
      #expect(prompt.text == "pbx[31m> ")
      let input = try await stage.line(prompt: prompt) { terminal in
        try await terminal.send("ab")
        try await terminal.wait(until: "the cursor behind the text") { $0.column == prompt.text.count + 2 }
        try await terminal.send(.enter)
      }
      #expect(input == .line("ab"))
    }

    @Test func aDumbTerminalGetsNoEscapes() async throws {
      let stage = try EditorStage(terminalType: "dumb")
      let input = try await stage.line(prompt: Prompt("> ", colour: .red)) { terminal in
        try await terminal.send("abx")
        try await terminal.send(.backspace)
        try await terminal.send(.enter)
      }
      #expect(input == .line("ab"))
      #expect(!stage.terminal.screen.text.contains("["))
    }

    @Test func viKeysKeepTheProgramsOwn() async throws {
      let folder = TemporaryFolder()
      try "bind -v\n".write(toFile: folder.file("editrc"), atomically: true, encoding: .utf8)
      let stage = try EditorStage(settings: folder.file("editrc"))
      let input = try await stage.line { terminal in
        try await terminal.send("abc")
        try await terminal.send(.escape)
        try await terminal.send("0ix")
        try await terminal.wait(for: "> xabc")
        try await terminal.send(.enter)
      }
      #expect(input == .line("xabc"))
      let dropped = try await stage.line { terminal in
        try await terminal.send("abc")
        try await terminal.send(.escape)
        try await terminal.send(.control("c"))
      }
      #expect(dropped == .interrupted)
    }
  }
}
