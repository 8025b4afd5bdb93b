import RateQL

/// A piece of a filter or an order.
enum FilterToken: Sendable, Hashable {
  case word(String)
  case number(ExactDecimal)
  case text(String)
  case open, close, comma
}

/// Cuts a filter into its pieces. Source: the vendor's guide, "Query options".
struct FilterTokens {
  private var tokens: [FilterToken] = []
  private var next = 0

  init(_ text: String, option: String) throws(Refusal) {
    var rest = text.unicodeScalars[...]
    while let scalar = rest.first {
      switch scalar {
      case " ", "\t": rest.removeFirst()
      case "(": tokens.append(FilterTokens.taking(.open, &rest))
      case ")": tokens.append(FilterTokens.taking(.close, &rest))
      case ",": tokens.append(FilterTokens.taking(.comma, &rest))
      case "'": tokens.append(.text(try FilterTokens.quoted(&rest, option)))
      case "a"..."z", "A"..."Z", "_":
        let word = rest.prefix { $0.properties.isAlphabetic || $0 == "_" || ("0"..."9").contains($0) }
        rest = rest.dropFirst(word.count)
        tokens.append(.word(String(word)))
      case "-", "0"..."9":
        let digits = rest.prefix {
          $0.isASCII && ($0.properties.numericType != nil || "+-.eE".unicodeScalars.contains($0))
        }
        guard let number = ExactDecimal(String(digits)) else {
          throw .invalid("`\(String(digits))` is no number", option)
        }
        rest = rest.dropFirst(digits.count)
        tokens.append(.number(number))
      default: throw .invalid("`\(String(scalar))` is not understood", option)
      }
    }
  }

  private static func taking(
    _ token: FilterToken, _ rest: inout Substring.UnicodeScalarView
  ) -> FilterToken {
    rest.removeFirst()
    return token
  }

  /// A text in single quotes; a quote in it is doubled.
  private static func quoted(
    _ rest: inout Substring.UnicodeScalarView, _ option: String
  ) throws(Refusal) -> String {
    rest.removeFirst()
    var text = String.UnicodeScalarView()
    while let scalar = rest.popFirst() {
      guard scalar == "'" else {
        text.append(scalar)
        continue
      }
      guard rest.first == "'" else { return String(text) }
      rest.removeFirst()
      text.append("'")
    }
    throw .invalid("a text does not end", option)
  }

  var current: FilterToken? { next < tokens.count ? tokens[next] : nil }

  mutating func advance() { next += 1 }

  mutating func take(_ token: FilterToken) -> Bool {
    guard current == token else { return false }
    advance()
    return true
  }

  mutating func field(_ option: String) throws(Refusal) -> RateField {
    guard case .word(let name)? = current, let field = RateField.allCases.first(where: { $0.name == name })
    else { throw .invalid("the name of a field is missing", option) }
    advance()
    return field
  }
}
