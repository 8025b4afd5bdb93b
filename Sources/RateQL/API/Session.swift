import Synchronization

/// Programs run one after the other over one store: a REPL's lines, a script, a host's queries.
///
/// Names given by one program are known to the next.
package final class Session: Sendable {
  package let store: any RateStore
  private let state = Mutex(State())
  private let trust = StoreTrust()

  private struct State {
    var scope = Scope()
    var facts = CheckFacts()
    var variables: [String: Value] = [:]
    var pins: [NodeID: Set<String>] = [:]
    var nextID: Int32 = 0
    var rounding = RoundingRule.halfAwayFromZero
  }

  package init(store: any RateStore) { self.store = store }

  /// The names given so far, for completion.
  package var names: [String] { state.withLock(\.scope.names) }

  package func parse(_ source: Source) -> Parser.Result {
    Parser.parse(source, firstID: state.withLock(\.nextID))
  }

  /// - Throws: ``ProgramErrors`` with everything that is wrong.
  package func check(
    _ parsed: Parser.Result, options: Checker.Options = Checker.Options()
  ) throws(ProgramErrors) -> CheckedProgram {
    let (scope, facts) = state.withLock { ($0.scope, $0.facts) }
    let program = try Checker.check(parsed, scope: scope, known: facts, options: options)
    state.withLock { $0.nextID = max($0.nextID, parsed.nextID) }
    return program
  }

  /// Runs a program; what it would change is returned, checked against the API's rules, and not written.
  ///
  /// - Throws: ``RunError``; the names that the program gave are then forgotten.
  package func run(_ program: CheckedProgram, sink: any ResultSink) async throws -> ChangePlan {
    let (variables, pins, rounding) = state.withLock { ($0.variables, $0.pins, $0.rounding) }
    let isScript = program.program.statements.count > 1
    let reader = RateReader(store: store, trust: trust, keepsAnswers: isScript) { text in
      await sink.notice(text)
    }
    let interpreter = Interpreter(
      program, reader: reader, sink: sink, variables: variables, pins: pins, changes: ChangePlan(),
      rounding: rounding)
    do {
      for statement in program.program.statements { try await interpreter.run(statement) }
      try await validate(interpreter.changes, reader)
    } catch let error as RunError {
      throw error.inSource(program.program.source)
    } catch is CancellationError {
      throw RunError.cancelled
    }
    let (left, fixed) = (interpreter.evaluator.variables, interpreter.pins)
    state.withLock { state in
      state.facts.merge(program.facts)
      state.scope = program.scope
      state.variables = left
      state.pins = fixed
    }
    return interpreter.changes
  }

  private func validate(_ changes: ChangePlan, _ reader: RateReader) async throws {
    guard changes.touchesRates else { return }
    try Task.checkCancellation()
    var faults = changes.faults()
    faults += try await UniquePrefixes(reader: reader).faults(changes)
    try Task.checkCancellation()
    guard faults.isEmpty else { throw RunError.invalidPlan(faults) }
    _ = try changes.waves()
  }
}

extension RunError {
  func inSource(_ source: Source) -> RunError {
    switch self {
    case .failed(let diagnostic): .failed(diagnostic.inSource(source))
    case .assertion(let diagnostic): .assertion(diagnostic.inSource(source))
    default: self
    }
  }
}
