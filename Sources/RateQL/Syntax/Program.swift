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
  case definition(Definition)
  case create([Assignment])
  /// What a call of that number, that long, costs and why.
  case quote(Expression, for: Expression)
  case billing
  case billingSet([Assignment])
  case assert(Expression, message: Expression?)
  case print(Expression)
  case include(Include)
  case explain(Statement)
  /// `rounding = half_even`.
  case rounding(Name)
  case conditional([Branch], else: [Statement]?)
  /// The query is read once; the name stands for each of its rows.
  case loop(Name, in: Query, body: [Statement])
}

/// `if CONDITION { … }`.
package struct Branch: Sendable {
  package let condition: Expression
  package let body: [Statement]
}

/// `include "FILE"`. Its statements are read before anything is checked.
package struct Include: Sendable {
  package let path: String
  package let pathSpan: Span
  /// The statements of the file; nil as long as it has not been read.
  package var statements: [Statement]?
}

/// `def NAME(a, b) = …`: unfolded at each call, so that each has its own nodes and types.
package struct Definition: Sendable {
  package enum Body: Sendable {
    case value(Expression)
    case query(Query)
  }

  package let name: Name
  package let parameters: [Name]
  package let body: Body
  /// The body as tokens: a call parses them anew.
  let tokens: [Token]
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
  /// `load "FILE"`, with the place of both words.
  case load(Expression, Span)
  case name(Name)
  /// A call of a definition that is a query.
  case call(Name, [Argument], Span)
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
  case join(Query, on: [JoinKey])
  case diff(Query, on: [JoinKey])
  /// Fixes the values of the rows, when its `let` runs.
  case snapshot
  /// Fixes which rates they are, by id.
  case pin
  /// Writes the rows into a file.
  case save(Expression, replacing: Bool)
  case set([Assignment])
  case delete
  case insert(defaults: [Assignment])
  case upsert(on: [Name], defaults: [Assignment])
  /// As `upsert`, and deletes what the scope has and the source has not.
  case sync(Query, on: [Name], defaults: [Assignment])

  package var isEdit: Bool {
    switch self {
    case .set, .delete, .insert, .upsert, .sync: true
    default: false
    }
  }

  package var isSnapshot: Bool {
    if case .snapshot = self { return true }
    return false
  }

  /// The query that stands inside the stage.
  package var otherQuery: Query? {
    switch self {
    case .join(let other, _), .diff(let other, _), .sync(let other, _, _): other
    default: nil
    }
  }

  /// Nothing may follow it in its query.
  package var endsQuery: Bool {
    if case .save = self { return true }
    return isEdit
  }
}

/// What rows of two queries are put together by: a column of the left and one of the right.
package struct JoinKey: Sendable {
  package let left: Name
  package let right: Name
}

package struct SortKey: Sendable {
  package let expression: Expression
  package let descending: Bool
}

/// A column of `select`, `distinct` or `by`: an expression with the name that it gets.
package struct SelectItem: Sendable {
  package let name: Name
  package let value: Expression
  /// The value as a whole stands in brackets.
  var isBracketed = false
  /// It was written without a name of its own.
  var isUnnamed = false
}

/// `NAME = …` or `NAME += …`.
package struct Assignment: Sendable {
  package let target: Name
  /// The arithmetic of `op=`; nil for a plain `=`.
  package let operation: BinaryOperator?
  package let value: Expression
  /// The value as a whole stands in brackets.
  var isBracketed = false
  /// It was written without a name of its own.
  var isUnnamed = false
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
    case .rates(let span), .load(_, let span), .call(_, _, let span): span.end
    case .name(let name): name.span.end
    case .nested(let inner): inner.span.end + 1
    }
  }
}

extension Query {
  /// Nothing chooses among the rates.
  package var takesEveryRate: Bool {
    let startsWhole =
      switch source {
      case .rates: true
      case .nested(let inner): inner.takesEveryRate
      case .name, .load, .call: false
      }
    return startsWhole
      && stages.allSatisfy { stage in
        switch stage.kind {
        case .filter, .search, .take, .skip, .match, .join: false
        default: true
        }
      }
  }
}

extension Program {
  /// Every statement, those inside blocks and included files too.
  package var allStatements: [Statement] { statements.flatMap(\.unfolded) }

  /// How many assertions it makes; one inside a loop or a branch counts once.
  package var assertCount: Int {
    allStatements.count { if case .assert = $0.kind { true } else { false } }
  }
}

extension Statement {
  /// The statement and those inside it.
  package var unfolded: [Statement] {
    switch kind {
    case .include(let include): [self] + (include.statements ?? []).flatMap(\.unfolded)
    case .conditional(let branches, let otherwise):
      [self] + (branches.flatMap(\.body) + (otherwise ?? [])).flatMap(\.unfolded)
    case .loop(_, _, let body): [self] + body.flatMap(\.unfolded)
    default: [self]
    }
  }

  /// Whether it is an edit, blocks aside.
  package var isEdit: Bool {
    switch kind {
    case .query(let query): query.edit != nil
    case .create, .billingSet: true
    default: false
    }
  }
}
