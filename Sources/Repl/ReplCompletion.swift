import BulkEdit
package import LineEditor
import RateQL
import Rendering

/// What TAB offers, from the same tables that the checker uses.
package struct ReplCompletion: Sendable {
  /// The names given so far.
  let names: @Sendable () -> [String]
  /// What `.connect` takes.
  let profiles: [String]

  package init(profiles: [String] = [], names: @escaping @Sendable () -> [String]) {
    self.names = names
    self.profiles = profiles
  }

  package func complete(_ request: CompletionRequest) -> CompletionAnswer {
    let before = request.before
    let word = String(before.reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" }.reversed())
    let rest = String(before.dropLast(word.count))
    if rest.trimmingBlanks == "." {
      return answer(word, DotCommand.allCases.map(\.rawValue))
    }
    if before.hasPrefix("."), let (command, _) = DotCommand.parse(before) {
      if command == .undo { return undoAnswer(word, before) }
      return answer(word, arguments(of: command))
    }
    return answer(word, candidates(after: rest))
  }

  private func arguments(of command: DotCommand) -> [String] {
    switch command {
    case .mode: ["table", "csv", "json", "ndjson"]
    case .rows: ["all"]
    case .help: HelpText.words
    case .explain: ErrorExplanation.all.map(\.code)
    case .rails: GuardRails.Rail.allCases.map { String($0.flag.dropFirst(2)) }
    case .plan: ["all"] + OutputFormat.allCases.map(\.rawValue)
    case .connect: profiles
    case .names, .begin, .commit, .rollback, .journal, .undo, .quit: []
    }
  }

  /// Behind `.undo`: its options, and in a condition what may stand there.
  private func undoAnswer(_ word: String, _ before: String) -> CompletionAnswer {
    let parts = UndoRequest.parts(before)
    let started = String(before.reversed().prefix { !$0.isWhitespace }.reversed())
    if let last = parts.last, last.option == .only, last.text.first?.isWhitespace ?? false,
      !started.hasPrefix("-")
    {
      var condition = last.text.dropLast(word.count).drop(while: \.isWhitespace)
      // A quote that a shell would take away.
      if let quote = condition.first, quote == "'" || quote == "\"", !condition.dropFirst().contains(quote) {
        condition = condition.dropFirst()
      }
      return answer(word, candidates(after: "rates | where " + condition))
    }
    let given = Set(parts.compactMap(\.option))
    return answer(started, UndoRequest.Option.allCases.filter { !given.contains($0) }.map(\.rawValue))
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
    let statement = tokens.lastIndex { $0.kind == .newline || $0.isSymbol(.semicolon) }.map { $0 + 1 } ?? 0
    if tokens[statement].keyword == .billing {
      return tokens.count - statement == 1 ? ["set"] : BillingField.allCases.map(\.name) + billingSymbols
    }
    if isOperand(last) { return goingOn }
    switch currentStage(tokens) {
    case .set?, .create?:
      let startsAssignment = last.keyword == .set || last.keyword == .create || last.isSymbol(.comma)
      return startsAssignment ? RateField.writable.map(\.name) : operands(tokens)
    default: return operands(tokens)
    }
  }

  /// A value stands before: an operator, a clause or the next stage may follow.
  private func isOperand(_ token: Token) -> Bool {
    switch token.kind {
    case .number, .percent, .duration, .date, .string, .regex, .quotedName: return true
    case .symbol(.closeParenthesis), .symbol(.closeBracket): return true
    case .word:
      guard let keyword = token.keyword else { return true }
      return keyword.role == .literal || keyword.role == .source
    default: return false
    }
  }

  private var goingOn: [String] {
    let operators: [Keyword] = [
      .and, .or, .not, .in, .between, .startswith, .endswith, .contains, .covers, .is, .mod, .then, .else,
    ]
    return ["|"] + operators.map(\.rawValue) + [Keyword.by, .asc, .desc].map(\.rawValue)
  }

  private func currentStage(_ tokens: [Token]) -> Keyword? {
    tokens.last { token in token.keyword.map { $0.role == .stage || $0.role == .statement } ?? false }?
      .keyword
  }

  private var billingSymbols: [String] {
    SymbolKind.billingAccount.names + SymbolKind.billingType.names + ["true", "false"]
  }

  /// A value is due; after a comparison with the type, only types.
  private func operands(_ tokens: [Token]) -> [String] {
    if let left = tokens.dropLast().last, case .word(let word) = left.kind, RateField(name: word) == .type,
      case .symbol(let symbol)? = tokens.last?.kind, symbol != .comma
    {
      return SymbolKind.rateType.names
    }
    return RateField.allCases.map(\.name) + names() + SymbolKind.rateType.names
      + ScalarFunction.names.map { $0 + "(" } + Aggregate.names.map { $0 + "(" }
      + [Keyword.not, .if, .true, .false, .null].map(\.rawValue) + Keyword.words(.source)
  }

  private func answer(_ word: String, _ candidates: [String]) -> CompletionAnswer {
    let wanted = word.lowercased()
    let fitting = Set(candidates.filter { $0.lowercased().hasPrefix(wanted) }).sorted()
    return CompletionAnswer(
      word: word,
      completions: fitting.map { Completion($0, suffix: $0.hasSuffix("(") ? "" : " ") })
  }
}
