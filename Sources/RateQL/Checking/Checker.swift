/// Resolves names and types of a whole program before anything runs. The tree is left as it is; what is
/// found goes into side tables.
package struct Checker {
  var facts = CheckFacts()
  var scope: Scope
  var diagnostics: [Diagnostic] = []
  /// Names given in this program, which cannot be given again.
  var namedHere: Set<String> = []
  var parameterNames: [String] = []
  /// Fields that this program has edited so far.
  var editedFields: Set<RateField> = []
  /// Inside a statement that edits: what decides the edit must be settled.
  var isEditing = false
  /// Names that broken statements would have given: using them is no mistake of its own.
  var brokenNames: Set<String> = []
  let source: Source
  let options: Options

  package struct Options: Sendable {
    /// Values for `param` statements, as the caller wrote them.
    package var parameters: [String: String] = [:]
    /// A `param` without default and value is an error.
    package var requiresParameters = true

    package init(parameters: [String: String] = [:], requiresParameters: Bool = true) {
      self.parameters = parameters
      self.requiresParameters = requiresParameters
    }
  }

  /// Where an expression stands: what rows it can see.
  struct Context {
    /// The row's columns; nil where there is no row.
    var rows: RowShape?
    /// Inside a `summarize`: the names after `by`.
    var groups: [String]?
    /// Inside an aggregate's argument.
    var insideAggregate = false
    /// The type that is due, where what stands beside it tells: a word that means nothing may be a text without
    /// its quotes.
    var wanted: ValueType?

    static let noRow = Context()
  }

  /// - Parameters:
  ///   - known: what was found of earlier programs whose views this one may use.
  ///   - scope: the names those left behind.
  /// - Throws: ``ProgramErrors`` with everything that is wrong.
  package static func check(
    _ parsed: Parser.Result, scope: Scope = Scope(), known: CheckFacts = CheckFacts(),
    options: Options = Options()
  ) throws(ProgramErrors) -> CheckedProgram {
    var checker = Checker(scope: scope, source: parsed.program.source, options: options)
    checker.facts = known
    checker.brokenNames = parsed.brokenNames
    for statement in parsed.program.statements { checker.check(statement) }
    checker.checkParameterNames()
    let found = (parsed.diagnostics + checker.diagnostics.map { $0.inSource(parsed.program.source) })
    let sorted = found.enumerated().sorted { a, b in
      let (x, y) = (a.element.span?.start ?? Int.max, b.element.span?.start ?? Int.max)
      return x == y ? a.offset < b.offset : x < y
    }.map(\.element)
    let errors = sorted.filter { $0.severity == .error }
    guard errors.isEmpty else { throw ProgramErrors(errors) }
    return CheckedProgram(
      program: parsed.program, facts: checker.facts, scope: checker.scope,
      warnings: sorted.filter { $0.severity == .warning })
  }

  init(scope: Scope, source: Source, options: Options) {
    self.scope = scope
    self.source = source
    self.options = options
  }

  mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// Notes the type of a node and gives it back.
  @discardableResult
  mutating func note(_ type: ValueType, for expression: Expression) -> ValueType {
    facts.types[expression.id] = type
    return type
  }

  func text(_ expression: Expression) -> String { source.text(expression.span) }
}
