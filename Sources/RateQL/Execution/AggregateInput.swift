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
  private let batch: RowBatch
  private let evaluator: Evaluator
  private let groups: GroupCodes
  private var rows: [[Int]]?
  /// Columns as they stand, gathered, and their folds: `avg(x)` and `sum(x)` are made from one.
  private var columns: [RowShape.Origin: Column] = [:]
  private var folds: [RowShape.Origin: FixedFold] = [:]

  init(_ batch: RowBatch, _ groups: GroupCodes, _ evaluator: Evaluator) {
    self.batch = batch
    self.groups = groups
    self.evaluator = evaluator
  }

  /// What the call takes for its aggregate.
  mutating func input(_ call: Expression, _ state: AggregateState) throws(RunError) -> AggregateInput {
    var columns: [Column] = []
    for argument in call.children { columns.append(try column(argument)) }
    if state.aggregate == .count, let counts = counts(state, columns.first) { return .counts(counts) }
    if state.takesFold, case .fixed(let column)? = columns.first,
      let fold = fold(column, of: call.children.first)
    {
      return .fold(fold)
    }
    let rows = self.rows ?? groups.rows
    self.rows = rows
    return .rows(columns, rows)
  }

  private func origin(_ expression: Expression?) -> RowShape.Origin? {
    guard let expression, evaluator.subqueries[expression.id] == nil,
      case .column(let origin)? = evaluator.facts.names[expression.id]
    else { return nil }
    return origin
  }

  private mutating func column(_ expression: Expression) throws(RunError) -> Column {
    guard let origin = origin(expression) else { return try evaluator.column(expression, batch) }
    if let known = columns[origin] { return known }
    let column = try evaluator.column(expression, batch)
    columns[origin] = column
    return column
  }

  private mutating func fold(_ column: FixedColumn, of argument: Expression?) -> FixedFold? {
    guard let origin = origin(argument) else { return FixedFold(column, groups) }
    if let known = folds[origin] { return known }
    let fold = FixedFold(column, groups)
    folds[origin] = fold
    return fold
  }

  /// `count()`, `count(CONDITION)` and `count(VALUE)`; nil where the values must be looked at.
  private func counts(_ state: AggregateState, _ column: Column?) -> [Int]? {
    switch column {
    case nil: return groups.counts
    case .truth(let truth) where state.isCondition:
      return groups.counts { truth.codes[$0] == TruthColumn.yes }
    case .fixed(let column): return counts(column.nulls)
    case .text(let column): return counts(column.nulls)
    case .symbol(let column): return groups.counts { column.codes[$0] != SymbolColumn.nullCode }
    default: return nil
    }
  }

  private func counts(_ nulls: NullMask) -> [Int] {
    nulls.isEmpty ? groups.counts : groups.counts { !nulls[$0] }
  }
}
