import Commands
import Foundation
import Rendering
import TestSupport
import Testing

@Suite("rateql fmt")
struct FmtTests {
  private let folder = TemporaryFolder()

  private static let untidy = "#!/usr/bin/env -S rateql run\nrates|take 5 # five\n"
  private static let tidy = "#!/usr/bin/env -S rateql run\nrates | take 5 # five\n"

  private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  private func attributes(_ path: String) throws -> [FileAttributeKey: Any] {
    try FileManager.default.attributesOfItem(atPath: path)
  }

  @Test("rewrites a file in place, and leaves who may run it as it is")
  func rewrites() async throws {
    let file = try folder.file("a.rql", FmtTests.untidy)
    try FileManager.default.setAttributes([.posixPermissions: 0o750], ofItemAtPath: file)
    let result = await CommandLineSetup.run(["fmt", file])
    #expect(result.status == 0)
    #expect(result.output == "" && result.messages == "")
    #expect(try text(file) == FmtTests.tidy)
    #expect(try attributes(file)[.posixPermissions] as? Int == 0o750)
    let folder = (file as NSString).deletingLastPathComponent
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.rql"])
  }

  @Test("does not touch a file that is as it should be")
  func untouched() async throws {
    let file = try folder.file("a.rql", FmtTests.tidy)
    let before = try attributes(file)[.systemFileNumber] as? Int
    #expect(await CommandLineSetup.run(["fmt", file]).status == 0)
    #expect(try attributes(file)[.systemFileNumber] as? Int == before)
  }

  @Test("--check names the files that differ and writes nothing")
  func check() async throws {
    let good = try folder.file("good.rql", FmtTests.tidy)
    let bad = try folder.file("bad.rql", FmtTests.untidy)
    let result = await CommandLineSetup.run(["fmt", "--check", good, bad])
    #expect(result.status == 1)
    #expect(result.output == bad + "\n")
    #expect(try text(bad) == FmtTests.untidy)
    #expect(await CommandLineSetup.run(["fmt", "--check", good]).status == 0)
  }

  @Test("what doesn't parse, or can't be read, is told and left alone; the rest is formatted")
  func broken() async throws {
    let broken = try folder.file("broken.rql", "rates|wher x\nrates|take 5\n")
    let good = try folder.file("good.rql", FmtTests.untidy)
    let result = await CommandLineSetup.run(["fmt", "/no/such/file.rql", broken, good])
    #expect(result.status == 2)
    #expect(result.messages.contains("there is no file /no/such/file.rql"))
    #expect(result.messages.contains("did you mean `where`?"))
    #expect(try text(broken) == "rates|wher x\nrates|take 5\n")
    #expect(try text(good) == FmtTests.tidy)
  }

  @Test("a script whose names mean nothing is formatted all the same")
  func unchecked() async throws {
    let file = try folder.file("a.rql", "include \"missing.rql\";print  nothing\n")
    #expect(await CommandLineSetup.run(["fmt", file]).status == 0)
    #expect(try text(file) == "include \"missing.rql\"\nprint nothing\n")
  }

  @Test("standard input goes to standard output", arguments: [["fmt"], ["fmt", "-"]])
  func standardInput(_ arguments: [String]) async throws {
    let file = try folder.file("a.rql", FmtTests.untidy)
    let input = try FileHandle(forReadingFrom: URL(fileURLWithPath: file))
    let output = MemoryOutput()
    let context = CommandContext(
      environment: [:], output: output, messages: MemoryOutput(), inputDescriptor: input.fileDescriptor)
    #expect(await CommandLineProgram.run(arguments, in: context) == .done)
    #expect(await output.text == FmtTests.tidy)
    try input.close()
  }
}
