/// Lays a program's tree out. What carries a meaning in how it was written (numbers, strings, names) is
/// taken from the source.
struct TreeFormatter {
  let source: Source
  let tokens: [Token]
  /// Names that the program gives, in small letters: none of them is taken for a rate type.
  let givenNames: Set<String>
  private let commentStarts: [Int]

  init(_ program: Program) {
    source = program.source
    tokens = Lexer.lex(program.source).tokens
    var names = GivenNames()
    names.add(program.statements)
    givenNames = names.names
    commentStarts = program.comments.map(\.start)
  }

  func layout(_ program: Program) -> Layout { statements(program.statements) }

  // MARK: Pieces

  func text(_ name: Name) -> Layout { .text(source.text(name.span), at: name.span.start) }

  func keyword(_ keyword: Keyword, at place: Int) -> Layout { .text(keyword.rawValue, at: place) }

  /// Where the first `symbol` from `place` on stands.
  func place(of symbol: Symbol, from place: Int) -> Int? {
    tokens[index(from: place)...].first { $0.isSymbol(symbol) }?.span.start
  }

  /// The first token that starts at `place` or behind it.
  func index(from place: Int) -> Int {
    TreeFormatter.firstIndex(tokens.count) { tokens[$0].span.start >= place }
  }

  /// The first of `count` places in order for which `holds`, as it does for all behind it.
  private static func firstIndex(_ count: Int, where holds: (Int) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  // MARK: Lines of the source

  /// How many line breaks stand right before `place`, blanks between them.
  func lineBreaks(before place: Int) -> Int {
    var index = place - source.base
    var count = 0
    while index > 0, index <= source.bytes.count {
      switch source.bytes[index - 1] {
      case UInt8(ascii: "\n"): count += 1
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): break
      case 0xA0 where index > 1 && source.bytes[index - 2] == 0xC2: index -= 1
      default: return count
      }
      index -= 1
    }
    return count
  }

  func hasComment(between start: Int, and end: Int) -> Bool {
    let first = TreeFormatter.firstIndex(commentStarts.count) { commentStarts[$0] > start }
    return first < commentStarts.count && commentStarts[first] < end
  }

  func comments(_ spans: [Span]) -> [Comment] {
    spans.map { span in
      var text = Substring(source.text(span))
      while let last = text.last, last.isWhitespace { text.removeLast() }
      let breaks = lineBreaks(before: span.start)
      return Comment(
        text: String(text), start: span.start, isTrailing: breaks == 0 && span.start > source.base,
        blankBefore: breaks > 1)
    }
  }
}
