import RateQL
import Testing

/// What has to hold of the canonical form of any program that parses.
struct FormattedProgram {
  let text: String

  /// - Returns: nil where the program doesn't parse.
  init?(_ source: String, _ place: String, at location: SourceLocation = #_sourceLocation) {
    let parsed = Parser.parse(Source(name: "written", text: source))
    guard let text = SourceFormatter.format(parsed) else { return nil }
    self.text = text
    let again = Parser.parse(Source(name: "formatted", text: text))
    let comment = Comment(rawValue: "\(place)\n--- written\n\(source)\n--- formatted\n\(text)")
    #expect(again.diagnostics.isEmpty, comment, sourceLocation: location)
    #expect(SourceFormatter.format(again) == text, comment, sourceLocation: location)
    #expect(
      TreeText.of(again.program, isNormalized: true) == TreeText.of(parsed.program, isNormalized: true),
      comment, sourceLocation: location)
    #expect(
      FormattedProgram.comments(again.program) == FormattedProgram.comments(parsed.program), comment,
      sourceLocation: location)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(!lines.contains { $0.hasSuffix(" ") }, comment, sourceLocation: location)
    #expect(!text.contains("\n\n\n") && !text.hasSuffix("\n\n"), comment, sourceLocation: location)
    #expect(text.isEmpty || text.hasSuffix("\n"), comment, sourceLocation: location)
  }

  private static func comments(_ program: Program) -> [String] {
    program.comments.map { span in
      var text = program.source.text(span)
      while text.last?.isWhitespace == true { text.removeLast() }
      return text
    }
  }
}
