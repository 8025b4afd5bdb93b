package import RateQL

/// Draws a diagnostic for a person: what is wrong, the line with a caret under the place, what to do.
package enum DiagnosticText {
  /// The width of a terminal that is not known.
  private static let usualWidth = 110
  /// Below this, source lines run over the edge rather than being cut to nothing.
  private static let leastWidth = 20
  /// How many diagnostics are drawn at once; of the others the number is told.
  private static let limit = 100
  /// A longer span is shown by its first and its last line.
  private static let shownLines = 4

  /// - Parameter width: of the terminal, in columns; nil where it is not known.
  package static func draw(_ diagnostic: Diagnostic, style: Style = .plain, width: Int? = nil) -> String {
    var lines = [heading(diagnostic, style)]
    if let (source, span) = diagnostic.place {
      lines += excerpt(source, span, diagnostic.label, style, width ?? usualWidth)
    } else if let source = diagnostic.source {
      lines.append("  --> \(VisibleText.make(source.name))")
    }
    lines += diagnostic.hints.map { "  = help: \(VisibleText.make($0))" }
    return lines.joined(separator: "\n") + "\n"
  }

  package static func draw(_ diagnostics: [Diagnostic], style: Style = .plain, width: Int? = nil) -> String {
    var texts = diagnostics.prefix(limit).map { draw($0, style: style, width: width) }
    if diagnostics.count > limit {
      let rest = HumanNumber.count(diagnostics.count - limit, "more error")
      texts.append("\(style(.removed, "error")): \(rest) not shown: mend these first\n")
    }
    return texts.joined(separator: "\n")
  }

  private static func heading(_ diagnostic: Diagnostic, _ style: Style) -> String {
    let role: Style.Role = diagnostic.severity == .error ? .removed : .changed
    let mark = style(role, "\(diagnostic.severity.rawValue)[\(diagnostic.code)]")
    return "\(mark): \(style(.header, VisibleText.make(diagnostic.message)))"
  }

  // MARK: The place

  private static func excerpt(
    _ source: Source, _ span: Span, _ label: String?, _ style: Style, _ width: Int
  ) -> [String] {
    let start = min(span.start, source.bytes.count)
    let end = min(max(span.end, start), source.bytes.count)
    let first = source.line(at: start)
    let last = max(first, source.line(at: max(start, end - 1)))
    let digits = String(last).count
    let gutter = " \(String(repeating: " ", count: digits)) \(style(.faint, "|"))"
    let room = max(leastWidth, width - digits - 4)

    var lines = [
      " \(String(repeating: " ", count: digits))--> \(VisibleText.make(source.name)):\(first):"
        + String(source.column(at: start)),
      gutter,
    ]
    let isLong = last - first >= shownLines
    for number in isLong ? [first, last] : Array(first...last) {
      if isLong, number == last { lines.append(" \(String(repeating: ".", count: max(3, digits)))") }
      let place = number == first ? start : source.lineRange(number).lowerBound
      let line = DrawnLine(source, line: number, around: place)
      let columns = line.columns(of: start..<end, isWhole: first == last)
      let marked = columns ?? (number == first ? line.width..<(line.width + 1) : nil)
      let window = LineWindow(line, marked: marked ?? 0..<1, limit: room)
      let shown = String(number)
      let pad = String(repeating: " ", count: digits - shown.count)
      let text = window.text.isEmpty ? "" : " " + window.text
      lines.append(" \(pad)\(shown) \(style(.faint, "|"))\(text)")
      guard marked != nil else { continue }
      let carets = style(.removed, String(repeating: "^", count: window.marked.count))
      let note = number == last ? label.map { " " + VisibleText.make($0) } ?? "" : ""
      lines.append(
        "\(gutter) \(String(repeating: " ", count: window.marked.lowerBound))\(carets)\(note)")
    }
    return lines
  }
}
