/// What stands around a word that is not expected: the item that it ends, the range that is meant.
extension Parser {
  /// `0.1..0.2`
  var rangeHint: String? {
    guard let previous, following.isSymbol(.dot), following.touchesPrevious,
      let end = tokens[safe: index + 2], case .number = end.kind
    else { return nil }
    let range = "between \(source.text(previous.span)) and \(source.text(end.span))"
    guard let place = tokens[..<index].lastIndex(where: { $0.keyword == .in }), place > 0, place + 4 > index,
      case .word(let operand) = tokens[place - 1].kind
    else { return "a range is written `\(range)`" }
    return "a range is written `\(operand) \(range)`"
  }

  /// The name that follows `as`.
  var namedBehind: String {
    switch following.kind {
    case .word(let name) where following.keyword == nil: name
    case .quotedName: source.text(following.span)
    default: "NAME"
    }
  }

  /// The item of a list that ends here.
  var itemText: String? {
    var open = 0
    var start = index
    while start > 0 {
      let token = tokens[start - 1]
      switch token.kind {
      case .symbol(.closeParenthesis), .symbol(.closeBracket): open += 1
      case .symbol(.openParenthesis), .symbol(.openBracket): open -= 1
      case .newline, .symbol(.pipe), .symbol(.semicolon): open = -1
      case .symbol(.comma) where open == 0: open = -1
      default:
        if open == 0, let keyword = token.keyword, keyword.role == .stage || keyword == .by { open = -1 }
      }
      if open < 0 { break }
      start -= 1
    }
    guard start < index else { return nil }
    return source.text(Span(tokens[start].span.start, tokens[index - 1].span.end))
  }
}
