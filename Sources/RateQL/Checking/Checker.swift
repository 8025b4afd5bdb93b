/// Resolves names and types of a whole program before anything runs. The tree is left as it is; what is
/// found goes into side tables.
package struct Checker {
  var facts = CheckFacts()
  var scope: Scope
  var diagnostics: [Diagnostic] = []
  /// Names given in this program, which cannot be given again.
  var namedHere: Set<String> = []
  var parameterNames: [String] = []
  /// Fields that this program has edited so far, and when.
  var edits = EditLog()
  /// How many blocks the statement stands in, and how many of them are loops.
  var blockDepth = 0
  var loopDepth = 0
  var views = ViewUses()
  /// How many queries the expression stands in.
  var queryDepth = 0
  /// The outermost call of a definition whose body is being checked.
  var call: OpenCall?
  /// The definition that is being checked: it is not known in its own body.
  var openDefinition: String?
  var weights = Weights()
  /// Inside a statement that edits: what decides the edit must be settled.
  var isEditing = false
  /// Names that broken statements would have given: using them is no mistake of its own.
  var brokenNames: Set<String> = []
  /// What texts are known before anything runs, by the place of their value.
  var staticTexts: [String: String] = [:]
  /// Files that this program has read, which are not read twice.
  var loadedFiles: [String: LoadedTable] = [:]
  /// All that may be quoted in a message: this program's sources and those of the names it uses.
  let sources: SourceMap
  let options: Options
  /// The number of the next node, for definitions that are unfolded.
  var nextID: Int32
  let firstUnfoldedID: Int32

  package struct Options: Sendable {
    /// Values for `param` statements, as the caller wrote them.
    package var parameters: [String: String]
    /// A `param` without default and value is an error.
    package var requiresParameters: Bool
    /// What `load` may read.
    package var files: any RowSource
    /// The host's own values and functions.
    package var host: HostEnvironment

    package init(
      parameters: [String: String] = [:], requiresParameters: Bool = true,
      files: any RowSource = NoFiles(), host: HostEnvironment = .empty
    ) {
      self.host = host
      self.parameters = parameters
      self.requiresParameters = requiresParameters
      self.files = files
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
    /// In an argument of a definition: whether it goes with its groups is seen where it is used.
    var isArgument = false
    /// In the body of a definition, where its calls stand: the row is the caller's.
    var isCalled = false
    /// The definition itself is checked: it may be called where there are groups and other columns.
    var isDefinition = false

    static let noRow = Context()
  }

  /// - Parameters:
  ///   - scope: the names that earlier programs left behind.
  ///   - known: what was found of those programs.
  ///   - sources: their texts.
  ///   - firstID: a node number that none of them uses.
  ///   - history: what those of them that are staged have edited.
  /// - Throws: ``ProgramErrors`` with everything that is wrong.
  package static func check(
    _ parsed: ParsedProgram, scope: Scope = Scope(), known: CheckFacts = CheckFacts(),
    sources: SourceMap = SourceMap(), firstID: Int32 = 0, history: EditHistory = EditHistory(),
    options: Options = Options()
  ) throws(ProgramErrors) -> CheckedProgram {
    var sources = sources
    sources.merge(parsed.sources)
    var checker = Checker(
      scope: scope, sources: sources, options: options, firstID: max(firstID, parsed.nextID))
    checker.facts = known
    checker.edits = history.edits
    checker.views = ViewUses(moments: history.moments)
    checker.brokenNames = parsed.brokenNames
    for statement in parsed.program.statements { checker.check(statement) }
    checker.checkParameterNames()
    let found =
      parsed.diagnostics
      + checker.diagnostics.map { $0.inSource(sources).inSource(parsed.program.source) }
    let sorted = found.enumerated().sorted { a, b in
      let (x, y) = (a.element.span?.start ?? Int.max, b.element.span?.start ?? Int.max)
      return x == y ? a.offset < b.offset : x < y
    }.map(\.element)
    let errors = sorted.filter { $0.severity == .error }
    guard errors.isEmpty else { throw ProgramErrors(errors) }
    return CheckedProgram(
      program: parsed.program, facts: checker.facts, scope: checker.scope, sources: sources,
      nextID: checker.nextID, history: EditHistory(checker.edits, checker.views),
      warnings: sorted.filter { $0.severity == .warning })
  }

  init(scope: Scope, sources: SourceMap, options: Options, firstID: Int32) {
    self.scope = scope
    self.sources = sources
    self.options = options
    nextID = firstID
    firstUnfoldedID = firstID
    for (slot, value) in options.host.values {
      if case .text(let text) = value { staticTexts[slot] = text }
    }
  }

  mutating func report(_ diagnostic: Diagnostic) {
    if call != nil { reportCall(diagnostic) } else { diagnostics.append(diagnostic) }
  }

  /// Notes the type of a node and gives it back.
  @discardableResult
  mutating func note(_ type: ValueType, for expression: Expression) -> ValueType {
    facts.types[expression.id] = type
    return type
  }

  func text(_ expression: Expression) -> String { sources.text(expression.span) }
}
