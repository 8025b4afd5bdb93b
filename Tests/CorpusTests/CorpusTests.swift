import Foundation
import Testing

@Suite("The corpus")
struct CorpusTests {
  /// With `RATEQL_RECORD=1` the views are written into the files instead, to be looked over before they
  /// are committed.
  static let isRecording = ProcessInfo.processInfo.environment["RATEQL_RECORD"] == "1"

  @Test("has cases")
  func isThere() { #expect(CorpusCase.all.count > 80) }

  @Test("each view is as written", arguments: CorpusCase.all)
  func views(of testCase: CorpusCase) async throws {
    #expect(testCase["source"] != nil, "\(testCase.url.path) has no source")
    let views = try await CorpusRun(testCase, isSyntaxOnly: testCase.isSyntaxOnly).views
    if CorpusTests.isRecording {
      let text = testCase.rewritten(views)
      return try text.write(to: testCase.url, atomically: true, encoding: .utf8)
    }
    let expected = testCase.sections.filter {
      !$0.name.hasPrefix("file ") && !["source", "hidden"].contains($0.name)
    }
    #expect(!expected.isEmpty, "\(testCase.url.path) expects nothing")
    for section in expected {
      let view = try #require(CorpusCase.View(rawValue: section.name), "no view is called \(section.name)")
      #expect(CorpusCase.trimmed(views[view] ?? "") == section.text, "\(testCase.url.path): \(section.name)")
    }
    // What goes wrong is always expected by the case.
    for view in [CorpusCase.View.diagnostics, .error] where testCase[view.rawValue] == nil {
      #expect(views[view] == nil, "\(testCase.url.path): not expected")
    }
  }
}
