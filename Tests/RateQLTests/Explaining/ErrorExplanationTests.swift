import Foundation
import RateQL
import TestSupport
import Testing

/// The codes in the sources and their explanations: each has the other.
@Suite("Explanations of codes")
struct ExplanationTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Where each code stands as a literal in the sources, but for the explanations.
  private static let places: [String: [String]] = {
    var places: [String: [String]] = [:]
    let sources = root.appendingPathComponent("Sources")
    let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
    for case let file as URL in files?.allObjects ?? [] where file.pathExtension == "swift" {
      guard !file.path.contains("/Explaining/"), let text = try? String(contentsOf: file, encoding: .utf8)
      else { continue }
      for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        for match in line.matches(of: /"(RQ\d{4})"/) {
          places[String(match.output.1), default: []].append("\(file.lastPathComponent):\(number + 1)")
        }
      }
    }
    return places
  }()

  @Test("every code has an entry")
  func codesAreExplained() {
    #expect(ExplanationTests.places.count > 60)
    let known = Set(ErrorExplanation.all.map(\.code))
    for (code, places) in ExplanationTests.places where !known.contains(code) {
      Issue.record(
        """
        \(code) (\(places.joined(separator: ", "))) has no explanation: add \
        `ErrorExplanation("\(code)", TITLE, REASON, wrong: PROGRAM, right: PROGRAM)` to the table of its phase in \
        Sources/RateQL/Explaining/ErrorExplanation+*.swift
        """)
    }
  }

  @Test("every entry has its code")
  func explanationsAreUsed() {
    for explanation in ErrorExplanation.all where ExplanationTests.places[explanation.code] == nil {
      Issue.record(
        "\(explanation.code) is explained and never given: remove its entry in Sources/RateQL/Explaining")
    }
    #expect(
      Set(ErrorExplanation.all.map(\.code)).count == ErrorExplanation.all.count, "a code is explained twice")
  }

  @Test("a code means one thing: it is made in one place")
  func onePlace() {
    for (code, places) in ExplanationTests.places where places.count > 1 {
      Issue.record(
        """
        \(code) stands in several places (\(places.joined(separator: ", "))): give the newer one the next \
        free number, or make both through one function
        """)
    }
  }

  @Test("every entry is whole", arguments: ErrorExplanation.all)
  func whole(_ explanation: ErrorExplanation) {
    #expect(explanation.code.wholeMatch(of: /RQ\d{4}/) != nil)
    #expect(!explanation.title.isEmpty && !explanation.title.hasSuffix("."))
    #expect(explanation.reason.hasSuffix(".") && !explanation.reason.contains("\n"))
    #expect((explanation.wrong == nil) == (explanation.right == nil))
    #expect(explanation.wrong == nil || explanation.wrong != explanation.right)
  }

  @Test(
    "`wrong` gives the code and no other, `right` gives none",
    arguments: ErrorExplanation.all.filter { $0.wrong != nil })
  func programs(_ explanation: ErrorExplanation) async throws {
    let wrong = try await codes(try #require(explanation.wrong), explanation.parameters)
    #expect(
      wrong == [explanation.code],
      "the wrong program of \(explanation.code) in Sources/RateQL/Explaining gives \(wrong)")
    let right = try await codes(try #require(explanation.right), explanation.parameters)
    #expect(
      right == [], "the right program of \(explanation.code) in Sources/RateQL/Explaining gives \(right)")
  }

  /// The codes that a program gives when it is checked and, where it passes, run on the sample table.
  private func codes(_ text: String, _ parameters: [String: String]) async throws -> Set<String> {
    let session = Session(store: SampleRates.store(), compiler: Compiler(files: SampleFiles()))
    let source = Source(name: "example", text: text)
    do {
      let program = try session.check(session.parse(source), parameters: parameters)
      _ = try await session.run(program, sink: SilentSink())
      return []
    } catch let error as ProgramErrors {
      return Set(error.diagnostics.map(\.code))
    } catch let error as RunError {
      switch error {
      case .failed(let diagnostic), .assertion(let diagnostic): return [diagnostic.code]
      case .invalidPlan: return [PlanFault.code]
      default: throw error
      }
    }
  }

  @Test("codes are found however they are written, and the nearest where there is none")
  func finding() {
    for text in ["RQ2001", "rq2001", "2001", "error[RQ2001]", " Rq2001 "] {
      #expect(ErrorExplanation.find(text)?.code == "RQ2001", "\(text)")
    }
    #expect(ErrorExplanation.find("RQ9999") == nil)
    #expect(ErrorExplanation.find("") == nil)
    #expect(ErrorExplanation.nearest(to: "RQ2009") == "RQ2010")
    #expect(ErrorExplanation.nearest(to: "RQ99999999999999999999") == nil)
    #expect(ErrorExplanation.nearest(to: "RQ9999") == ErrorExplanation.all.last?.code)
    #expect(ErrorExplanation.nearest(to: "price_n") == nil)
    #expect(ErrorExplanation.nearest(to: "x") == nil)
  }
}
