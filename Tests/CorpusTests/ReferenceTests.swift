import Foundation
import RateQL
import Testing

/// The language reference: every example runs and prints what stands below it, and its tables of functions
/// and fields come from the language's own.
///
/// With `RATEQL_RECORD=1` outputs and tables are written anew.
@Suite("The language reference")
struct ReferenceTests {
  private static let file = CorpusCase.folder.deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("docs/reference.md")

  @Test("is as the language is")
  func reference() async throws {
    let text = try String(contentsOf: ReferenceTests.file, encoding: .utf8)
    let current = try await ReferenceText(text).renewed()
    if CorpusTests.isRecording {
      return try current.write(to: ReferenceTests.file, atomically: true, encoding: .utf8)
    }
    #expect(current == text)
  }
}

/// The reference as lines, with its examples run.
struct ReferenceText {
  private let lines: [String]
  /// The files that examples may load, as sections of a case.
  private var files: [(name: String, text: String)] = []

  init(_ text: String) {
    lines = text.components(separatedBy: "\n")
    var index = 0
    while index < lines.count {
      if lines[index].hasPrefix("```csv ") {
        let body = ReferenceText.block(lines, from: index)
        files.append(("file " + lines[index].dropFirst("```csv ".count), body.text))
        index = body.end
      }
      index += 1
    }
  }

  /// The text between a fence and the next, and where that is.
  private static func block(_ lines: [String], from start: Int) -> (text: String, end: Int) {
    let end = lines[(start + 1)...].firstIndex(of: "```") ?? lines.count - 1
    return (lines[(start + 1)..<end].joined(separator: "\n") + "\n", end)
  }

  /// The reference with every output and table as it is now.
  func renewed() async throws -> String {
    var result: [String] = []
    var index = 0
    while index < lines.count {
      let line = lines[index]
      result.append(line)
      if line == "```rql" {
        let body = ReferenceText.block(lines, from: index)
        result += lines[(index + 1)...body.end]
        index = body.end
        let output = try await ReferenceText.output(of: body.text, files)
        if index + 1 < lines.count, lines[index + 1] == "```output" {
          index = ReferenceText.block(lines, from: index + 1).end
        }
        if !output.isEmpty { result += ["```output"] + output.components(separatedBy: "\n") + ["```"] }
      } else if let table = ReferenceText.table(marked: line) {
        result += table
        while index + 1 < lines.count, lines[index + 1] != "<!-- end -->" { index += 1 }
      }
      index += 1
    }
    return result.joined(separator: "\n")
  }

  private static func output(of program: String, _ files: [(name: String, text: String)]) async throws
    -> String
  {
    let run = try await CorpusRun(
      CorpusCase(source: program, files: files), format: .table, width: 100)
    if let wrong = run.views[.diagnostics] ?? run.views[.error] {
      Issue.record("an example is wrong:\n\(program)\n\(wrong)")
    }
    let parts = [run.views[.result] ?? "", run.views[.plan] ?? ""].map { CorpusCase.trimmed($0) }
    return String(parts.joined().dropLast())
  }

  private static func table(marked line: String) -> [String]? {
    switch line {
    case "<!-- functions -->":
      functions(ScalarFunction.allCases.map { ($0.rawValue, $0.signature) })
    case "<!-- aggregates -->": functions(Aggregate.allCases.map { ($0.rawValue, $0.signature) })
    case "<!-- fields -->":
      ["| field | type | |", "|---|---|---|"]
        + RateField.allCases.map { "| `\($0.name)` | \($0.type) | \($0.summary) |" }
    default: nil
    }
  }

  private static func functions(_ functions: [(name: String, signature: FunctionSignature)]) -> [String] {
    ["| function | gives | example |", "|---|---|---|"]
      + functions.map { name, signature in
        "| `\(signature.display(name))` | \(signature.summary) | `\(signature.example)` |"
      }
  }
}
