/// What one aggregate takes from one batch, group by group, in the form that costs least.
enum AggregateInput {
  /// How many rows count.
  case counts([Int])
  case fold(FixedFold)
  /// The values themselves, and the rows of each group.
  case rows([Column], [[Int]])
}

/// Makes the inputs of one batch. What several aggregates need is worked out once.
struct AggregateInputs {
  private let groups: GroupCodes
  private let count: Int
  private var rows: [[Int]]?
  /// Folds of columns: `avg(x)` and `sum(x)` are made from one.
  private var folds: [FoldName: FixedFold] = [:]

  private struct FoldName: Hashable {
    let origin: RowShape.Origin
    let part: FixedFold.Part
  }

  init(_ groups: GroupCodes, count: Int) {
    self.groups = groups
    self.count = count
  }

  /// - Parameters:
  ///   - columns: the values of the arguments.
  ///   - origin: where the first argument's values come from, if it is a column as it stands.
  mutating func input(_ state: AggregateState, _ columns: [Column], origin: RowShape.Origin?)
    -> AggregateInput
  {
    if state.aggregate == .count, let counts = counts(state, columns.first) { return .counts(counts) }
    if let part = state.foldPart, case .fixed(let column)? = columns.first {
      guard let origin else { return .fold(FixedFold(column, groups, part)) }
      let name = FoldName(origin: origin, part: part)
      let fold = folds[name] ?? FixedFold(column, groups, part)
      folds[name] = fold
      return .fold(fold)
    }
    let rows = self.rows ?? groups.rows(count: count)
    self.rows = rows
    return .rows(columns, rows)
  }

  /// `count()`, `count(CONDITION)` and `count(VALUE)`; nil where the values must be looked at.
  private func counts(_ state: AggregateState, _ column: Column?) -> [Int]? {
    switch column {
    case nil: return groups.counts(count)
    case .truth(let truth) where state.isCondition:
      return groups.counts(count) { truth.codes[$0] == TruthColumn.yes }
    case .fixed(let column): return counts(column.nulls)
    case .text(let column): return counts(column.nulls)
    case .symbol(let column): return groups.counts(count) { column.codes[$0] != SymbolColumn.nullCode }
    default: return nil
    }
  }

  private func counts(_ nulls: NullMask) -> [Int] {
    nulls.isEmpty ? groups.counts(count) : groups.counts(count) { !nulls[$0] }
  }
}
