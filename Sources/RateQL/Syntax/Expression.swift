/// Names a node of the tree, for the checker's side tables.
package struct NodeID: Sendable, Hashable {
  package let number: Int32
}

/// An expression, as it was written: types and meanings are found by the checker and kept beside it.
package struct Expression: Sendable {
  package let id: NodeID
  package let span: Span
  package let kind: ExpressionKind
  /// How many nodes lie on the longest way down; bounded by the parser.
  package let height: Int
}

package indirect enum ExpressionKind: Sendable {
  case literal(Literal)
  case name(Name)
  /// `row.NAME`: the column, whatever variables there are.
  case column(Name)
  /// `NAME.FIELD`: the field of a loop's row.
  case field(Name, Name)
  case negate(Expression)
  case not(Expression)
  case binary(BinaryOperator, Expression, Expression)
  case between(Expression, low: Expression, high: Expression, negated: Bool)
  case membership(Expression, in: Expression, negated: Bool)
  case isNull(Expression, negated: Bool)
  case list([Expression])
  case conditional(Expression, then: Expression, else: Expression)
  case call(Name, [Argument])
  case interpolation([InterpolationPart])
  /// A query in brackets; `field` of its one row where one is named.
  case query(Query, field: Name?)
  /// Could not be parsed; already reported.
  case invalid
}

package enum Literal: Sendable, Hashable {
  case null
  case bool(Bool)
  case number(ExactDecimal)
  case percent(ExactDecimal)
  case duration(ExactDecimal)
  case date(CalendarDate)
  case text(String)
  case regex(String)
}

package struct Name: Sendable, Hashable {
  package let text: String
  package let span: Span
}

package struct Argument: Sendable {
  package let label: Name?
  package let value: Expression
}

package enum InterpolationPart: Sendable {
  case text(String)
  case expression(Expression)
}

package enum BinaryOperator: String, Sendable, Hashable, CaseIterable {
  case or, and
  case equal = "="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case matches = "~"
  case matchesNot = "!~"
  case startswith, endswith, contains, covers
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case mod

  package var isComparison: Bool {
    switch self {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
    default: false
    }
  }
}
