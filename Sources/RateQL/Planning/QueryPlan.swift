/// How a query runs: what the store is asked, and what is done here with the answer.
package struct QueryPlan: Sendable {
  /// Where the rows come from.
  package enum Base: Sendable {
    /// The store, by ``QueryPlan/request``.
    case store
    case file(LoadedTable)
    /// The rows that a `snapshot` has fixed.
    case snapshot(NodeID)
  }

  package var base = Base.store
  /// What the store is asked for. Rows it leaves out are rows the steps would have left out.
  package var request: ScanRequest
  /// The conditions that `request.predicate` stands for: every row must meet them.
  package var pushed: [Expression]
  /// The sort that `request.order` stands for.
  package var pushedSort: [SortKey]
  /// The request leaves out rates whose prefix does not start the number of the plan's `match`.
  package var sendsMatch = false
  /// Everything that is done here. What was pushed is done again, which checks it.
  package var steps: [PlanStep]
  /// Before which step the fields that lists leave out are read by id; nil where none is needed.
  package var detailsBefore: Int?
  package var shape: RowShape
  /// The stage that edits, where there is one.
  package var edit: Stage?
}

package enum PlanStep: Sendable {
  case filter(Expression)
  /// A text, and the columns that it is looked for in.
  case search(Expression, in: [RowShape.Origin])
  case sort([SortKey])
  /// A sort of which only the first rows are wanted.
  case top([SortKey], count: Int)
  case take(Int)
  case skip(Int)
  /// Calculates columns, each into the next computed place.
  case compute([Expression])
  case summarize([Assignment], by: [SelectItem])
  case distinct([SelectItem], RowShape)
  /// The rates whose prefix starts these digits, longest first.
  case match(String)
  /// Only these rates.
  case pinned(Set<String>)
  /// The rows that match, side by side.
  case join(JoinMatch, stage: NodeID)
  case diff(DiffMatch, from: RowShape, stage: NodeID)
  /// What is shown of the rows, and nothing else.
  case project(RowShape)
}
