/// The names that a program has given so far; in a REPL they last from line to line.
package struct Scope: Sendable {
  package enum Meaning: Sendable {
    /// `slot` names the place where the value stands when the program runs.
    case value(ValueType, slot: String)
    case view(Query, RowShape)
  }

  private var meanings: [String: Meaning] = [:]

  package init() {}

  package subscript(name: String) -> Meaning? {
    get { meanings[name] }
    set { meanings[name] = newValue }
  }

  package var names: [String] { meanings.keys.sorted() }
}

/// What the checker found out, beside the tree: types and meanings by node.
package struct CheckFacts: Sendable {
  package enum NameMeaning: Sendable {
    case column(RowShape.Origin)
    case variable(String)
    case symbol(String)
    /// A name that stands for the rows of a view.
    case view(Query)
  }

  package enum CallMeaning: Sendable {
    case scalar(ScalarFunction)
    case aggregate(Aggregate)
    case host(HostFunction)
    /// `count(QUERY)`.
    case countRows(Query)
  }

  package var types: [NodeID: ValueType] = [:]
  package var names: [NodeID: NameMeaning] = [:]
  package var calls: [NodeID: CallMeaning] = [:]
  /// The rows that a stage gives out, and a query as a whole.
  package var shapes: [NodeID: RowShape] = [:]
  /// The query that a query's source name stands for.
  package var views: [NodeID: Query] = [:]
  /// Where the value of a `let` or `param` statement goes.
  package var slots: [NodeID: String] = [:]
  /// The value of a parameter statement that the caller gave.
  package var parameters: [NodeID: Value] = [:]

  package init() {}

  /// The stages of the views that a query stands on, then its own.
  package func stages(of query: Query) -> [Stage] {
    switch query.source {
    case .rates, .load, .call: query.stages
    case .nested(let inner): stages(of: inner) + query.stages
    case .name: (views[query.id].map(stages) ?? []) + query.stages
    }
  }

  package mutating func merge(_ other: CheckFacts) {
    types.merge(other.types) { $1 }
    names.merge(other.names) { $1 }
    calls.merge(other.calls) { $1 }
    shapes.merge(other.shapes) { $1 }
    views.merge(other.views) { $1 }
    parameters.merge(other.parameters) { $1 }
    slots.merge(other.slots) { $1 }
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
  /// What is worth knowing before it runs.
  public let warnings: [Diagnostic]

  /// Whether any statement would change something.
  public var edits: Bool { program.allStatements.contains(where: \.isEdit) }
}
