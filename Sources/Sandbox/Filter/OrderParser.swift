import RateQL

/// `orderby`: `field asc, other desc`; ascending is the default. Source: the vendor's guide, "Query options".
enum OrderParser {
  /// - Throws: ``QueryTextError`` for an unknown field or a word that is no direction, with the place.
  static func parse(_ text: String) throws(QueryTextError) -> [StoreOrder] {
    guard text.utf8.count <= FilterParser.maximumLength else {
      throw QueryTextError(message: "the order is too long", position: 1)
    }
    let tokens = try FilterLexer.tokens(text)
    var result: [StoreOrder] = []
    var index = 0
    // The lexer ends every list with an end token, past which nothing is looked at.
    func token() -> FilterLexer.Placed {
      index < tokens.count ? tokens[index] : FilterLexer.Placed(token: .end, position: 1)
    }
    while true {
      guard case .word(let name) = token().token else {
        throw QueryTextError(
          message: "expected a field instead of \(token().token.shown)", position: token().position)
      }
      guard let field = RateField.allCases.first(where: { $0.name == name }) else {
        throw QueryTextError(message: "there is no field '\(name)'", position: token().position)
      }
      index += 1
      var descending = false
      if case .word(let direction) = token().token {
        guard direction == "asc" || direction == "desc" else {
          throw QueryTextError(
            message: "expected 'asc' or 'desc' instead of '\(direction)'", position: token().position)
        }
        descending = direction == "desc"
        index += 1
      }
      // A field that stands again changes nothing: the first one decides.
      if !result.contains(where: { $0.field == field }) {
        result.append(StoreOrder(field, descending: descending))
      }
      switch token().token {
      case .end: return result
      case .comma: index += 1
      default:
        throw QueryTextError(
          message: "expected ',' or the end instead of \(token().token.shown)", position: token().position)
      }
    }
  }
}
