/// The names that a program has given so far; in a REPL they last from line to line.
package struct Scope: Sendable {
  package enum Meaning: Sendable {
    /// `slot` names the place where the value stands when the program runs.
    case value(ValueType, slot: String)
    case view(Query, RowShape)
    case definition(KnownDefinition)
    /// The row of a loop's pass; its values stand in places that start with `slot`.
    case row(RowShape, slot: String)
    /// A parameter of the definition that is being checked or unfolded.
    case parameter(Parameter)

    var isDefinition: Bool {
      if case .definition = self { return true }
      return false
    }
  }

  /// What each name has meant, the latest last, with its place among all names given.
  private var meanings: [String: [(place: Int, meaning: Meaning)]] = [:]
  /// The names in the order in which they were given.
  private var given: [String] = []
  /// Inside a definition: its parameters, and how many of the names were given before it.
  private var parameters: [String: Meaning] = [:]
  private var limit = Int.max

  package init() {}

  package subscript(name: String) -> Meaning? {
    get { parameters[name] ?? meanings[name]?.last { $0.place < limit }?.meaning }
    set {
      guard let newValue else { return }
      meanings[name, default: []].append((given.count, newValue))
      given.append(name)
    }
  }

  /// The names that can be used, for suggestions.
  package var names: [String] {
    let seen = meanings.filter { $0.value.contains { $0.place < limit } }
    return (Array(seen.keys) + Array(parameters.keys)).sorted()
  }

  /// How many names have been given.
  package var count: Int { given.count }

  /// Forgets the names given since there were `count`: the end of a block.
  package mutating func forget(since count: Int) {
    while given.count > count, let name = given.popLast() {
      meanings[name]?.removeLast()
      if meanings[name]?.isEmpty == true { meanings[name] = nil }
    }
  }

  /// What a definition's body sees: its parameters, and the names given before it.
  package func inside(_ parameters: [String: Meaning], before limit: Int) -> Scope {
    var scope = self
    scope.parameters = parameters
    scope.limit = limit
    return scope
  }
}

/// What the checker found out, beside the tree: types and meanings by node.
package struct CheckFacts: Sendable {
  package enum NameMeaning: Sendable {
    case column(RowShape.Origin)
    case variable(String)
    case symbol(String)
    /// A name, or a call, that stands for the rows of a view.
    case view(Query)
    /// A parameter in the unfolded body of a definition: what the call gave for it.
    case argument(Expression)
  }

  package enum CallMeaning: Sendable {
    case scalar(ScalarFunction)
    /// `cost(duration)`, with where each field that it reads comes from.
    case cost([RateField: RowShape.Origin])
    case aggregate(Aggregate)
    case host(HostFunction)
    /// `count(QUERY)`.
    case countRows(Query)
    /// A call of a definition: its body, with nodes of its own.
    case unfolded(Expression)
  }

  package var types = NodeTable<ValueType>()
  package var names = NodeTable<NameMeaning>()
  package var calls = NodeTable<CallMeaning>()
  /// The rows that a stage gives out, and a query as a whole.
  package var shapes = NodeTable<RowShape>()
  /// The rows that a query starts from, before its first stage.
  package var sourceShapes = NodeTable<RowShape>()
  /// The query that a query's source stands for, where it is a name or a call.
  package var views = NodeTable<Query>()
  /// Where the value of a `let` or `param` statement goes.
  package var slots = NodeTable<String>()
  /// The slots whose null may stand for a value that the store does not show.
  package var unknownSlots: Set<String> = []
  /// The columns of a loop's row that are used: by the loop's slot, then by the place of the value.
  package var loops: [String: [String: RowShape.Column]] = [:]
  /// The rows of the `load` that a query starts with.
  package var loads: [NodeID: LoadedTable] = [:]
  /// How each `join`, `diff`, `insert`, `upsert` and `sync` goes together, by stage.
  package var joins: [NodeID: JoinMatch] = [:]
  package var diffs: [NodeID: DiffMatch] = [:]
  package var rowEdits: [NodeID: RowEdit] = [:]
  /// The value of a parameter statement that the caller gave.
  package var parameters: [NodeID: Value] = [:]

  package init() {}

  /// The stages of the views that a query stands on, then its own.
  package func stages(of query: Query) -> [Stage] {
    switch query.source {
    case .rates, .load: query.stages
    case .nested(let inner): stages(of: inner) + query.stages
    case .name, .call: (views[query.id].map(stages) ?? []) + query.stages
    }
  }

  /// The rows that a query starts from, views followed; nil for the store's rates.
  package func loaded(by query: Query) -> LoadedTable? {
    switch query.source {
    case .rates: nil
    case .load: loads[query.id]
    case .nested(let inner): loaded(by: inner)
    case .name, .call: views[query.id].flatMap { loaded(by: $0) }
    }
  }

  package mutating func merge(_ other: CheckFacts) {
    types.merge(other.types)
    names.merge(other.names)
    calls.merge(other.calls)
    shapes.merge(other.shapes)
    sourceShapes.merge(other.sourceShapes)
    views.merge(other.views)
    loads.merge(other.loads) { $1 }
    joins.merge(other.joins) { $1 }
    diffs.merge(other.diffs) { $1 }
    rowEdits.merge(other.rowEdits) { $1 }
    parameters.merge(other.parameters) { $1 }
    slots.merge(other.slots)
    loops.merge(other.loops) { $1 }
  }
}

/// A program that may run: the tree, what is known of it, and the names it leaves behind.
public struct CheckedProgram: Sendable {
  package let program: Program
  package let facts: CheckFacts
  package let scope: Scope
  package let sources: SourceMap
  /// One more than the highest node number used.
  package let nextID: Int32
  /// What it edits and when it names views, behind the programs staged before it.
  package let history: EditHistory
  /// What is worth knowing before it runs.
  public let warnings: [Diagnostic]

  /// Whether any statement would change something.
  public var edits: Bool { program.allStatements.contains(where: \.isEdit) }
}
