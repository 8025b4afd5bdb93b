import LineEditor
import TestSupport
import Testing

extension TerminalLineEditorTests {
  @Suite struct Completing {
    /// Completes the last word from a list, as a language would.
    static func words(_ words: [String]) -> CompletionHandler {
      { request in
        let word = String(request.before.reversed().prefix { !$0.isWhitespace }.reversed())
        return CompletionAnswer(
          word: word, completions: words.filter { $0.hasPrefix(word) }.map { Completion($0, suffix: " ") })
      }
    }

    @Test func theOnlyMatchIsInsertedWithItsSuffix() async throws {
      let stage = try EditorStage(completion: Self.words(["rates", "quote"]))
      let input = try await stage.line { terminal in
        try await terminal.send("中 ra")
        try await terminal.wait(for: "中 ra")
        try await terminal.send(.tab)
        try await terminal.wait(until: "the completion") { $0.cursorLine == "> 中 rates" && $0.column == 11 }
        try await terminal.send("| é\r")
      }
      #expect(input == .line("中 rates | é"))
    }

    @Test func whatIsCommonIsInsertedThenTheListIsShown() async throws {
      let stage = try EditorStage(
        completion: Self.words(["price_1", "price_n", "prefix", "größe", "größer"]))
      let input = try await stage.line { terminal in
        try await terminal.send("sort pri")
        try await terminal.wait(for: "sort pri")
        try await terminal.send(.tab)
        try await terminal.wait(for: "> sort price_")
        try await terminal.send(.tab)
        try await terminal.wait(until: "the list and the line below it") {
          $0.lines.prefix(3) == ["> sort price_", "price_1  price_n", "> sort price_"]
            && $0.row == 2 && $0.column == 13
        }
        try await terminal.send("n gr")
        try await terminal.wait(for: "price_n gr")
        try await terminal.send(.tab)
        try await terminal.wait(for: "price_n größe")
        try await terminal.send(.enter)
      }
      #expect(input == .line("sort price_n größe"))
    }

    @Test func theListStandsBelowAWrappedLineWithTheCursorWithin() async throws {
      let stage = try EditorStage(columns: 20, completion: Self.words(["alpha", "beta", "gamma", "delta"]))
      let text = "012345678901234567 890123456789012345678901234567"
      let input = try await stage.line { terminal in
        try await terminal.send(text)
        try await terminal.wait(until: "three rows") { $0.row == 2 }
        // Behind the blank.
        try await terminal.send(String(repeating: PseudoKey.left.text, count: 30))
        try await terminal.wait(until: "the cursor above") { $0.row == 1 && $0.column == 1 }
        try await terminal.send(.tab)
        try await terminal.wait(until: "line, list, line") { screen in
          let line = ["> 012345678901234567", " 8901234567890123456", "78901234567"]
          let list = ["alpha  gamma", "beta   delta"]
          return Array(screen.lines.prefix(9)) == line + list + [""] + line
            || Array(screen.lines.prefix(8)) == line + list + line
        }
        try await terminal.send("x\r")
      }
      #expect(input == .line("012345678901234567 x890123456789012345678901234567"))
    }

    @Test func nothingThatFitsRingsTheBell() async throws {
      let stage = try EditorStage(completion: Self.words(["rates"]))
      let input = try await stage.line { terminal in
        try await terminal.send("x")
        try await terminal.wait(for: "> x")
        try await terminal.send(.tab)
        try await terminal.wait(until: "the bell") { $0.bells > 0 }
        try await terminal.send(.enter)
      }
      #expect(input == .line("x"))
    }

    @Test func aPastedTabIsText() async throws {
      let stage = try EditorStage(completion: Self.words(["rates"]))
      let first = try await stage.line { try await $0.send("\u{1B}[200~\tra\tx\rqu\t\u{1B}[201~") }
      #expect(first == .line("\tra\tx"))
      async let second = stage.editor.read(prompt: Prompt("> "))
      try await stage.terminal.wait(for: "> qu")
      try await stage.terminal.send("ra\t\r")
      #expect(try await second == .line("qu\trates "))
    }
  }
}
