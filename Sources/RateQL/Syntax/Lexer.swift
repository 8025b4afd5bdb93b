/// Turns source text into tokens. It never fails: what it cannot read is reported and skipped.
package struct Lexer {
  let bytes: [UInt8]
  var position: Int
  let limit: Int
  var tokens: [Token] = []
  var diagnostics: [Diagnostic] = []
  var comments: [Span] = []
  /// How many strings stand around this one, for `"{"{…}"}"`.
  let nesting: Int
  /// Braces opened inside a string's expression and not closed yet.
  private var openBraces = 0

  /// The tokens of `source`, with all that was wrong and where comments stand.
  package static func lex(_ source: Source) -> LexedSource {
    var lexer = Lexer(bytes: source.bytes, from: 0, to: source.bytes.count, nesting: 0)
    lexer.readAll()
    let lexed = LexedSource(
      tokens: lexer.tokens, comments: lexer.comments, diagnostics: lexer.diagnostics)
    return source.base == 0 ? lexed : lexed.shifted(source.base)
  }

  init(bytes: [UInt8], from start: Int, to limit: Int, nesting: Int) {
    self.bytes = bytes
    self.limit = limit
    self.nesting = nesting
    position = start
  }

  private mutating func readAll() {
    // A script may start with `#!`, and a file with a byte order mark.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    tokens.reserveCapacity(limit / 5)
    while readToken() {}
    add(.end, from: position)
  }

  /// Reads one token; false at the end, or (inside a string) at the brace that closes the expression.
  mutating func readToken() -> Bool {
    let gap = skipSpace()
    guard position < limit else { return false }
    let start = position
    let byte = bytes[position]
    let count = tokens.count

    switch byte {
    case UInt8(ascii: "\n"):
      if nesting > 0 { return false }
      position += 1
      add(.newline, from: start)
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
      readWord()
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      readNumber()
    case UInt8(ascii: "\""):
      readString()
    case UInt8(ascii: "'"):
      readLiteralString()
    case UInt8(ascii: "`"):
      readQuotedName()
    case UInt8(ascii: "/") where operandIsDue:
      if regexIsDue || !readForeignComment() { readRegex() }
    case UInt8(ascii: "}") where nesting > 0 && openBraces == 0:
      return false
    default:
      if !readForeign() { readSymbol() }
    }
    if tokens.count > count { tokens[count].touchesPrevious = !gap }
    return true
  }

  /// Skips blanks and comments; true where there were any.
  private mutating func skipSpace() -> Bool {
    let start = position
    while position < limit {
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        position += 1
      case UInt8(ascii: "#"):
        let comment = position
        while position < limit, bytes[position] != UInt8(ascii: "\n") { position += 1 }
        comments.append(Span(comment, position))
      case 0xC2 where position + 1 < limit && bytes[position + 1] == 0xA0:
        position += 2  // a no-break space, as pasted from a page
      default:
        return position > start
      }
    }
    return position > start
  }

  private mutating func readWord() {
    let start = position
    while position < limit, isWordByte(bytes[position]) { position += 1 }
    if isForeignLetter {
      skipForeignWord()
      return fail(.foreignWord(text(start, position), at: Span(start, position)), from: start)
    }
    add(.word(String(decoding: bytes[start..<position], as: UTF8.self)), from: start)
  }

  private mutating func readSymbol() {
    let start = position
    if let symbol = Symbol(bytes[start], start + 1 < limit ? bytes[start + 1] : nil) {
      position += symbol.length
      if symbol == .openBrace { openBraces += 1 }
      if symbol == .closeBrace { openBraces -= 1 }
      return add(.symbol(symbol), from: start)
    }
    position += 1
    while position < limit, bytes[position] & 0xC0 == 0x80 { position += 1 }
    let character = text(start, position)
    // A run of them is one mistake.
    while position < limit, bytes[position..<limit].starts(with: character.utf8) {
      position += character.utf8.count
    }
    diagnostics.append(.unknownCharacter(visible(character), at: Span(start, position)))
    add(.invalid, from: start)
  }

  private func visible(_ character: String) -> String {
    guard let scalar = character.unicodeScalars.first, scalar.value < 0x20 || scalar.value == 0x7F else {
      return character
    }
    return "\\u{\(String(scalar.value, radix: 16))}"
  }

  /// Whether the token before asks for an operand, so that `/` opens a regular expression.
  var operandIsDue: Bool {
    // A line break between brackets ends nothing, and no statement starts with an operand.
    guard let last = tokens.last(where: { $0.kind != .newline }) else { return true }
    return switch last.kind {
    case .symbol(let symbol): symbol.awaitsOperand
    case .word: last.keyword?.role == .operator
    default: false
    }
  }

  mutating func add(_ kind: TokenKind, from start: Int) {
    tokens.append(Token(kind: kind, span: Span(start, position)))
  }

  func text(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[start..<min(end, limit)], as: UTF8.self)
  }

  func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }

  func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}

/// What lexing one source gave.
package struct LexedSource: Sendable {
  package var tokens: [Token]
  package var comments: [Span]
  package var diagnostics: [Diagnostic]

  /// The same at the offsets of a session's source.
  fileprivate func shifted(_ distance: Int) -> LexedSource {
    LexedSource(
      tokens: tokens.map { $0.shifted(distance) }, comments: comments.map { $0.shifted(distance) },
      diagnostics: diagnostics.map { diagnostic in
        var copy = diagnostic
        copy.span = diagnostic.span?.shifted(distance)
        return copy
      })
  }
}

extension Token {
  fileprivate func shifted(_ distance: Int) -> Token {
    var copy = self
    if case .string(let pieces) = kind {
      let shifted: [StringPiece] = pieces.map { piece in
        guard case .tokens(let inner) = piece else { return piece }
        return .tokens(inner.map { $0.shifted(distance) })
      }
      copy = Token(kind: .string(shifted), span: span)
      copy.touchesPrevious = touchesPrevious
    }
    copy.span = span.shifted(distance)
    return copy
  }
}
