extension TreeFormatter {
  /// A string as it was written, with its `{expressions}` in canonical form.
  func interpolation(_ expression: Expression) -> String {
    let written = source.text(expression.span)
    guard case .interpolation(let parts) = expression.kind,
      case .string(let pieces)? = Lexer.lex(Source(name: "string", text: written)).tokens.first?.kind
    else { return written }
    let bytes = Array(written.utf8)
    var inner = parts.compactMap { part -> Expression? in
      if case .expression(let expression) = part { expression } else { nil }
    }[...]
    var result: [UInt8] = []
    var position = 0
    for case .tokens(let tokens) in pieces {
      guard let close = tokens.last?.span.start, let expression = inner.popFirst(),
        let open = TreeFormatter.openBrace(bytes, from: position), close <= bytes.count
      else { return written }
      result += bytes[position...open] + Array(oneLine(layout(expression)).utf8)
      position = close
    }
    return String(decoding: result + bytes[position...], as: UTF8.self)
  }

  /// The first brace that opens an expression.
  private static func openBrace(_ bytes: [UInt8], from start: Int) -> Int? {
    var position = start
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "{"): return position
      case UInt8(ascii: "\\"):
        // `\u{41}` has braces of its own.
        if position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "u") {
          while position < bytes.count, bytes[position] != UInt8(ascii: "}") { position += 1 }
        } else {
          position += 1
        }
      default: break
      }
      position += 1
    }
    return nil
  }

  /// The layout with no line broken.
  private func oneLine(_ layout: Layout) -> String {
    switch layout {
    case .text(let text, _): text
    case .gap(let gap): gap.flat ?? " "
    case .sequence(let parts): parts.map(oneLine).joined()
    case .indented(let inner), .group(let inner, _): oneLine(inner)
    }
  }
}
