/// What people write in other languages, or what a word processor made of it. It is reported, and read as what
/// was meant, so that the rest of the statement is still looked at.
extension Lexer {
  /// An operator of other languages, and the token that it stands for; nil where none is meant here.
  private struct Foreign {
    let text: String
    let written: String
    let kind: TokenKind?
    var hint: String?
  }

  /// The longest first. None of them can stand in a program that is right.
  private static let operators: [Foreign] = [
    Foreign(text: "!==", written: "!=", kind: .symbol(.notEqual)),
    Foreign(text: "===", written: "=", kind: .symbol(.assign)),
    Foreign(text: "&&", written: "and", kind: .word("and")),
    Foreign(text: "||", written: "or", kind: nil, hint: "stages are joined by one `|`"),
    Foreign(text: "|>", written: "|", kind: .symbol(.pipe)),
    Foreign(text: "->", written: "|", kind: .symbol(.pipe)),
    Foreign(text: ":=", written: "=", kind: .symbol(.assign)),
    Foreign(text: "=>", written: ">=", kind: .symbol(.greaterOrEqual)),
    Foreign(text: "=<", written: "<=", kind: .symbol(.lessOrEqual)),
    Foreign(text: "=~", written: "~", kind: .symbol(.matches)),
    Foreign(text: "=+", written: "+=", kind: .symbol(.addAssign)),
    Foreign(text: "++", written: "+= 1", kind: nil),
    Foreign(text: "≥", written: ">=", kind: .symbol(.greaterOrEqual)),
    Foreign(text: "≤", written: "<=", kind: .symbol(.lessOrEqual)),
    Foreign(text: "≠", written: "!=", kind: .symbol(.notEqual)),
    Foreign(text: "×", written: "*", kind: .symbol(.times)),
    Foreign(text: "÷", written: "/", kind: .symbol(.divide)),
    Foreign(text: "−", written: "-", kind: .symbol(.minus)),
    Foreign(text: "–", written: "-", kind: .symbol(.minus)),
    Foreign(text: "—", written: "-", kind: .symbol(.minus)),
    Foreign(text: "（", written: "(", kind: .symbol(.openParenthesis)),
    Foreign(text: "）", written: ")", kind: .symbol(.closeParenthesis)),
    Foreign(text: "，", written: ",", kind: .symbol(.comma)),
    Foreign(text: "；", written: ";", kind: .symbol(.semicolon)),
    Foreign(text: "＝", written: "=", kind: .symbol(.assign)),
    Foreign(text: "｜", written: "|", kind: .symbol(.pipe)),
    Foreign(text: "％", written: "%", kind: nil, hint: "a percent sign touches its number: `5%`"),
  ]

  private static let byFirstByte = Dictionary(grouping: operators) { $0.text.utf8.first ?? 0 }

  /// Reads what belongs to another language; false where nothing of that kind stands here.
  mutating func readForeign() -> Bool {
    readForeignOperator() || readForeignComment() || readTypographicString() || readForeignWord()
  }

  private mutating func readForeignOperator() -> Bool {
    // Nearly every symbol stands alone, and is told by the byte after it.
    if bytes[position] < 0x80 {
      guard position + 1 < limit, Lexer.isSecondOfForeign(bytes[position + 1]) else { return false }
    }
    guard let foreign = Lexer.byFirstByte[bytes[position]]?.first(where: { stands($0.text) }) else {
      return false
    }
    let start = position
    position += foreign.text.utf8.count
    let span = Span(start, position)
    diagnostics.append(.foreignOperator(foreign.text, written: foreign.written, at: span, hint: foreign.hint))
    add(foreign.kind ?? .invalid, from: start)
    return true
  }

  private static func isSecondOfForeign(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "="), UInt8(ascii: "<"),
      UInt8(ascii: "~"), UInt8(ascii: "+"):
      true
    default: false
    }
  }

  /// Whether the grammar takes a regular expression here. What looks like a comment at any other place is one.
  var regexIsDue: Bool {
    // Between a string's braces an expression starts at once.
    guard let last = tokens.last(where: { $0.kind != .newline }) else { return nesting > 0 }
    return switch last.kind {
    case .symbol(let symbol): symbol.awaitsOperand && symbol != .pipe && symbol != .openBrace
    case .word: last.keyword?.role == .operator
    default: false
    }
  }

  /// `// …` to the end of the line, `/* … */`. Behind a value, `//` with one more slash on the line may be a
  /// division by a regular expression: wrong, but of the language.
  mutating func readForeignComment() -> Bool {
    guard bytes[position] == UInt8(ascii: "/") else { return false }
    let start = position
    if stands("//") {
      if !operandIsDue,
        bytes[(position + 2)..<limit].prefix(while: { $0 != UInt8(ascii: "\n") })
          .contains(UInt8(ascii: "/"))
      {
        return false
      }
      while position < limit, bytes[position] != UInt8(ascii: "\n") { position += 1 }
    } else if stands("/*") {
      position += 2
      while position < limit, !stands("*/") { position += 1 }
      position = min(position + 2, limit)
    } else {
      return false
    }
    let isDivision = text(start + 2, position).first { $0 != " " }?.isNumber ?? false
    diagnostics.append(
      .foreignComment(at: Span(start, min(start + 2, position)), isDivision: isDivision))
    comments.append(Span(start, position))
    return true
  }

  private static let doubleQuotes = ["“", "”", "„", "‟", "«", "»", "＂"]
  private static let singleQuotes = ["‘", "’", "‚", "‛", "´", "＇"]

  /// `“…”` as a word processor writes it: a string all the same.
  private mutating func readTypographicString() -> Bool {
    guard bytes[position] >= 0x80 else { return false }
    let isDouble = Lexer.doubleQuotes.contains(where: stands)
    guard isDouble || Lexer.singleQuotes.contains(where: stands) else { return false }
    let closers = isDouble ? Lexer.doubleQuotes + ["\""] : Lexer.singleQuotes + ["'"]
    let start = position
    skipScalar()
    let inner = position
    while position < limit, bytes[position] != UInt8(ascii: "\n") {
      if let closer = closers.first(where: stands) {
        let content = text(inner, position)
        position += closer.utf8.count
        diagnostics.append(.typographicQuotes(content, at: Span(start, position)))
        add(.string([.text(content)]), from: start)
        return true
      }
      skipScalar()
    }
    fail(.typographicQuotes(text(inner, position), at: Span(start, position)), from: start)
    return true
  }

  /// A word with letters that names can't have, as a whole.
  private mutating func readForeignWord() -> Bool {
    guard isForeignLetter else { return false }
    let start = position
    skipForeignWord()
    fail(.foreignWord(text(start, position), at: Span(start, position)), from: start)
    return true
  }

  /// Whether a letter that names can't have stands here.
  var isForeignLetter: Bool {
    guard position < limit, bytes[position] >= 0x80 else { return false }
    return scalar?.properties.isAlphabetic ?? false
  }

  /// Moves behind letters and digits of any script.
  mutating func skipForeignWord() {
    while position < limit, isWordByte(bytes[position]) || isForeignLetter { skipScalar() }
  }

  /// The scalar here.
  private var scalar: Unicode.Scalar? {
    text(position, min(position + 4, limit)).unicodeScalars.first
  }

  private mutating func skipScalar() {
    position += 1
    while position < limit, bytes[position] & 0xC0 == 0x80 { position += 1 }
  }

  private func stands(_ text: String) -> Bool {
    let wanted = text.utf8
    return position + wanted.count <= limit && bytes[position..<limit].starts(with: wanted)
  }
}
