import Foundation
import TestSupport
import Testing

@testable import LineEditor

struct HistoryFileTests {
  private func lines(_ path: String) throws -> [String] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  @Test func structureIsWrittenInOctal() {
    #expect(String(decoding: HistoryCoding.line(for: "a b\n\\é"), as: UTF8.self) == "a\\040b\\012\\134é\n")
  }

  @Test func aNewFileIsForItsOwnerAlone() throws {
    let folder = TemporaryFolder()
    let file = HistoryFile(path: folder.file("deep/er/history"), limit: 5)
    try file.prepare()
    try file.append("one")
    #expect(try lines(file.path) == ["_HiStOrY_V2_", "one"])
    #expect(try permissions(file.path) == 0o600)
    #expect(try permissions(folder.file("deep/er")) == 0o700)
  }

  @Test func aFileOpenToOthersIsClosed() throws {
    let folder = TemporaryFolder()
    let file = HistoryFile(path: folder.file("history"), limit: 5)
    try "_HiStOrY_V2_\nold\n".write(toFile: file.path, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
    try file.prepare()
    #expect(try permissions(file.path) == 0o600)
    #expect(try lines(file.path) == ["_HiStOrY_V2_", "old"])
  }

  @Test func aLongFileIsCutToTheLimit() throws {
    let folder = TemporaryFolder()
    let file = HistoryFile(path: folder.file("history"), limit: 5)
    try file.prepare()
    for number in 0..<10 { try file.append("e\(number)") }
    try file.prepare()
    #expect(try lines(file.path).count == 11)
    try file.append("e10")
    try file.prepare()
    #expect(try lines(file.path) == ["_HiStOrY_V2_", "e6", "e7", "e8", "e9", "e10"])
    #expect(try permissions(file.path) == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["history"])
  }

  @Test func sessionsSideBySideKeepAllEntries() async throws {
    let folder = TemporaryFolder()
    let path = folder.file("history")
    await withTaskGroup(of: Void.self) { group in
      for session in 0..<8 {
        group.addTask {
          let file = HistoryFile(path: path, limit: 1_000)
          for number in 0..<50 {
            if number % 10 == 0 { try? file.prepare() }
            try? file.append("s\(session)n\(number)")
          }
        }
      }
    }
    let kept = try lines(path)
    #expect(kept.first == "_HiStOrY_V2_")
    let expected = (0..<8).flatMap { session in (0..<50).map { "s\(session)n\($0)" } }
    #expect(Set(kept.dropFirst()) == Set(expected))
    #expect(kept.count == 401)
  }

  @Test func whatCannotBeWrittenIsToldWithItsPath() throws {
    let folder = TemporaryFolder()
    let file = HistoryFile(path: folder.path, limit: 5)
    let problem = #expect(throws: HistoryFile.Problem.self) { try file.prepare() }
    #expect(problem.map { "\($0)".contains(folder.path) } == true)
  }

  @Test func noHistoryIsWantedInDevNull() throws {
    let before = try permissions("/dev/null")
    let file = HistoryFile(path: "/dev/null", limit: 5)
    try file.prepare()
    try file.append("x")
    #expect(try permissions("/dev/null") == before)
  }

  private func permissions(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }
}
