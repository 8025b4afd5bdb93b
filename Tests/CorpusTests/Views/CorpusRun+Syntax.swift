import RateQL
import Rendering

extension CorpusRun {
  /// What can be seen of a program that is only parsed. What the parser has against it is the view
  /// `diagnostics`, until the checker adds its own.
  mutating func addSyntax(_ text: String) {
    let parsed = Parser.parse(Source(name: "case", text: text))
    views[.tokens] = TokenListing.of(parsed.program.source)
    views[.tree] = TreeText.of(parsed.program)
    views[.formatted] = SourceFormatter.format(parsed)
    if !parsed.diagnostics.isEmpty { views[.diagnostics] = DiagnosticText.draw(parsed.diagnostics) }
  }
}
