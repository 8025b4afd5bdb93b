/// The one canonical form of a program, with its comments.
///
/// - One statement a line, at most one blank line between two, no `;`.
/// - A query stays on one line where it was on one and fits ``LayoutPrinter/width`` columns; else each stage
///   has a line of its own.
/// - Operators and keywords as in the grammar, rate types in capitals, brackets only where they are needed.
/// - What carries a meaning in how it was written stays: numbers, strings, names, and an unnamed column's
///   text, which is its title.
package enum SourceFormatter {
  /// - Returns: nil where the program doesn't parse.
  package static func format(_ parsed: ParsedProgram) -> String? {
    guard parsed.diagnostics.allSatisfy({ $0.severity != .error }) else { return nil }
    let formatter = TreeFormatter(parsed.program)
    let layout = CommentPlacement.place(
      formatter.comments(parsed.program.comments), in: formatter.layout(parsed.program))
    return LayoutPrinter.print(layout)
  }
}
