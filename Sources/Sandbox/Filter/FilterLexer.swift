/// The words of a filter or an order.
struct FilterLexer {
  enum Token: Hashable {
    case word(String)
    case text(String)
    case number(DecimalText)
    case open, close, comma
    case end

    /// How a message shows it.
    var shown: String {
      switch self {
      case .word(let word): "'\(word)'"
      case .text: "a text"
      case .number: "a number"
      case .open: "'('"
      case .close: "')'"
      case .comma: "','"
      case .end: "the end"
      }
    }
  }

  struct Placed: Hashable {
    var token: Token
    /// In characters from 1.
    var position: Int
  }

  private let scalars: [Unicode.Scalar]
  private var index = 0

  /// - Throws: ``QueryTextError`` at the first character that starts no word.
  static func tokens(_ text: String) throws(QueryTextError) -> [Placed] {
    var lexer = FilterLexer(scalars: Array(text.unicodeScalars))
    var result: [Placed] = []
    while true {
      let placed = try lexer.next()
      result.append(placed)
      if placed.token == .end { return result }
    }
  }

  private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  private var current: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private mutating func next() throws(QueryTextError) -> Placed {
    while current == " " || current == "\t" { index += 1 }
    let position = index + 1
    guard let scalar = current else { return Placed(token: .end, position: position) }
    switch scalar {
    case "(": return single(.open)
    case ")": return single(.close)
    case ",": return single(.comma)
    case "'": return Placed(token: .text(try readText()), position: position)
    case "-", "0"..."9": return Placed(token: .number(try readNumber()), position: position)
    case "a"..."z", "A"..."Z", "_": return Placed(token: .word(readWord()), position: position)
    case "\"":
      throw QueryTextError(message: "texts stand in single quotes", position: position)
    default:
      throw QueryTextError(message: "this character starts no word", position: position)
    }
  }

  private mutating func single(_ token: Token) -> Placed {
    index += 1
    return Placed(token: token, position: index)
  }

  private mutating func readWord() -> String {
    var word = String.UnicodeScalarView()
    while let scalar = current, FilterLexer.continuesWord(scalar) {
      word.append(scalar)
      index += 1
    }
    return String(word)
  }

  private static func continuesWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_": true
    default: false
    }
  }

  private mutating func readText() throws(QueryTextError) -> String {
    let start = index + 1
    index += 1
    var text = String.UnicodeScalarView()
    while let scalar = current {
      index += 1
      guard scalar == "'" else {
        text.append(scalar)
        continue
      }
      guard current == "'" else { return String(text) }
      text.append("'")
      index += 1
    }
    throw QueryTextError(message: "the text that starts here is not closed", position: start)
  }

  private mutating func readNumber() throws(QueryTextError) -> DecimalText {
    let start = index
    while let scalar = current,
      FilterLexer.continuesWord(scalar) || scalar == "." || scalar == "-" || scalar == "+"
    {
      index += 1
    }
    let bytes = scalars[start..<index].map { UInt8(truncatingIfNeeded: $0.value) }
    guard let number = DecimalText(utf8: bytes) else {
      throw QueryTextError(message: "this is not a number", position: start + 1)
    }
    return number
  }
}
