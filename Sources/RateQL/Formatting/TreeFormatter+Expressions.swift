extension TreeFormatter {
  /// Where an expression stands.
  struct Place {
    /// What binds less tightly gets brackets.
    var atLeast = Precedence.conditional
    /// Nothing before it tells the lexer that an operand is due: a regular expression needs brackets.
    var isAfterWord = false

    static let afterWord = Place(isAfterWord: true)

    func of(_ precedence: Precedence, isFirst: Bool = false) -> Place {
      Place(atLeast: precedence, isAfterWord: isAfterWord && isFirst)
    }
  }

  func layout(_ expression: Expression, _ place: Place = Place()) -> Layout {
    guard Precedence(expression) >= place.atLeast else { return bracketed(expression) }
    switch expression.kind {
    case .literal(let literal): return layout(literal, expression, place)
    case .name(let name): return .text(symbolOrName(name), at: name.span.start)
    case .column(let name):
      return .text("row." + source.text(name.span), at: expression.span.start)
    case .field(let row, let name):
      return .text(row.text + "." + source.text(name.span), at: expression.span.start)
    case .negate(let operand):
      return .sequence([.text("-", at: expression.span.start), layout(operand, Place(atLeast: .operand))])
    case .not(let operand):
      if let test = expression.negatedWordTest {
        return comparison(test.left, "not \(test.word.rawValue)", [test.right], place)
      }
      return .sequence([.text("not ", at: expression.span.start), layout(operand, Place(atLeast: .not))])
    case .binary(let operation, let left, let right):
      let level = Precedence(operation)
      if level == .comparison { return comparison(left, operation.rawValue, [right], place) }
      return chain(expression, level, place)
    case .between(let operand, let low, let high, let negated):
      return comparison(operand, negated ? "not between" : "between", [low, high], place)
    case .membership(let operand, let list, let negated):
      return comparison(operand, negated ? "not in" : "in", [list], place)
    case .isNull(let operand, let negated):
      return .sequence([
        layout(operand, place.of(.sum, isFirst: true)), .text(negated ? " is not null" : " is null"),
      ])
    case .list(let elements): return list(elements, expression)
    case .conditional: return conditional(expression, place)
    case .call(let name, let arguments): return call(name, arguments, end: expression.span.end)
    case .interpolation: return .text(interpolation(expression), at: expression.span.start)
    case .query(let query, let field):
      let end = field.map(\.span.start) ?? expression.span.end
      let suffix = field.map { "." + source.text($0.span) } ?? ""
      return bracketed(layout(query), from: expression.span.start, end: end - 1, suffix)
    case .invalid: return .text(source.text(expression.span), at: expression.span.start)
    }
  }

  func layout(_ expression: Expression, atLeast precedence: Precedence) -> Layout {
    layout(expression, Place(atLeast: precedence))
  }

  /// What stands behind an `=` that assigns, or is the whole of an unnamed column.
  func assigned(_ expression: Expression) -> Layout {
    expression.showsEquals ? bracketed(expression) : layout(expression)
  }

  private func layout(_ literal: Literal, _ expression: Expression, _ place: Place) -> Layout {
    let text = source.text(expression.span)
    let at = expression.span.start
    return switch literal {
    case .null, .bool: .text(text.lowercased(), at: at)
    case .regex where place.isAfterWord: .text("(\(text))", at: at)
    default: .text(text, at: at)
    }
  }

  /// Rate types are written in capitals.
  private func symbolOrName(_ name: Name) -> String {
    let text = source.text(name.span)
    guard let symbol = SymbolKind.lookup(text), symbol.kind == .rateType,
      !givenNames.contains(text.lowercased())
    else { return text }
    return symbol.name
  }

  func bracketed(_ expression: Expression) -> Layout {
    bracketed(layout(expression), from: nil, end: closing(expression), "")
  }

  /// Where the bracket behind an expression closes, or would.
  private func closing(_ expression: Expression) -> Int {
    let (first, next) = (index(from: expression.span.start), index(from: expression.span.end))
    let opens = tokens[..<min(first, tokens.count)].last { $0.kind != .newline }?.isSymbol(.openParenthesis)
    let close = tokens[min(next, tokens.count)...].first { $0.kind != .newline }
    guard opens == true, let close, close.isSymbol(.closeParenthesis) else { return expression.span.end }
    return close.span.start
  }

  func bracketed(_ inner: Layout, from start: Int?, end: Int, _ suffix: String) -> Layout {
    .group([.text("(", at: start), .indented([.nothing, inner]), .closing, .text(")" + suffix, at: end)])
  }

  /// The operands of `and` and `or` break all together, those of arithmetic where they have to.
  private func chain(_ expression: Expression, _ level: Precedence, _ place: Place) -> Layout {
    let (first, rest) = expression.chain(of: level)
    var parts: [Layout] = []
    for (operation, operand) in rest {
      parts.append(.text(" " + operation.rawValue))
      parts += level < .comparison ? [.space] : [.indented(.softSpace)]
      parts.append(layout(operand, atLeast: level.tighter))
    }
    let head = layout(first, place.of(level.tighter, isFirst: true))
    return level < .comparison ? .group([head, .indented(parts)]) : .sequence([head] + parts)
  }

  private func comparison(
    _ left: Expression, _ word: String, _ operands: [Expression], _ place: Place
  ) -> Layout {
    var right = [Layout.text(" " + word)]
    for (index, operand) in operands.enumerated() {
      if index > 0 { right.append(.text(" and")) }
      right += [.indented(.softSpace), layout(operand, atLeast: .sum)]
    }
    return .sequence([layout(left, place.of(.sum, isFirst: true))] + right)
  }

  /// `if … then … else if … then … else …`; a line may start with each `else`.
  private func conditional(_ expression: Expression, _ place: Place) -> Layout {
    var parts: [Layout] = []
    var rest = expression
    while case .conditional(let condition, let yes, let no) = rest.kind {
      parts += [
        .text("if ", at: rest.span.start), .indented(layout(condition, atLeast: .or)), .text(" then"),
        .indented([.softSpace, layout(yes, atLeast: .or)]), .space, .text("else "),
      ]
      rest = no
    }
    parts.append(layout(rest, atLeast: .or))
    return .group([.indented(parts)])
  }

  private func list(_ elements: [Expression], _ expression: Expression) -> Layout {
    let (open, close) = (expression.span.start, expression.span.end - 1)
    guard !elements.isEmpty else { return .text("[]", at: close) }
    // Short elements fill the lines, longer ones have a line each.
    let areShort = elements.allSatisfy { $0.height == 1 && Precedence($0) == .operand }
    let items = Layout.list(elements.map { layout($0) }, separator: areShort ? .softSpace : .space)
    return .group([.text("[", at: open), .indented([.nothing, items]), .closing, .text("]", at: close)])
  }

  func call(_ name: Name, _ arguments: [Argument], end: Int) -> Layout {
    guard !arguments.isEmpty else { return .sequence([text(name), .text("()", at: end - 1)]) }
    let items = arguments.enumerated().map { index, argument -> Layout in
      let value: Layout
      // A query needs no brackets as the last argument: the commas of its lists can't be taken for others.
      if case .query(let query, nil) = argument.value.kind, index == arguments.count - 1 {
        value = layout(query)
      } else {
        value = layout(argument.value)
      }
      guard let label = argument.label else { return value }
      return .sequence([text(label), .text(": "), value])
    }
    return .group([
      text(name), .text("("), .indented([.nothing, .list(items)]), .closing, .text(")", at: end - 1),
    ])
  }
}
