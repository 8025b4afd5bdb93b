/// What parsing gave: a tree as far as it goes, with the files it includes, and all that was wrong.
public struct ParsedProgram: Sendable {
  package var program: Program
  /// Everything that the lexer and the parser have against it.
  public package(set) var diagnostics: [Diagnostic]
  /// The text stops in the middle of a statement: a REPL asks for more.
  public let isIncomplete: Bool
  /// One more than the highest node number used.
  package var nextID: Int32
  /// The text itself and the files it includes.
  package var sources: SourceMap
  /// Names that statements would have given had they been understood.
  package var brokenNames: Set<String> = []
}
