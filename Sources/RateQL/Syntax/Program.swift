/// A parsed program: the tree, untouched by any later phase.
package struct Program: Sendable {
  package let source: Source
  package let statements: [Statement]
  /// Where comments stand, for the formatter.
  package let comments: [Span]
}

package struct Statement: Sendable {
  package let id: NodeID
  package let span: Span
  package let kind: StatementKind
}

package indirect enum StatementKind: Sendable {
  case query(Query)
  case letQuery(Name, Query)
  case letValue(Name, Expression)
  case param(Name, type: Name, default: Expression?)
  case create([Assignment])
  case billing
  case billingSet([Assignment])
  case assert(Expression, message: Expression?)
  case print(Expression)
}

/// A source and stages joined by `|`.
package struct Query: Sendable {
  package let id: NodeID
  package let span: Span
  package let source: QuerySource
  package let stages: [Stage]

  package var edit: Stage? { stages.last.flatMap { $0.kind.isEdit ? $0 : nil } }
}

package indirect enum QuerySource: Sendable {
  case rates(Span)
  case name(Name)
  case nested(Query)
}

package struct Stage: Sendable {
  package let id: NodeID
  package let span: Span
  package let keyword: Name
  package let kind: StageKind
}

package enum StageKind: Sendable {
  case filter(Expression)
  case search(Expression)
  case sort([SortKey])
  case take(Expression)
  case skip(Expression)
  case select([SelectItem])
  case extend([Assignment])
  case summarize([Assignment], by: [SelectItem])
  case distinct([SelectItem])
  /// The rates whose prefix starts a number, longest first.
  case match(Expression)
  /// Fixes which rates they are, by id.
  case pin
  case set([Assignment])
  case delete

  package var isEdit: Bool {
    switch self {
    case .set, .delete: true
    default: false
    }
  }
}

package struct SortKey: Sendable {
  package let expression: Expression
  package let descending: Bool
}

/// A column of `select`, `distinct` or `by`: an expression with the name that it gets.
package struct SelectItem: Sendable {
  package let name: Name
  package let value: Expression
}

/// `NAME = …` or `NAME += …`.
package struct Assignment: Sendable {
  package let target: Name
  /// The arithmetic of `op=`; nil for a plain `=`.
  package let operation: BinaryOperator?
  package let value: Expression
}

extension Query {
  /// The query as it was written, without the edit that ends it.
  package func textWithoutEdit(in source: Source) -> String {
    guard edit != nil else { return source.text(span) }
    return source.text(Span(span.start, stages.dropLast().last?.span.end ?? sourceEnd))
  }

  /// Where the part before the first `|` ends.
  private var sourceEnd: Int {
    switch source {
    case .rates(let span): span.end
    case .name(let name): name.span.end
    case .nested(let inner): inner.span.end + 1
    }
  }
}

extension Program {
  /// Whether an edit takes the whole table: nothing chooses among the rates.
  package var editsEveryRate: Bool {
    statements.contains { statement in
      guard case .query(let query) = statement.kind, query.edit != nil else { return false }
      return query.takesEveryRate
    }
  }
}

extension Query {
  fileprivate var takesEveryRate: Bool {
    let startsWhole =
      switch source {
      case .rates: true
      case .nested(let inner): inner.takesEveryRate
      case .name: false
      }
    return startsWhole
      && stages.allSatisfy { stage in
        switch stage.kind {
        case .filter, .search, .take, .skip, .match: false
        default: true
        }
      }
  }
}
