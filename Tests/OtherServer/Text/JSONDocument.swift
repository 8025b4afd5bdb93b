/// JSON that was read. Numbers stay as they were written.
indirect enum JSONDocument: Sendable, Hashable {
  case null
  case truth(Bool)
  case number(String)
  case text(String)
  case list([JSONDocument])
  case object([String: JSONDocument])

  /// Nil where it is not JSON.
  init?(_ bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    var reader = Reader(rest: text.unicodeScalars[...])
    guard let value = reader.value(depth: 0), reader.isAtEnd else { return nil }
    self = value
  }

  var members: [String: JSONDocument]? {
    if case .object(let members) = self { members } else { nil }
  }

  var string: String? {
    if case .text(let text) = self { text } else { nil }
  }

  /// The same as something to be written.
  var writing: JSONText {
    switch self {
    case .null: .null
    case .truth(let value): .truth(value)
    case .number(let text): .bare(text)
    case .text(let text): .text(text)
    case .list(let items): .list(items.map(\.writing))
    case .object(let members): .object(members.sorted { $0.key < $1.key }.map { ($0.key, $0.value.writing) })
    }
  }

  private struct Reader {
    var rest: Substring.UnicodeScalarView

    private static let deepest = 64

    var isAtEnd: Bool {
      mutating get {
        skipSpace()
        return rest.isEmpty
      }
    }

    private mutating func skipSpace() {
      while let next = rest.first, " \t\r\n".unicodeScalars.contains(next) { rest.removeFirst() }
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
      skipSpace()
      guard rest.first == scalar else { return false }
      rest.removeFirst()
      return true
    }

    private mutating func word(_ word: String, _ value: JSONDocument) -> JSONDocument? {
      guard rest.starts(with: word.unicodeScalars) else { return nil }
      rest = rest.dropFirst(word.unicodeScalars.count)
      return value
    }

    mutating func value(depth: Int) -> JSONDocument? {
      skipSpace()
      guard depth < Reader.deepest, let first = rest.first else { return nil }
      switch first {
      case "{": return object(depth)
      case "[": return list(depth)
      case "\"": return string().map { .text($0) }
      case "n": return word("null", .null)
      case "t": return word("true", .truth(true))
      case "f": return word("false", .truth(false))
      default: return number()
      }
    }

    private mutating func object(_ depth: Int) -> JSONDocument? {
      rest.removeFirst()
      var members: [String: JSONDocument] = [:]
      if take("}") { return .object(members) }
      repeat {
        skipSpace()
        guard rest.first == "\"", let name = string(), members[name] == nil, take(":"),
          let value = value(depth: depth + 1)
        else { return nil }
        members[name] = value
      } while take(",")
      return take("}") ? .object(members) : nil
    }

    private mutating func list(_ depth: Int) -> JSONDocument? {
      rest.removeFirst()
      var items: [JSONDocument] = []
      if take("]") { return .list(items) }
      repeat {
        guard let item = value(depth: depth + 1) else { return nil }
        items.append(item)
      } while take(",")
      return take("]") ? .list(items) : nil
    }

    private mutating func number() -> JSONDocument? {
      var text = String.UnicodeScalarView()
      while let next = rest.first, "+-.0123456789eE".unicodeScalars.contains(next) {
        text.append(next)
        rest.removeFirst()
      }
      let pattern = /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/
      return String(text).wholeMatch(of: pattern) == nil ? nil : .number(String(text))
    }

    private mutating func string() -> String? {
      rest.removeFirst()
      var units: [UInt16] = []
      while let next = rest.popFirst() {
        switch next {
        case "\"": return String(decoding: units, as: UTF16.self)
        case "\\":
          guard let unit = escape() else { return nil }
          units.append(unit)
        case "\u{0}"..."\u{1F}": return nil
        default: units += Array(String(next).utf16)
        }
      }
      return nil
    }

    private mutating func escape() -> UInt16? {
      guard let next = rest.popFirst() else { return nil }
      switch next {
      case "\"", "\\", "/": return UInt16(next.value)
      case "b": return 8
      case "f": return 12
      case "n": return 10
      case "r": return 13
      case "t": return 9
      case "u":
        let digits = rest.prefix(4)
        guard digits.count == 4, digits.allSatisfy({ $0.properties.isASCIIHexDigit }) else { return nil }
        rest = rest.dropFirst(4)
        return UInt16(String(digits), radix: 16)
      default: return nil
      }
    }
  }
}
