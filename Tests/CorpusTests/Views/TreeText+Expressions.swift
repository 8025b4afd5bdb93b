import RateQL

extension TreeText {
  func text(_ name: Name) -> String {
    let isWord = name.text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    return isWord && !name.text.isEmpty ? name.text : "`\(name.text)`"
  }

  func text(_ expression: Expression) -> String {
    switch expression.kind {
    case .literal(let literal): return text(literal)
    case .name(let name): return symbolOrName(name)
    case .column(let name): return "row.\(text(name))"
    case .field(let row, let name): return "\(text(row)).\(text(name))"
    case .negate(let operand): return "(- \(text(operand)))"
    case .not(let operand): return "(not \(text(operand)))"
    case .binary(let operation, let left, let right):
      return "(\(operation.rawValue) \(text(left)) \(text(right)))"
    case .between(let operand, let low, let high, let negated):
      return "(\(negated ? "not between" : "between") \(text(operand)) \(text(low)) \(text(high)))"
    case .membership(let operand, let list, let negated):
      return "(\(negated ? "not in" : "in") \(text(operand)) \(text(list)))"
    case .isNull(let operand, let negated):
      return "(\(negated ? "is not null" : "is null") \(text(operand)))"
    case .list(let elements): return "[" + elements.map(text).joined(separator: ", ") + "]"
    case .conditional(let condition, let yes, let no):
      return "(if \(text(condition)) \(text(yes)) \(text(no)))"
    case .call(let name, let arguments): return text(name, arguments)
    case .interpolation(let parts):
      let list = parts.map { part in
        switch part {
        case .text(let text): TreeText.quoted(text)
        case .expression(let inner): text(inner)
        }
      }
      return "(text \(list.joined(separator: " ")))"
    case .query(let query, let field): return text(query) + (field.map { "." + text($0) } ?? "")
    case .invalid: return "invalid"
    }
  }

  func text(_ name: Name, _ arguments: [Argument]) -> String {
    let list = arguments.map { ($0.label.map { text($0) + ": " } ?? "") + text($0.value) }
    return "\(text(name))(\(list.joined(separator: ", ")))"
  }

  private func symbolOrName(_ name: Name) -> String {
    guard isNormalized, let symbol = SymbolKind.lookup(name.text) else { return text(name) }
    return symbol.name
  }

  private func text(_ literal: Literal) -> String {
    switch literal {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .number(let value): "\(value)"
    case .percent(let value): Percent.text(value)
    case .duration(let value): Seconds.text(value)
    case .date(let value): "\(value)"
    case .text(let value): TreeText.quoted(value)
    case .regex(let pattern): "/\(pattern)/"
    }
  }
}
