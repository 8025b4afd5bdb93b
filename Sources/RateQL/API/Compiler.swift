import Synchronization

/// Parses and checks programs one after the other: the names that one gives are known to the next, once it
/// has run.
///
/// It asks no store: what is wrong with a program is told before the first request.
public final class Compiler: Sendable {
  /// What the host gives to every program.
  public let environment: HostEnvironment
  let files: any RowSource
  private let state: Mutex<State>

  private struct State {
    var scope = Scope()
    var facts = CheckFacts()
    var sources = SourceMap()
    var nextBase = 0
    var nextID: Int32 = 0
    /// What was edited since edits are staged; nil while they are not.
    var history: EditHistory?
  }

  /// So many nodes may be numbered; what is left is for definitions that are unfolded.
  private static let maximumID = Int32.max / 2

  /// - Parameters:
  ///   - files: the files that programs may read and write; none by default.
  ///   - environment: values and functions of the host's own.
  public init(files: any RowSource = NoFiles(), environment: HostEnvironment = .empty) {
    self.files = files
    self.environment = environment
    var state = State()
    state.scope = environment.scope
    self.state = Mutex(state)
  }

  /// The names given so far, the host's values included, for completion.
  public var names: [String] { state.withLock(\.scope.names) }

  /// The functions that can be called, the host's included, for completion.
  public var functionNames: [String] {
    (ScalarFunction.names + Aggregate.names + environment.functions.map(\.name)).sorted()
  }

  /// Reads a program and the files that it includes. It never fails: what is wrong stands in the result.
  public func parse(_ source: Source) -> ParsedProgram {
    // Nodes and places of one session are numbered through, so that views can be used by later programs.
    state.withLock { state in
      let placed = source.placed(at: state.nextBase)
      var parsed = IncludeReader.resolve(Parser.parse(placed, firstID: state.nextID), files: files)
      if parsed.nextID > Compiler.maximumID { parsed.diagnostics.append(.sessionIsFull) }
      state.nextID = min(parsed.nextID, Compiler.maximumID)
      state.nextBase = max(parsed.sources.nextBase, state.nextBase)
      return parsed
    }
  }

  /// Resolves every name and type.
  ///
  /// - Parameters:
  ///   - parameters: values for the program's `param` statements, as a person writes them.
  ///   - requiresParameters: a `param` without a default and a value is an error.
  /// - Throws: ``ProgramErrors`` with everything that is wrong, what the parser found included.
  public func check(
    _ parsed: ParsedProgram, parameters: [String: String] = [:], requiresParameters: Bool = true
  ) throws(ProgramErrors) -> CheckedProgram {
    let (scope, facts, sources, nextID, history) = state.withLock {
      ($0.scope, $0.facts, $0.sources, $0.nextID, $0.history ?? EditHistory())
    }
    let options = Checker.Options(
      parameters: parameters, requiresParameters: requiresParameters, files: files, host: environment)
    let program = try Checker.check(
      parsed, scope: scope, known: facts, sources: sources, firstID: nextID, history: history,
      options: options)
    state.withLock { $0.nextID = max($0.nextID, program.nextID) }
    return program
  }

  /// From here on what one program edits is known when the next is checked, as in one script.
  func startStaging() { state.withLock { $0.history = EditHistory() } }

  /// Forgets what was edited.
  func endStaging() { state.withLock { $0.history = nil } }

  /// Keeps the names that a program has given. Of one that gave none nothing is kept, so that a session can
  /// run any number of queries.
  package func adopt(_ program: CheckedProgram) {
    state.withLock { $0.history?.join(program.history) }
    guard program.givesNames else { return }
    state.withLock { state in
      state.facts.merge(program.facts)
      state.scope = program.scope
      state.sources.merge(program.sources)
    }
  }
}

extension CheckedProgram {
  /// Whether it leaves anything behind for later programs.
  fileprivate var givesNames: Bool {
    program.allStatements.contains { statement in
      switch statement.kind {
      case .query, .create, .quote, .billing, .billingSet, .assert, .print, .explain, .conditional, .loop:
        false
      case .letQuery, .letValue, .param, .definition, .include, .rounding: true
      }
    }
  }
}

extension Diagnostic {
  fileprivate static var sessionIsFull: Diagnostic {
    Diagnostic(
      "RQ2091", "this session has read as much as it can keep apart", at: nil, hints: ["go on in a new one"])
  }
}
