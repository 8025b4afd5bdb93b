package import RateQL

/// Draws a diagnostic for a person: what is wrong, the line with a caret under the place, what to do.
package enum DiagnosticText {
  package static func draw(_ diagnostic: Diagnostic, style: Style = .plain) -> String {
    var lines = [heading(diagnostic, style)]
    if let source = diagnostic.source, let span = diagnostic.span {
      lines += snippet(source, span, diagnostic.label, style)
    } else if let source = diagnostic.source {
      lines.append("  --> \(VisibleText.make(source.name))")
    }
    lines += diagnostic.hints.map { "  = help: \(VisibleText.make($0))" }
    return lines.joined(separator: "\n") + "\n"
  }

  package static func draw(_ diagnostics: [Diagnostic], style: Style = .plain) -> String {
    diagnostics.map { draw($0, style: style) }.joined(separator: "\n")
  }

  private static func heading(_ diagnostic: Diagnostic, _ style: Style) -> String {
    let role: Style.Role = diagnostic.severity == .error ? .removed : .changed
    let mark = style(role, "\(diagnostic.severity.rawValue)[\(diagnostic.code)]")
    return "\(mark): \(style(.header, VisibleText.make(diagnostic.message)))"
  }

  private static func snippet(
    _ source: Source, _ span: Span, _ label: String?, _ style: Style
  ) -> [String] {
    let line = source.line(at: span.start)
    let column = source.column(at: span.start)
    let place = source.lineSpan(line)
    let before = source.text(Span(place.start, min(span.start, place.end)))
    let marked = source.text(Span(span.start, min(span.end, place.end)))
    let after = source.text(Span(min(max(span.end, span.start), place.end), place.end))

    let drawnBefore = drawn(before, from: 0)
    let start = DisplayWidth.of(drawnBefore)
    let drawnMarked = drawn(marked, from: start)
    let width = max(1, DisplayWidth.of(drawnMarked))
    let drawnAfter = drawn(after, from: start + DisplayWidth.of(drawnMarked))

    let number = String(line)
    let gap = String(repeating: " ", count: number.count)
    let carets = String(repeating: " ", count: start) + style(.removed, String(repeating: "^", count: width))
    return [
      " \(gap)--> \(VisibleText.make(source.name)):\(line):\(column)",
      " \(gap) \(style(.faint, "|"))",
      " \(number) \(style(.faint, "|")) \(drawnBefore)\(drawnMarked)\(drawnAfter)",
      " \(gap) \(style(.faint, "|")) \(carets)\(label.map { " " + $0 } ?? "")",
    ]
  }

  /// The text as it is shown: tabs as blanks up to the next stop, control characters visible.
  private static func drawn(_ text: String, from start: Int) -> String {
    var result = ""
    var column = start
    for piece in text.split(separator: "\t", omittingEmptySubsequences: false).enumerated() {
      if piece.offset > 0 {
        let blanks = 4 - column % 4
        result += String(repeating: " ", count: blanks)
        column += blanks
      }
      let visible = VisibleText.make(String(piece.element))
      result += visible
      column += DisplayWidth.of(visible)
    }
    return result
  }
}
