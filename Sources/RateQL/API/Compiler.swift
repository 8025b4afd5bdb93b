import Synchronization

/// Parses and checks programs one after the other: the names that one gives are known to the next, once it
/// has run.
///
/// It asks no store: what is wrong with a program is told before the first request.
public final class Compiler: Sendable {
  let files: any RowSource
  private let state = Mutex(State())

  private struct State {
    var scope = Scope()
    var facts = CheckFacts()
    var sources = SourceMap()
    var nextBase = 0
    var nextID: Int32 = 0
  }

  /// - Parameter files: the files that programs may read and write; none by default.
  public init(files: any RowSource = NoFiles()) { self.files = files }

  /// The names given so far, for completion.
  public var names: [String] { state.withLock(\.scope.names) }

  /// Reads a program and the files that it includes. It never fails: what is wrong stands in the result.
  public func parse(_ source: Source) -> ParsedProgram {
    // Nodes and places of one session are numbered through, so that views can be used by later programs.
    state.withLock { state in
      let placed = Source(name: source.name, text: source.text, base: state.nextBase)
      let parsed = IncludeReader.resolve(Parser.parse(placed, firstID: state.nextID), files: files)
      state.nextID = parsed.nextID
      state.nextBase = max(parsed.sources.nextBase, state.nextBase)
      return parsed
    }
  }

  /// Resolves every name and type.
  ///
  /// - Parameters:
  ///   - parameters: values for the program's `param` statements, as a person writes them.
  ///   - requiresParameters: a `param` without a default and a value is an error.
  /// - Throws: ``ProgramErrors`` with everything that is wrong.
  public func check(
    _ parsed: ParsedProgram, parameters: [String: String] = [:], requiresParameters: Bool = true
  ) throws(ProgramErrors) -> CheckedProgram {
    let (scope, facts, sources, nextID) = state.withLock {
      ($0.scope, $0.facts, $0.sources, $0.nextID)
    }
    let options = Checker.Options(
      parameters: parameters, requiresParameters: requiresParameters, files: files)
    let program = try Checker.check(
      parsed, scope: scope, known: facts, sources: sources, firstID: nextID, options: options)
    state.withLock { $0.nextID = max($0.nextID, program.nextID) }
    return program
  }

  /// Keeps the names that a program has given.
  package func adopt(_ program: CheckedProgram) {
    state.withLock { state in
      state.facts.merge(program.facts)
      state.scope = program.scope
      state.sources.merge(program.sources)
    }
  }
}
