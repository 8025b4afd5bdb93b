package import LineEditor
import RateQL

/// What TAB offers, from the same tables that the checker uses.
package struct ReplCompletion: Sendable {
  /// The names given so far.
  let names: @Sendable () -> [String]

  package init(names: @escaping @Sendable () -> [String]) { self.names = names }

  package func complete(_ request: CompletionRequest) -> CompletionAnswer {
    let before = request.before
    let word = String(before.reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" }.reversed())
    let rest = String(before.dropLast(word.count))
    if rest.trimmingBlanks == "." {
      return answer(word, DotCommand.allCases.map(\.rawValue))
    }
    if before.hasPrefix("."), let (command, _) = DotCommand.parse(before) {
      return answer(word, arguments(of: command))
    }
    return answer(word, candidates(after: rest))
  }

  private func arguments(of command: DotCommand) -> [String] {
    switch command {
    case .mode: ["table", "csv", "json", "ndjson"]
    case .rows: ["all"]
    case .help: Keyword.allCases.map(\.rawValue) + ScalarFunction.names + RateField.allCases.map(\.name)
    case .names, .quit: []
    }
  }

  /// What may stand here, told by the words before.
  private func candidates(after text: String) -> [String] {
    let lexed = Lexer.lex(Source(name: "completion", text: text))
    let tokens = lexed.tokens.filter { $0.kind != .end }
    // Inside a string that is not closed nothing is offered.
    guard lexed.diagnostics.isEmpty else { return [] }
    guard let last = tokens.last, last.kind != .newline, !last.isSymbol(.semicolon) else {
      return Keyword.words(.statement) + Keyword.words(.source) + names()
    }
    if last.isSymbol(.pipe) { return Keyword.stageWords }
    switch currentStage(tokens) {
    case .set, .create: return fieldsAndValues(RateField.writable)
    case .billing: return ["set"] + BillingField.allCases.map(\.name) + symbols
    default: return fieldsAndValues(RateField.allCases)
    }
  }

  private func currentStage(_ tokens: [Token]) -> Keyword? {
    tokens.last { token in token.keyword.map { $0.role == .stage || $0.role == .statement } ?? false }?
      .keyword
  }

  private var symbols: [String] { SymbolKind.allCases.flatMap(\.names) }

  private func fieldsAndValues(_ fields: [RateField]) -> [String] {
    fields.map(\.name) + names() + SymbolKind.rateType.names
      + ScalarFunction.names.map { $0 + "(" } + Aggregate.names.map { $0 + "(" }
      + Keyword.allCases.filter { $0.role == .operator || $0.role == .literal || $0.role == .clause }
      .map(\.rawValue)
      + Keyword.words(.source)
  }

  private func answer(_ word: String, _ candidates: [String]) -> CompletionAnswer {
    let wanted = word.lowercased()
    let fitting = Set(candidates.filter { $0.lowercased().hasPrefix(wanted) }).sorted()
    return CompletionAnswer(
      word: word,
      completions: fitting.map { Completion($0, suffix: $0.hasSuffix("(") ? "" : " ") })
  }
}
