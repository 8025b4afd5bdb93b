/// A recursive-descent parser over joined lines. It reports all it finds and goes on with the next
/// statement.
package struct Parser {
  /// How deep a tree may be.
  static let maximumDepth = 200
  /// How high a chain of left-associative operators may grow the tree.
  static let maximumHeight = 1_000

  let source: Source
  var tokens: [Token]
  var index = 0
  var depth = 0
  var diagnostics: [Diagnostic]
  var brokenNames: Set<String> = []
  /// Where the lexer has reported something: the parser says nothing more of it.
  private let toldStarts: Set<Int>
  private(set) var nextID: Int32

  /// - Parameter firstID: the number of the first node, so that trees of one session can stand side by side.
  package static func parse(_ source: Source, firstID: Int32 = 0) -> ParsedProgram {
    var lexed = Lexer.lex(source)
    let endsOpen = lexed.endsOpen
    StatementLines.join(&lexed.tokens)
    var parser = Parser(
      source: source, tokens: lexed.tokens, diagnostics: lexed.diagnostics, firstID: firstID)
    let statements = parser.parseStatements()
    let end = source.base + source.bytes.count
    let open = parser.stoppedAtEnd || endsOpen
    return ParsedProgram(
      program: Program(source: source, statements: statements, comments: lexed.comments),
      diagnostics: parser.diagnostics.map { $0.inSource(source) }.sorted {
        ($0.span?.start ?? end) < ($1.span?.start ?? end)
      },
      isIncomplete: open && lexed.diagnostics.isEmpty && !parser.failedInside,
      nextID: parser.nextID, sources: SourceMap([source]), brokenNames: parser.brokenNames)
  }

  /// An error was found before the end of the text: no more text can mend it.
  var failedInside = false
  /// An error was found at the end of the text: more text could mend it.
  var stoppedAtEnd = false

  init(source: Source, tokens: [Token], diagnostics: [Diagnostic], firstID: Int32) {
    self.source = source
    self.tokens = tokens
    self.diagnostics = diagnostics
    toldStarts = Set(diagnostics.compactMap(\.span?.start))
    nextID = firstID
  }

  // MARK: Tokens

  static let endToken = Token(kind: .end, span: Span(0, 0))

  // Asked for at every step: in its place only the part that is looked at is read.
  @inline(__always)
  var token: Token { index < tokens.count ? tokens[index] : tokens.last ?? Parser.endToken }
  @inline(__always)
  var following: Token { index + 1 < tokens.count ? tokens[index + 1] : tokens.last ?? Parser.endToken }
  var previousEnd: Int { index > 0 && index <= tokens.count ? tokens[index - 1].span.end : token.span.start }

  mutating func advance() { if index < tokens.count { index += 1 } }

  mutating func take(_ symbol: Symbol) -> Bool {
    guard token.isSymbol(symbol) else { return false }
    advance()
    return true
  }

  mutating func take(_ keyword: Keyword) -> Bool {
    guard token.keyword == keyword else { return false }
    advance()
    return true
  }

  mutating func expect(
    _ symbol: Symbol, _ what: @autoclosure () -> String, hint: @autoclosure () -> String? = nil
  ) throws(ParseStop) {
    guard take(symbol) else { throw fail(.expected(what(), found: token, hint: hint())) }
  }

  /// A name that is given or used: any word but an operator's or a literal's, or a name in backticks.
  mutating func expectName(_ what: String) throws(ParseStop) -> Name {
    let token = token
    switch token.kind {
    case .word(let word):
      if let keyword = token.keyword, keyword.isReservedInExpressions {
        throw fail(.expected(what, found: token, hint: "`\(word)` is a word of the language"))
      }
      advance()
      return Name(text: word, span: token.span)
    case .quotedName(let name):
      advance()
      return Name(text: name, span: token.span)
    default:
      throw fail(.expected(what, found: token, hint: operandHint))
    }
  }

  // MARK: Errors

  /// Reports and gives the error that unwinds to the statement. What the lexer reported is not told twice.
  mutating func fail(_ diagnostic: Diagnostic) -> ParseStop {
    var diagnostic = sharper(diagnostic)
    if token.kind == .end || isUnclosed(diagnostic) { stoppedAtEnd = true } else { failedInside = true }
    let isAboutToken = diagnostic.span == token.span
    let isTold = token.kind == .invalid || toldStarts.contains(token.span.start)
    if isAboutToken, token.kind == .end || token.kind == .newline {
      // What is missing is missing right after the last word, not on the next line.
      diagnostic.span = Span(previousEnd, previousEnd)
    }
    if diagnostic.code == Diagnostic.quoteInsideCode { forgetUnclosedString(after: diagnostic.span) }
    if !isTold || !isAboutToken { diagnostics.append(diagnostic) }
    return ParseStop()
  }

  /// A bracket that is still open at the end of the text.
  private func isUnclosed(_ diagnostic: Diagnostic) -> Bool {
    diagnostic.code == Diagnostic.unclosedCode
      && (token.kind == .end || tokens[index...].allSatisfy { $0.kind == .newline })
  }

  /// Goes deeper by one level while `body` runs; an error past the limit.
  mutating func nested<T>(
    _ body: (inout Parser) throws(ParseStop) -> T
  ) throws(ParseStop) -> T {
    guard depth < Parser.maximumDepth else { throw fail(.tooDeep(at: token.span)) }
    depth += 1
    defer { depth -= 1 }
    return try body(&self)
  }

  // MARK: Nodes

  mutating func newID() -> NodeID {
    defer { nextID += 1 }
    return NodeID(number: nextID)
  }

  mutating func node(
    _ kind: ExpressionKind, from start: Int, over children: [Expression] = []
  ) throws(ParseStop) -> Expression {
    let height = 1 + (children.map(\.height).max() ?? 0)
    let span = Span(start, previousEnd)
    guard height <= Parser.maximumHeight else { throw fail(.tooDeep(at: span)) }
    return Expression(id: newID(), span: span, kind: kind, height: height)
  }
}

/// Unwinds the parser to the statement; the reason has been reported.
struct ParseStop: Error {}

extension LexedSource {
  /// The text ends inside brackets, or where an operand is due.
  var endsOpen: Bool {
    var open = 0
    for token in tokens {
      guard case .symbol(let symbol) = token.kind else { continue }
      switch symbol {
      case .openParenthesis, .openBracket, .openBrace: open += 1
      case .closeParenthesis, .closeBracket, .closeBrace: open -= 1
      default: break
      }
    }
    let last = tokens.last { $0.kind != .newline && $0.kind != .end }
    return open > 0 || StatementLines.continuesLine(last)
  }
}
