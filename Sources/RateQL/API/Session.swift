import Synchronization

/// Runs programs one after the other over one store: a REPL's lines, a script, a host's queries.
///
/// A program goes through four steps, each usable by itself: ``parse(_:)``, ``check(_:parameters:)``,
/// ``plan(_:)``, ``run(_:sink:)``. Names given by one program are known to the next. Nothing is ever written:
/// a run gives a ``ChangePlan``, and whoever wants it carried out does that.
///
/// Between ``begin()`` and ``takeStaged()`` or ``rollback()`` the edits of all programs make one plan.
///
/// A session may be used from several tasks; of programs that run at the same time and give names, the last to
/// end decides which names are known, so scripts are better given a session each.
public final class Session: Sendable {
  public let store: any RateStore
  public let compiler: Compiler
  /// What each run, and each ``plan(_:)``, may use.
  public let limits: RunLimits
  private let clock: any Clock<Duration>
  let state: Mutex<SessionState>
  private let trust = StoreTrust()
  private let log = QueryLog()

  /// What a run has come to.
  struct End: Sendable {
    let changes: ChangePlan
    let memory: SessionMemory
  }

  /// - Parameters:
  ///   - store: where the rates are.
  ///   - compiler: one of its own for each session; it has what the host gives.
  ///   - limits: what each run may use; anything by default.
  ///   - clock: what the limit on time is measured with.
  public init(
    store: any RateStore, compiler: Compiler = Compiler(), limits: RunLimits = .none,
    clock: any Clock<Duration> = ContinuousClock()
  ) {
    self.store = store
    self.compiler = compiler
    self.limits = limits
    self.clock = clock
    state = Mutex(SessionState(memory: SessionMemory(variables: compiler.environment.values)))
  }

  /// The names given so far, for completion.
  public var names: [String] { compiler.names }

  /// Reads a program; see ``Compiler/parse(_:)``.
  public func parse(_ source: Source) -> ParsedProgram { compiler.parse(source) }

  /// Resolves every name and type; see ``Compiler/check(_:parameters:requiresParameters:)``.
  ///
  /// - Throws: ``ProgramErrors`` with everything that is wrong.
  public func check(
    _ parsed: ParsedProgram, parameters: [String: String] = [:]
  ) throws(ProgramErrors) -> CheckedProgram {
    try compiler.check(parsed, parameters: parameters)
  }

  /// Finds out what a program would ask of the store. No rate is read and nothing is shown: the store is
  /// asked for its capabilities only.
  ///
  /// - Throws: ``RunError``.
  public func plan(_ program: CheckedProgram) async throws -> ProgramPlan {
    try await bounded(program) { [self] budget in
      let state = state.withLock { $0 }
      let reader = reader(budget, nil) { _ in }
      let evaluator = Evaluator(facts: program.facts, variables: state.memory.variables, budget: budget)
      var planner = ReadPlanner(
        evaluator, sources: program.sources, memory: state.memory,
        hasOverlay: state.staging?.changes.touchesRates ?? false,
        capabilities: try await reader.capabilities())
      try planner.add(program.program.statements)
      return ProgramPlan(program: program, reads: planner.reads)
    }
  }

  /// Runs a program; what it would change is returned, checked against the API's rules, and not written.
  ///
  /// It ends early when its task is cancelled or a limit is reached.
  ///
  /// While edits are staged (see ``begin()``) it reads through what is staged, its changes go into that too,
  /// and what is returned are its own: for each rate, from what was staged before it to what is staged now.
  /// The whole staged plan has to keep to the API's rules then. Files that the program saves are published
  /// when it ends well, as ever: they do not wait for the staged edits to be written.
  ///
  /// - Parameter sink: takes what the program shows, while it runs.
  /// - Throws: ``RunError``, and as they are errors of the sink, and those of the store that are no
  ///   ``StoreError``. The names that the program gave are then forgotten, and what is staged is as it was.
  public func run(
    _ program: CheckedProgram, sink: any ResultSink = ResultCollector()
  ) async throws -> ChangePlan {
    let start = try enter(program)
    do {
      let end = try await bounded(program) { [self] budget in
        try await execute(program, from: start, sink, budget)
      }
      let changes = try leave(start, end)
      compiler.adopt(program)
      return changes
    } catch {
      abandon(start)
      throw error
    }
  }

  private func execute(
    _ program: CheckedProgram, from start: SessionState, _ sink: any ResultSink, _ budget: RunBudget
  ) async throws -> End {
    let isScript = program.program.allStatements.count > 1
    let answers = start.staging?.answers ?? (isScript ? KeptAnswers() : nil)
    let reader = reader(budget, answers) { text in await sink.notice(text) }
    let interpreter = Interpreter(
      program, reader: reader, sink: sink, memory: start.memory,
      changes: start.staging?.changes.goingOn() ?? ChangePlan(), files: compiler.files)
    do {
      for statement in program.program.statements { try await interpreter.run(statement) }
      if start.staging == nil || program.edits { try await validate(interpreter.changes, reader) }
      try budget.finish()
      try await interpreter.publishFiles()
    } catch {
      await interpreter.discardFiles()
      throw error
    }
    return End(changes: interpreter.changes, memory: interpreter.memory)
  }

  private func reader(
    _ budget: RunBudget, _ answers: KeptAnswers?, notice: @escaping (String) async -> Void
  ) -> RateReader {
    RateReader(store: store, trust: trust, log: log, answers: answers, budget: budget, notice: notice)
  }

  /// Runs `body` within the limits; what ends it early is told with its place.
  private func bounded<Result: Sendable>(
    _ program: CheckedProgram, _ body: @escaping (RunBudget) async throws -> Result
  ) async throws -> Result {
    let budget = RunBudget(limits, clock: clock)
    do {
      return try await Deadline.run(within: limits.time, clock: clock, budget) { try await body(budget) }
    } catch RunError.store where Task.isCancelled {
      throw RunError.cancelled
    } catch let error as RunError {
      throw error.inSource(program.sources)
    } catch  where Task.isCancelled || error is CancellationError {
      throw RunError.cancelled
    }
  }

  /// Checks a plan that was made elsewhere, a saved one say, against the API's rules and the store's rates.
  ///
  /// - Throws: ``RunError``.
  package func validate(_ changes: ChangePlan) async throws {
    try await validate(changes, reader(RunBudget(limits, clock: clock), nil) { _ in })
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
  func inSource(_ sources: SourceMap) -> RunError {
    switch self {
    case .failed(let diagnostic): .failed(diagnostic.inSource(sources))
    case .assertion(let diagnostic): .assertion(diagnostic.inSource(sources))
    case .limit(let kind, let diagnostic): .limit(kind, diagnostic.inSource(sources))
    case .invalidPlan, .store, .cancelled, .outputClosed: self
    }
  }
}
