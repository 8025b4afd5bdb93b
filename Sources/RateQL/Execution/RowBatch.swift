/// Rows on their way through a query's steps.
package struct RowBatch: Sendable {
  /// The rates that the rows are; nil once they are no rates any more.
  package private(set) var rates: RateBatch?
  /// Which of `rates` the rows are, in order; nil for all of them.
  package private(set) var selection: [Int32]?
  /// Calculated columns, one value for each row.
  package private(set) var computed: [Column]
  package private(set) var count: Int

  package init(_ rates: RateBatch) {
    self.rates = rates
    computed = []
    count = rates.count
  }

  package init(computed: [Column], count: Int) {
    self.computed = computed
    self.count = count
  }

  /// The column of that origin, one value for each row.
  package func column(_ origin: RowShape.Origin) -> Column {
    switch origin {
    case .computed(let place): return computed[safe: place] ?? .constant(.null, count: count)
    case .field(let field):
      guard let column = rates?[field] else { return .constant(.null, count: count) }
      return selection.map { column.gathered($0) } ?? column
    }
  }

  package func columns(of shape: RowShape) -> [Column] { shape.columns.map { column($0.origin) } }

  /// The rows at `places`, in that order.
  package func choosing(_ places: [Int32]) -> RowBatch {
    var result = self
    result.selection = rates == nil ? nil : selection.map { old in places.map { old[Int($0)] } } ?? places
    result.computed = computed.map { $0.gathered(places) }
    result.count = places.count
    return result
  }

  /// Other rows of `rates`, for a batch that has no calculated columns.
  func selecting(_ rows: [Int32]) -> RowBatch {
    var result = self
    result.selection = rows
    result.count = rows.count
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
    result.computed.append(column)
    return result
  }

  /// The row of `rates` that a row is.
  package func baseRow(_ row: Int) -> Int { selection.map { Int($0[row]) } ?? row }

  package func record(_ row: Int) -> RateRecord? { rates?.record(baseRow(row)) }

  package func value(_ field: RateField, _ row: Int) -> Value? { rates?.value(field, baseRow(row)) }

  /// The same rows with no rates behind them that are not theirs.
  package var compacted: RowBatch {
    guard let selection, let rates else { return self }
    var result = self
    result.rates = rates.gathered(selection)
    result.selection = nil
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
      mine.computed[place].append(theirs.computed[safe: place] ?? .constant(.null, count: theirs.count))
    }
    mine.count += theirs.count
    self = mine
  }

  /// The same rows with another column for a field, as read by id.
  package func replacing(_ field: RateField, with column: Column) -> RowBatch {
    var result = compacted
    result.rates?[field] = column
    return result
  }
}
