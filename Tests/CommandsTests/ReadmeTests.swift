import Foundation
import RateQL
import Testing

@testable import Commands

/// What the README shows is true: its programs pass the checker, its command lines are understood.
@Suite("The README")
struct ReadmeTests {
  static let text: String = {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return (try? String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)) ?? ""
  }()

  /// The fenced blocks, by what stands behind the fence.
  static func blocks(_ language: String) -> [String] {
    var blocks: [String] = []
    var inside: String?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        if let block = inside {
          if block.hasPrefix(language + "\n") { blocks.append(String(block.dropFirst(language.count + 1))) }
          inside = nil
        } else {
          inside = line.dropFirst(3) + "\n"
        }
      } else {
        inside? += line + "\n"
      }
    }
    return blocks
  }

  @Test("shows programs that pass the checker")
  func programs() throws {
    let programs = ReadmeTests.blocks("")
    #expect(programs.count >= 5)
    for program in programs {
      let text = program.replacing("sandbox> ", with: "")
      _ = try Checker.check(
        Parser.parse(Source(name: "README.md", text: text)), options: .init(requiresParameters: false))
    }
  }

  @Test("shows command lines that are understood")
  func commandLines() throws {
    let lines = ReadmeTests.blocks("sh").flatMap { $0.split(separator: "\n") }.filter {
      $0.hasPrefix("rateql ") || $0.hasPrefix("scripts/rateql ")
    }
    #expect(lines.count >= 8)
    for line in lines {
      let words = ReadmeTests.words(String(line))
      let command = try RootCommand.parseAsRoot(Array(words.dropFirst()))
      for program in (command as? RootCommand)?.programs ?? [] {
        _ = try Checker.check(Parser.parse(Source(name: "README.md", text: program)))
      }
    }
  }

  /// The words of a shell line without expansions; a comment ends it.
  static func words(_ line: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isQuoted = false
    for character in line {
      switch character {
      case "'": isQuoted.toggle()
      case "#" where !isQuoted: return word.isEmpty ? words : words + [word]
      case " " where !isQuoted:
        if !word.isEmpty { words.append(word) }
        word = ""
      default: word.append(character)
      }
    }
    return word.isEmpty ? words : words + [word]
  }

  @Test("has every exit code in its table")
  func exitCodes() {
    for status in [ExitStatus.done, .failed, .usage, .stopped, .partial, .denied, .unreachable, .interrupted]
    {
      #expect(ReadmeTests.text.contains("\n| \(status.rawValue) | "))
    }
  }
}
