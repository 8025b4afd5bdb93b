import Synchronization

/// Runs programs one after the other over one store: a REPL's lines, a script, a host's queries.
///
/// A program goes through three steps, each usable by itself: ``parse(_:)``, ``check(_:parameters:)``,
/// ``run(_:sink:)``. Names given by one program are known to the next.
public final class Session: Sendable {
  public let store: any RateStore
  public let compiler: Compiler
  private let memory = Mutex(SessionMemory())
  private let trust = StoreTrust()

  public init(store: any RateStore, compiler: Compiler = Compiler()) {
    self.store = store
    self.compiler = compiler
  }

  /// The names given so far, for completion.
  public var names: [String] { compiler.names }

  /// Reads a program; see ``Compiler/parse(_:)``.
  public func parse(_ source: Source) -> ParsedProgram { compiler.parse(source) }

  /// - Throws: ``ProgramErrors`` with everything that is wrong.
  public func check(
    _ parsed: ParsedProgram, parameters: [String: String] = [:]
  ) throws(ProgramErrors) -> CheckedProgram {
    try compiler.check(parsed, parameters: parameters)
  }

  /// Runs a program; what it would change is returned, checked against the API's rules, and not written.
  ///
  /// - Throws: ``RunError``; the names that the program gave are then forgotten.
  public func run(_ program: CheckedProgram, sink: any ResultSink) async throws -> ChangePlan {
    let isScript = program.program.allStatements.count > 1
    let reader = RateReader(store: store, trust: trust, keepsAnswers: isScript) { text in
      await sink.notice(text)
    }
    let interpreter = Interpreter(
      program, reader: reader, sink: sink, memory: memory.withLock { $0 }, files: compiler.files)
    do {
      for statement in program.program.statements { try await interpreter.run(statement) }
      try await validate(interpreter.changes, reader)
      try await interpreter.publishFiles()
    } catch {
      await interpreter.discardFiles()
      switch error {
      case let error as RunError: throw error.inSource(program.sources)
      case is CancellationError: throw RunError.cancelled
      default: throw error
      }
    }
    compiler.adopt(program)
    let left = interpreter.memory
    memory.withLock { $0 = left }
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
  func inSource(_ sources: SourceMap) -> RunError {
    switch self {
    case .failed(let diagnostic): .failed(diagnostic.inSource(sources))
    case .assertion(let diagnostic): .assertion(diagnostic.inSource(sources))
    default: self
    }
  }
}
