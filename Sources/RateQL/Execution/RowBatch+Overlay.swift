extension RowBatch {
  /// The rows that the plan has no part in.
  func outside(_ changes: ChangePlan) -> RowBatch {
    guard changes.touchesRates else { return self }
    var places: [Int32] = []
    for row in 0..<count {
      if let id = value(.id, row)?.string, changes.change(id) != nil { continue }
      places.append(Int32(row))
    }
    return places.count == count ? self : choosing(places)
  }
}
