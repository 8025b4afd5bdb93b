/// A definition that has been checked and may be called.
package struct KnownDefinition: Sendable {
  package let definition: Definition
  /// How many names had been given before it: its body sees no others.
  package let place: Int
  package let standsFor: Standing
  /// Something is wrong with it, which has been reported: its calls say no more of that.
  package let isBroken: Bool

  /// `net(x)`, for help and messages.
  package var display: String {
    "\(definition.name.text)(\(definition.parameters.map(\.text).joined(separator: ", ")))"
  }
}

/// What an expression stands for, as far as it can be told before its types are found.
package enum Standing: Sendable, Hashable {
  case value
  /// The rows of a query.
  case rows
  /// Whatever the parameter at that place stands for.
  case parameter(Int)
}

/// A parameter inside the body of a definition.
package struct Parameter: Sendable {
  /// Its place among the parameters.
  package let place: Int
  /// What the call gave for it; nil where the definition alone is checked and it may be anything.
  package let argument: BoundArgument?
}

/// An argument of a call, checked where the call stands.
package struct BoundArgument: Sendable {
  package enum Meaning: Sendable {
    case value(ValueType)
    case rows(Query, RowShape)
  }

  package let expression: Expression
  package let meaning: Meaning
  /// How many queries the call stands in: a value that depends on the row is known only right there.
  package let queryDepth: Int
  package let dependsOnRow: Bool
  package let hasAggregate: Bool
  /// A column that it names outside any aggregate and that is no group of the `summarize`.
  package let looseColumn: String?
}
