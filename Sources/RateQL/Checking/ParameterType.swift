/// The types that a `param` statement may name, and how a value is read from the command line.
package enum ParameterType: String, CaseIterable, Sendable {
  case int, decimal, percent, duration, date, string, bool
  case rateType = "rate_type"

  package static let names = allCases.map(\.rawValue)

  package var valueType: ValueType {
    switch self {
    case .int: .int
    case .decimal: .decimal
    case .percent: .percent
    case .duration: .duration
    case .date: .date
    case .string: .text
    case .bool: .bool
    case .rateType: .symbol(.rateType)
    }
  }

  /// A word on how it is written, for messages.
  package var hint: String {
    switch self {
    case .int: "write digits, such as 44"
    case .decimal: "write digits with a point, such as 0.05"
    case .percent: "write it with its sign, such as 5%"
    case .duration: "write days, hours, minutes, seconds, such as 2m30s"
    case .date: "write year, month and day, such as 2026-03-01"
    case .string: "any text"
    case .bool: "write true or false"
    case .rateType: "write \(SymbolKind.rateType.names.joined(separator: ", "))"
    }
  }

  /// The value that `text` stands for; nil where it is none of this type.
  package func read(_ text: String) -> Value? {
    if self == .string { return .text(text) }
    let source = Source(name: "parameter", text: text)
    let parsed = Parser.parse(Source(name: source.name, text: "print \(text)"))
    guard parsed.diagnostics.isEmpty, parsed.program.statements.count == 1,
      case .print(let expression) = parsed.program.statements[0].kind
    else { return nil }
    return read(expression)
  }

  private func read(_ expression: Expression) -> Value? {
    switch (self, expression.kind) {
    case (.int, .literal(.number(let value))): value.isInteger ? .number(value) : nil
    case (.decimal, .literal(.number(let value))): .number(value)
    case (.percent, .literal(.percent(let value))): .percent(value)
    case (.duration, .literal(.duration(let value))): .duration(value)
    case (.date, .literal(.date(let value))): .date(value)
    case (.bool, .literal(.bool(let value))): .bool(value)
    case (.rateType, .name(let name)):
      SymbolKind.lookup(name.text).flatMap { $0.kind == .rateType ? .symbol($0.name) : nil }
    case (.int, .negate(let inner)), (.decimal, .negate(let inner)), (.percent, .negate(let inner)):
      read(inner).flatMap(negated)
    default: nil
    }
  }

  private func negated(_ value: Value) -> Value? {
    switch value {
    case .number(let number): (try? number.negated()).map { .number($0) }
    case .percent(let number): (try? number.negated()).map { .percent($0) }
    default: nil
    }
  }
}
