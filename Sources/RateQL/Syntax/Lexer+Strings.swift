extension Lexer {
  /// How deep strings may stand in strings.
  private static let maximumNesting = 16

  /// `"…"` with escapes and `{expression}`.
  mutating func readString() {
    let start = position
    position += 1
    var pieces: [StringPiece] = []
    var literal: [UInt8] = []
    func finished() -> [StringPiece] {
      literal.isEmpty && !pieces.isEmpty
        ? pieces : pieces + [.text(String(decoding: literal, as: UTF8.self))]
    }

    while position < limit, bytes[position] != UInt8(ascii: "\n") {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position += 1
        return add(.string(finished()), from: start)
      case UInt8(ascii: "\\"):
        readEscape(into: &literal)
      case UInt8(ascii: "{"):
        if !literal.isEmpty {
          pieces.append(.text(String(decoding: literal, as: UTF8.self)))
          literal = []
        }
        guard let inner = readInterpolation() else { return add(.invalid, from: start) }
        pieces.append(.tokens(inner))
      default:
        literal.append(bytes[position])
        position += 1
      }
    }
    failUnclosed("\"", from: start)
  }

  /// The tokens between `{` and `}`, closed by an end token.
  private mutating func readInterpolation() -> [Token]? {
    let open = position
    guard nesting < Lexer.maximumNesting else {
      diagnostics.append(.tooDeep(at: Span(open, open + 1)))
      position = limit
      return nil
    }
    var inner = Lexer(bytes: bytes, from: position + 1, to: limit, nesting: nesting + 1)
    while inner.readToken() {}
    diagnostics += inner.diagnostics
    position = inner.position
    guard position < limit, bytes[position] == UInt8(ascii: "}") else {
      if inner.diagnostics.isEmpty {
        diagnostics.append(
          .unclosed("the expression in the string", opener: "{", closer: "}", at: Span(open, open + 1)))
      }
      return nil
    }
    inner.add(.end, from: position)
    position += 1
    return inner.tokens
  }

  private mutating func readEscape(into literal: inout [UInt8]) {
    let start = position
    position += 1
    guard position < limit else { return }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "n"): literal.append(0x0A)
    case UInt8(ascii: "t"): literal.append(0x09)
    case UInt8(ascii: "r"): literal.append(0x0D)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "'"):
      literal.append(byte)
    case UInt8(ascii: "u"):
      if let scalar = readScalar() {
        literal.append(contentsOf: String(Character(scalar)).utf8)
      } else {
        diagnostics.append(.badEscape(text(start, position), at: Span(start, position)))
      }
    default:
      while position < limit, bytes[position] & 0xC0 == 0x80 { position += 1 }
      diagnostics.append(.badEscape(text(start, position), at: Span(start, position)))
    }
  }

  /// The scalar of `{1F600}`.
  private mutating func readScalar() -> Unicode.Scalar? {
    guard position < limit, bytes[position] == UInt8(ascii: "{") else { return nil }
    position += 1
    let start = position
    while position < limit, isWordByte(bytes[position]) { position += 1 }
    let digits = text(start, position)
    guard position < limit, bytes[position] == UInt8(ascii: "}") else { return nil }
    position += 1
    return UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init)
  }

  /// `'…'`: all literal, a quote inside is doubled.
  mutating func readLiteralString() {
    let start = position
    position += 1
    var literal: [UInt8] = []
    while position < limit, bytes[position] != UInt8(ascii: "\n") {
      if bytes[position] == UInt8(ascii: "'") {
        position += 1
        guard position < limit, bytes[position] == UInt8(ascii: "'") else {
          return add(.string([.text(String(decoding: literal, as: UTF8.self))]), from: start)
        }
      }
      literal.append(bytes[position])
      position += 1
    }
    failUnclosed("'", from: start)
  }

  private mutating func failUnclosed(_ quote: String, from start: Int) {
    let endsTypographic = ["”", "“", "’", "»"].contains { text(start, position).contains($0) }
    fail(
      .unclosedString(quote, at: Span(start, position), endsTypographic: endsTypographic), from: start)
  }

  /// A column name in backticks.
  mutating func readQuotedName() {
    let start = position
    position += 1
    while position < limit, bytes[position] != UInt8(ascii: "\n") {
      if bytes[position] == UInt8(ascii: "`") {
        let name = text(start + 1, position)
        position += 1
        return add(.quotedName(name), from: start)
      }
      position += 1
    }
    failUnclosed("`", from: start)
  }

  /// `/…/`: a slash inside is written `\/`.
  mutating func readRegex() {
    let start = position
    position += 1
    var pattern: [UInt8] = []
    while position < limit, bytes[position] != UInt8(ascii: "\n") {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "/") {
        return add(.regex(String(decoding: pattern, as: UTF8.self)), from: start)
      }
      if byte == UInt8(ascii: "\\"), position < limit, bytes[position] != UInt8(ascii: "\n") {
        if bytes[position] != UInt8(ascii: "/") { pattern.append(byte) }
        pattern.append(bytes[position])
        position += 1
      } else {
        pattern.append(byte)
      }
    }
    failUnclosed("/", from: start)
  }
}
