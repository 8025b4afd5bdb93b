import LineEditor
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite("Hidden input")
struct HiddenInputTests {
  private func echoes(_ descriptor: Int32) -> Bool {
    var settings = termios()
    return tcgetattr(descriptor, &settings) == 0 && settings.c_lflag & tcflag_t(ECHO) != 0
  }

  @Test("the terminal is silent meanwhile, and as before after that, whatever happens")
  func silent() async throws {
    struct Failure: Error {}
    let terminal = try PseudoTerminal()
    let side = terminal.programSide
    #expect(echoes(side))
    let inside = try await HiddenInput.run(on: side) { echoes(side) }
    #expect(!inside && echoes(side))
    await #expect(throws: Failure.self) { try await HiddenInput.run(on: side) { throw Failure() } }
    #expect(echoes(side))
  }

  @Test("what was typed before is dropped, what is typed then is read")
  func flushed() async throws {
    let terminal = try PseudoTerminal()
    try await terminal.send("too early\n")
    let line = try await HiddenInput.run(on: terminal.programSide) {
      try await terminal.send("hunter22\n")
      return try await StreamLineReader(input: terminal.programSide).read(prompt: Prompt(""))
    }
    #expect(line == .line("hunter22"))
    #expect(!terminal.screen.text.contains("hunter22"))
  }

  @Test("what is no terminal is refused")
  func none() async throws {
    var ends: [Int32] = [-1, -1]
    try #require(pipe(&ends) == 0)
    defer { for end in ends { close(end) } }
    await #expect(throws: LineReaderError.terminalNotUsable) { try await HiddenInput.run(on: ends[0]) {} }
  }
}
