/// Reads the W3C's EBNF, without its exclusion.
struct GrammarReader {
  struct Fault: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
  }

  private let text: [Unicode.Scalar]
  private var position = 0

  init(_ text: String) { self.text = Array(text.unicodeScalars) }

  mutating func rules() throws -> [(String, Grammar.Part)] {
    var rules: [(String, Grammar.Part)] = []
    skipSpace()
    while position < text.count {
      guard let name = word() else { throw fault("a rule's name was expected") }
      guard take("::=") else { throw fault("`::=` was expected behind \(name)") }
      rules.append((name, try choice()))
    }
    return rules
  }

  private mutating func choice() throws -> Grammar.Part {
    var parts = [try sequence()]
    while take("|") { parts.append(try sequence()) }
    return parts.count == 1 ? parts[0] : .choice(parts)
  }

  private mutating func sequence() throws -> Grammar.Part {
    var parts: [Grammar.Part] = []
    while let part = try repeated() { parts.append(part) }
    guard !parts.isEmpty else { throw fault("something was expected") }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private mutating func repeated() throws -> Grammar.Part? {
    guard let part = try primary() else { return nil }
    if take("?") { return .repeated(part, atLeast: 0, isEndless: false) }
    if take("*") { return .repeated(part, atLeast: 0, isEndless: true) }
    if take("+") { return .repeated(part, atLeast: 1, isEndless: true) }
    return part
  }

  private mutating func primary() throws -> Grammar.Part? {
    guard position < text.count else { return nil }
    switch text[position] {
    case "(":
      _ = take("(")
      let inner = try choice()
      guard take(")") else { throw fault("`)` was expected") }
      return inner
    case "\"", "'":
      let quote = text[position]
      return .literal(try between(quote, quote))
    case "[": return try characters()
    case "#": return try .literal(String(Character(scalar())))
    default:
      let start = position
      // A word before `::=` is the next rule's name.
      guard let name = word() else { return nil }
      if position < text.count, text[position] == ":" {
        position = start
        return nil
      }
      return .rule(name)
    }
  }

  private mutating func characters() throws -> Grammar.Part {
    position += 1
    let isExcluded = position < text.count && text[position] == "^"
    if isExcluded { position += 1 }
    var set: Set<Unicode.Scalar> = []
    while position < text.count, text[position] != "]" {
      let first = try scalar()
      guard position + 1 < text.count, text[position] == "-" else {
        set.insert(first)
        continue
      }
      position += 1
      let last = try scalar()
      set.formUnion((first.value...max(first.value, last.value)).compactMap(Unicode.Scalar.init))
    }
    guard take("]") else { throw fault("`]` was expected") }
    return .character(set, isExcluded: isExcluded)
  }

  /// A character, or its number as `#x0A`.
  private mutating func scalar() throws -> Unicode.Scalar {
    let first = text[position]
    position += 1
    guard first == "#", position < text.count, text[position] == "x" else { return first }
    position += 1
    var digits = ""
    while position < text.count, digits.count < 2, text[position].properties.isASCIIHexDigit {
      digits.unicodeScalars.append(text[position])
      position += 1
    }
    guard let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value) else {
      throw fault("a character's number was expected")
    }
    skipSpaceOutsideSet()
    return scalar
  }

  private mutating func between(_ open: Unicode.Scalar, _ close: Unicode.Scalar) throws -> String {
    position += 1
    var result = String.UnicodeScalarView()
    while position < text.count, text[position] != close {
      result.append(text[position])
      position += 1
    }
    guard position < text.count else { throw fault("a quote is not closed") }
    position += 1
    skipSpace()
    return String(result)
  }

  // MARK: Characters

  private mutating func word() -> String? {
    let start = position
    while position < text.count, text[position].properties.isAlphabetic { position += 1 }
    guard position > start else { return nil }
    var result = String.UnicodeScalarView()
    result.append(contentsOf: text[start..<position])
    skipSpace()
    return String(result)
  }

  private mutating func take(_ symbol: String) -> Bool {
    let wanted = Array(symbol.unicodeScalars)
    guard text[position...].starts(with: wanted) else { return false }
    position += wanted.count
    skipSpace()
    return true
  }

  /// A number outside of a set may have blanks behind it.
  private mutating func skipSpaceOutsideSet() {
    if position < text.count, text[position] == "\n" { skipSpace() }
  }

  private mutating func skipSpace() {
    while position < text.count {
      if text[position].properties.isWhitespace {
        position += 1
      } else if text[position...].starts(with: Array("/*".unicodeScalars)) {
        position += 2
        while position < text.count, !text[position...].starts(with: Array("*/".unicodeScalars)) {
          position += 1
        }
        position = min(position + 2, text.count)
      } else {
        return
      }
    }
  }

  private func fault(_ reason: String) -> Fault {
    let line = text[..<min(position, text.count)].count { $0 == "\n" } + 1
    return Fault("line \(line) of the grammar: \(reason)")
  }
}
