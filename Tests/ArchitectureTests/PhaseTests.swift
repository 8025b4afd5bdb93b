import Foundation
import Testing

/// Inside the language the phases are folders, and each knows only those before it.
@Suite("Phases know only those before them")
struct PhaseTests {
  /// The folders of `Sources/RateQL`, in the order of a program's life.
  static let phases = [
    "Values", "Rates", "Rating", "Patterns", "Syntax", "Formatting", "Checking", "Changes", "Planning",
    "Execution", "API", "Explaining",
  ]

  private func declared(_ phase: String) throws -> Set<String> {
    var names: Set<String> = []
    for file in DependencyTests.sources("Sources/RateQL/\(phase)") {
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(
        of:
          /(?m)^(?:public |package |private |final |indirect )*(?:struct|enum|class|protocol|actor) ([A-Z]\w+)/
      )
      where !match.output.0.contains("private") {
        names.insert(String(match.output.1))
      }
    }
    return names
  }

  @Test("the folders are the phases")
  func folders() throws {
    let folder = DependencyTests.root.appendingPathComponent("Sources/RateQL")
    let found = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(Set(found) == Set(PhaseTests.phases))
  }

  @Test("no phase names a type of a later one", arguments: phases)
  func direction(_ phase: String) throws {
    let place = try #require(PhaseTests.phases.firstIndex(of: phase))
    var later: Set<String> = []
    for name in PhaseTests.phases[(place + 1)...] { later.formUnion(try declared(name)) }
    let own = try declared(phase)
    for file in DependencyTests.sources("Sources/RateQL/\(phase)") {
      let text = try String(contentsOf: file, encoding: .utf8)
      let code = text.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }.joined(
        separator: "\n")
      for match in code.matches(of: /\b[A-Z]\w+\b/) {
        let word = String(match.output)
        if later.contains(word), !own.contains(word) {
          Issue.record("\(phase)/\(file.lastPathComponent) uses \(word) of a later phase")
        }
      }
    }
  }
}
