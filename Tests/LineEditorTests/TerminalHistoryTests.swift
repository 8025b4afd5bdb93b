import Foundation
import LineEditor
import TestSupport
import Testing

extension TerminalLineEditorTests {
  @Suite struct History {
    @Test func upAndDownRecallWhatWasAdded() async throws {
      let stage = try EditorStage()
      for entry in ["first é", "second", "second", "  ", "third"] { stage.editor.addHistory(entry) }
      let input = try await stage.line { terminal in
        for shown in ["> third", "> second", "> first é"] {
          try await terminal.send(.up)
          try await terminal.wait(until: shown) { $0.cursorLine == shown }
        }
        try await terminal.send(.down)
        try await terminal.wait(until: "> second") { $0.cursorLine == "> second" }
        try await terminal.send(.enter)
      }
      #expect(input == .line("second"))
    }

    @Test func controlRSearchesBackwards() async throws {
      let stage = try EditorStage()
      for entry in ["rates | take 5", "billing", "quote 44"] { stage.editor.addHistory(entry) }
      let input = try await stage.line { terminal in
        try await terminal.send(.control("r"))
        try await terminal.wait(for: "bck:")
        try await terminal.send("tak")
        try await terminal.wait(for: "rates | take 5")
        try await terminal.send(.escape)
        try await terminal.send(.enter)
      }
      #expect(input == .line("rates | take 5"))
    }

    @Test func controlCEndsASearchToo() async throws {
      let stage = try EditorStage()
      stage.editor.addHistory("rates | take 5")
      let input = try await stage.line { terminal in
        try await terminal.send(.control("r"))
        try await terminal.wait(for: "bck:")
        try await terminal.send("tak")
        try await terminal.wait(for: "rates | take 5")
        try await terminal.send(.control("c"))
      }
      #expect(input == .interrupted)
    }

    @Test func severalLinesAreOneEntryInTheNextSessionToo() async throws {
      let folder = TemporaryFolder()
      let path = folder.file("new/history")
      let entry = "let x = (\n  rates \\ 中\n)"
      do {
        let stage = try EditorStage(historyPath: path)
        stage.editor.addHistory("before")
        stage.editor.addHistory("\(entry)\n")
        #expect(stage.editor.historyProblem == nil)
      }
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      let stage = try EditorStage(historyPath: path)
      let input = try await stage.line { terminal in
        try await terminal.send(.up)
        try await terminal.wait(until: "three rows") { screen in
          screen.lines.prefix(3) == ["> let x = (", "  rates \\ 中", ")"]
        }
        try await terminal.send(.enter)
      }
      #expect(input == .line(entry))
      let older = try await stage.line { terminal in
        try await terminal.send(.up)
        try await terminal.send(.up)
        try await terminal.wait(for: "> before")
        try await terminal.send(.enter)
      }
      #expect(older == .line("before"))
    }

    @Test func everyKindOfEntrySurvivesTheFile() async throws {
      let folder = TemporaryFolder()
      let seed = UInt64.random(in: 0...UInt64.max)
      var generator = SeededRandom(seed: seed)
      let alphabet = Array("ab\\^M-0147 \t\n\"'%é中😀\u{7F}\u{1}")
      for round in 0..<20 {
        let path = folder.file("history\(round)")
        let entry =
          "x" + (0..<40).map { _ in String(alphabet.randomElement(using: &generator) ?? "x") }.joined() + "x"
        do { try EditorStage(historyPath: path).editor.addHistory(entry) }
        let stage = try EditorStage(columns: 200, historyPath: path)
        let input = try await stage.line { terminal in
          try await terminal.send(.up)
          try await terminal.send(.enter)
        }
        #expect(input == .line(entry), "seed \(seed), round \(round)")
      }
    }

    @Test func aFileThatIsNoHistoryIsLeftAlone() throws {
      let folder = TemporaryFolder()
      try "my notes\n".write(toFile: folder.file("notes"), atomically: true, encoding: .utf8)
      let stage = try EditorStage(historyPath: folder.file("notes"))
      stage.editor.addHistory("rates")
      #expect(stage.editor.historyProblem?.contains("is not a history file") == true)
      #expect(try String(contentsOfFile: folder.file("notes"), encoding: .utf8) == "my notes\n")
    }
  }
}
