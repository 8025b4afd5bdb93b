import Foundation
import LineEditor
import Testing

@Suite(.timeLimit(.minutes(2)))
struct StreamLineReaderTests {
  private static let prompt = Prompt("> ")

  private func lines(_ bytes: some Sequence<UInt8>) async throws -> [String] {
    let pipe = Pipe()
    let reader = try StreamLineReader(input: pipe.fileHandleForReading.fileDescriptor)
    let writing = pipe.fileHandleForWriting
    let data = Data(bytes)
    Thread.detachNewThread {
      writing.write(data)
      try? writing.close()
    }
    var lines: [String] = []
    while case .line(let line) = try await reader.read(prompt: Self.prompt) { lines.append(line) }
    #expect(try await reader.read(prompt: Self.prompt) == .endOfInput)
    return lines
  }

  @Test(arguments: [
    ("", []),
    ("\n", [""]),
    ("a\nb\n", ["a", "b"]),
    ("a\r\nb\r\n\r\nc", ["a", "b", "", "c"]),
    ("no end", ["no end"]),
    ("\u{FEFF}é\n\u{FEFF}中", ["é", "\u{FEFF}中"]),
    ("a\rb\n", ["a\rb"]),
  ])
  func endsOfLines(text: String, expected: [String]) async throws {
    #expect(try await lines(text.utf8) == expected)
  }

  @Test func bytesThatAreNoTextAreReplaced() async throws {
    #expect(
      try await lines([0x61, 0xE9, 0x62, 0x0A, 0xFF, 0xFE, 0x0A, 0xC3]) == [
        "a\u{FFFD}b", "\u{FFFD}\u{FFFD}", "\u{FFFD}",
      ])
  }

  @Test func aLineOfMegabytesIsWhole() async throws {
    let long = String(repeating: "0123456789é中", count: 200_000)
    #expect(try await lines("\(long)\nshort\n".utf8) == [long, "short"])
  }

  @Test func manyLinesComeInOrder() async throws {
    let expected = (0..<50_000).map { "rates | take \($0)" }
    #expect(try await lines(expected.joined(separator: "\n").utf8) == expected)
  }

  @Test func cancellationEndsAReadingAndLeavesTheRest() async throws {
    let pipe = Pipe()
    let reader = try StreamLineReader(input: pipe.fileHandleForReading.fileDescriptor)
    pipe.fileHandleForWriting.write(Data("first\nha".utf8))
    #expect(try await reader.read(prompt: Self.prompt) == .line("first"))
    let reading = Task { try await reader.read(prompt: Self.prompt) }
    reading.cancel()
    await #expect(throws: CancellationError.self) { try await reading.value }
    pipe.fileHandleForWriting.write(Data("lf\n".utf8))
    #expect(try await reader.read(prompt: Self.prompt) == .line("half"))
  }

  @Test func aDescriptorThatCannotBeReadIsAnError() async throws {
    let pipe = Pipe()
    let reader = try StreamLineReader(input: pipe.fileHandleForWriting.fileDescriptor)
    try pipe.fileHandleForReading.close()
    await #expect(throws: LineReaderError.self) { try await reader.read(prompt: Self.prompt) }
  }
}
