extension Interpreter {
  func runExplain(_ statement: Statement) async throws {}
  func runQuote(_ number: Expression, _ duration: Expression) async throws {}
}
