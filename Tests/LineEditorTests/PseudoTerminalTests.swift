import TestSupport
import Testing

/// The tests' own tool, tried on a shell.
@Suite(.timeLimit(.minutes(2)))
struct PseudoTerminalTests {
  private func shell(_ script: String) throws -> PseudoTerminal {
    try PseudoTerminal.start(
      "/bin/sh", arguments: ["-c", script], environment: ["PATH": "/usr/bin:/bin"], columns: 60, rows: 10)
  }

  @Test func outputAndExitCode() async throws {
    let terminal = try shell("test -t 0 && test -t 1 && stty size && printf 'a\\033[31mé\\033[0m\\n'; exit 7")
    #expect(try await terminal.exitStatus() == .code(7))
    #expect(terminal.screen.text == "10 60\naé")
  }

  @Test func typedTextReachesTheProgram() async throws {
    let terminal = try shell("read name; echo \"hello $name\"")
    try await terminal.send("you\r")
    try await terminal.wait(for: "hello you")
    #expect(try await terminal.exitStatus() == .code(0))
  }

  @Test func controlCIsASignal() async throws {
    let terminal = try shell("echo ready; exec cat")
    try await terminal.wait(for: "ready")
    try await terminal.send(.control("c"))
    #expect(try await terminal.exitStatus() == .signal(2))
  }

  @Test func aNewSizeIsHeardOf() async throws {
    let terminal = try shell("trap 'stty size; exit 3' WINCH; echo ready; while :; do read x; done")
    try await terminal.wait(for: "ready")
    try terminal.resize(columns: 44, rows: 12)
    try await terminal.wait(for: "12 44")
    #expect(try await terminal.exitStatus() == .code(3))
  }

  @Test func whatNeverComesIsReportedWithTheScreen() async throws {
    let terminal = try shell("echo shown; exec cat")
    try await terminal.wait(for: "shown")
    let problem = await #expect(throws: PseudoTerminalError.self) {
      try await terminal.wait(for: "missing", within: .milliseconds(50))
    }
    #expect(problem.map { "\($0)" } == "no sign of \"missing\" in time; the screen shows:\nshown")
    await #expect(throws: PseudoTerminalError.self) {
      try await terminal.exitStatus(within: .milliseconds(50))
    }
  }

  @Test func aProgramThatIsNotThereIsAnError() {
    #expect(throws: PseudoTerminalError.self) { try PseudoTerminal.start("/nowhere/program") }
  }

  @Test(arguments: [
    ("abc\r\ndef", ["abc", "def", "", ""]),
    ("0123456789x", ["0123456789", "x", "", ""]),
    ("012345678中", ["012345678", "中", "", ""]),
    ("abcdef\u{8}\u{8}\u{8}\u{1B}[K", ["abc", "", "", ""]),
    ("abcdef\r\u{1B}[2P\u{1B}[1@x", ["xcdef", "", "", ""]),
    ("ac\u{8}\u{1B}[4hb\u{1B}[4l", ["abc", "", "", ""]),
    ("a\n\r\n\rb\u{1B}[2;3Hc\u{1B}[J", ["a", "  c", "", ""]),
    ("1\r\n2\r\n3\r\n4\r\n5", ["2", "3", "4", "5"]),
    ("\u{1B}]0;title\u{7}x\u{1B}[?2004hy\u{1B}(Bz", ["xyz", "", "", ""]),
  ])
  func theScreenFollowsTheOutput(output: String, lines: [String]) {
    var screen = PseudoScreen(columns: 10, rows: 4)
    screen.write(Array(output.utf8))
    #expect(screen.lines == lines)
  }
}
