import LineEditor
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

struct TerminalFactsTests {
  @Test func theWindowTellsTheSize() throws {
    let terminal = try PseudoTerminal(columns: 101, rows: 7)
    #expect(TerminalFacts.isTerminal(terminal.programSide))
    #expect(
      TerminalFacts.size(of: terminal.programSide, environment: ["COLUMNS": "20"])
        == TerminalSize(columns: 101, rows: 7))
  }

  @Test func elseTheEnvironmentDoes() throws {
    let null = open("/dev/null", O_RDWR)
    defer { close(null) }
    #expect(!TerminalFacts.isTerminal(null))
    let given = TerminalFacts.size(of: null, environment: ["COLUMNS": "120", "LINES": "no number"])
    #expect(given == TerminalSize(columns: 120, rows: 24))
    #expect(
      TerminalFacts.size(of: null, environment: ["COLUMNS": "-3"]) == TerminalSize(columns: 80, rows: 24))
  }

  @Test(arguments: [
    (["TERM": "xterm"], true),
    (["TERM": "xterm", "NO_COLOR": ""], true),
    (["TERM": "xterm", "NO_COLOR": "1"], false),
    (["TERM": "dumb"], false),
    ([:], false),
  ])
  func coloursAreForWhomTheyServe(environment: [String: String], expected: Bool) throws {
    let terminal = try PseudoTerminal()
    #expect(TerminalFacts.wantsColour(on: terminal.programSide, environment: environment) == expected)
  }

  @Test func noColoursWhereItIsNoTerminal() {
    let null = open("/dev/null", O_RDWR)
    defer { close(null) }
    #expect(!TerminalFacts.wantsColour(on: null, environment: ["TERM": "xterm"]))
  }
}
