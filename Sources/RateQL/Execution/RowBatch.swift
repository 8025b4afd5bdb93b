/// Rows on their way through a query's steps.
package struct RowBatch: Sendable {
  /// The rates that the rows are; nil once they are no rates any more.
  package private(set) var rates: RateBatch?
  /// Which rows of `rates` and of the whole columns the rows are, in order; nil for all of them.
  package private(set) var selection: [Int32]?
  private var computed: [Computed]
  package private(set) var count: Int
  /// How many rows `rates` and the whole columns have.
  private(set) var wholeCount: Int

  /// A calculated column.
  private struct Computed {
    var column: Column
    /// Rows are chosen from it as from `rates`; otherwise it has one value for each row.
    var isWhole: Bool
  }

  package init(_ rates: RateBatch) {
    self.rates = rates
    computed = []
    count = rates.count
    wholeCount = rates.count
  }

  package init(computed: [Column], count: Int) {
    self.computed = computed.map { Computed(column: $0, isWhole: true) }
    self.count = count
    wholeCount = count
  }

  /// The column of that origin, one value for each row.
  package func column(_ origin: RowShape.Origin) -> Column {
    let view = view(origin)
    return view.places.map { view.column.gathered($0) } ?? view.column
  }

  /// The column of that origin, seen where it lies.
  func view(_ origin: RowShape.Origin) -> ColumnView {
    let nothing = ColumnView(column: .constant(.null, count: count), places: nil)
    switch origin {
    case .computed(let place):
      return computed[safe: place].map {
        ColumnView(column: $0.column, places: $0.isWhole ? selection : nil)
      } ?? nothing
    case .field(let field):
      return rates?[field].map { ColumnView(column: $0, places: selection) } ?? nothing
    }
  }

  /// Whether every column is chosen from by `selection`.
  var isWhole: Bool { selection == nil || computed.allSatisfy(\.isWhole) }

  package func columns(of shape: RowShape) -> [Column] { shape.columns.map { column($0.origin) } }

  /// The rows at `places`, in that order.
  package func choosing(_ places: [Int32]) -> RowBatch {
    selecting(selection.map { old in places.map { old[Int($0)] } } ?? places) { $0.gathered(places) }
  }

  /// Other rows of `rates` and the whole columns, for a batch that has no others.
  func selecting(_ rows: [Int32], _ gathered: (Column) -> Column = { $0 }) -> RowBatch {
    var result = self
    result.selection = rows
    result.count = rows.count
    for place in computed.indices where !computed[place].isWhole {
      result.computed[place].column = gathered(computed[place].column)
    }
    return result
  }

  package func prefix(_ count: Int) -> RowBatch {
    count >= self.count ? self : choosing((0..<Int32(count)).map { $0 })
  }

  package func dropping(_ count: Int) -> RowBatch {
    count <= 0 ? self : choosing((Int32(min(count, self.count))..<Int32(self.count)).map { $0 })
  }

  package func adding(_ column: Column) -> RowBatch {
    var result = self
    result.computed.append(Computed(column: column, isWhole: selection == nil))
    return result
  }

  /// The row of `rates` that a row is.
  package func baseRow(_ row: Int) -> Int { selection.map { Int($0[row]) } ?? row }

  package func record(_ row: Int) -> RateRecord? { rates?.record(baseRow(row)) }

  package func value(_ field: RateField, _ row: Int) -> Value? { rates?.value(field, baseRow(row)) }

  /// The same rows with none behind them that are not theirs.
  package var compacted: RowBatch {
    guard let selection else { return self }
    var result = self
    result.rates = rates?.gathered(selection)
    result.computed = computed.indices.map { Computed(column: column(.computed($0)), isWhole: true) }
    result.selection = nil
    result.wholeCount = count
    return result
  }

  /// Both batches' rows; they must be of one shape.
  package mutating func append(_ other: RowBatch) {
    var mine = compacted
    let theirs = other.compacted
    self = RowBatch(computed: [], count: 0)
    if let rates = theirs.rates {
      mine.rates?.append(rates)
    }
    for place in mine.computed.indices {
      mine.computed[place].column.append(theirs.column(.computed(place)))
    }
    mine.count += theirs.count
    mine.wholeCount = mine.count
    self = mine
  }

  /// The same rows with another column for a field, as read by id.
  package func replacing(_ field: RateField, with column: Column) -> RowBatch {
    var result = compacted
    result.rates?[field] = column
    return result
  }
}
