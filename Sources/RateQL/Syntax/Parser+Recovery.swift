/// What is kept of a statement that is not understood, so that others are not blamed for it.
extension Parser {
  /// A broken `let`, `param` or the like would have given this name.
  mutating func noteBrokenName(from start: Int) {
    guard let word = tokens[safe: start]?.keyword?.rawValue, ["let", "param", "def"].contains(word),
      let name = tokens[safe: start + 1]
    else { return }
    switch name.kind {
    case .word(let text), .quotedName(let text): brokenNames.insert(text)
    default: break
    }
  }

  /// A bracket that is not closed where it could be: at the end of the line it is missing, anywhere else
  /// something stands in its way.
  mutating func failOpen(_ what: String, opener: String, closer: String, at open: Span) -> ParseStop {
    switch token.kind {
    case .newline, .end, .symbol(.semicolon), .symbol(.pipe):
      fail(.unclosed(what, opener: opener, closer: closer, at: open))
    default: fail(.leftOver(token, hint: leftOverHint))
    }
  }

  /// What the lexer made of the last quote of `'O'Neil'` is no mistake of its own.
  mutating func forgetUnclosedString(after span: Span?) {
    guard let span else { return }
    diagnostics.removeAll { other in
      guard other.code == Diagnostic.unclosedStringCode, let place = other.span else { return false }
      return place.start >= span.end && source.line(at: place.start) == source.line(at: span.start)
    }
  }

  /// A comma in round brackets that are no call.
  func bracketCommaHint(_ open: Span) -> String {
    if let place = tokens.lastIndex(where: { $0.span == open }), tokens[safe: place - 1]?.keyword == .if {
      return "write `if CONDITION then VALUE else VALUE`, without brackets and commas"
    }
    return "a list stands in square brackets: `[MOBILE, NATIONAL]`"
  }
}
