/// What single stages ask of their rows and operands.
extension Checker {
  mutating func expectRates(_ rows: RowShape, _ stage: Stage) {
    guard !rows.areRates, !rows.isUnknown else { return }
    report(.notRates(stage.keyword.text, areOfFile: rows.areOfFile, at: stage.keyword.span))
  }

  /// `sort price_n, desc`: the direction has become a key of its own.
  func strayDirection(_ key: SortKey, _ rows: RowShape) -> Name? {
    guard case .name(let name) = key.expression.kind, ["asc", "desc"].contains(name.text.lowercased()),
      rows.column(name.text) == nil, scope[name.text] == nil
    else { return nil }
    return name
  }

  mutating func checkSortKey(_ key: SortKey, _ rows: RowShape) {
    let type = checkType(key.expression, in: Context(rows: rows))
    if !type.isOrdered {
      report(
        .wrongType(
          "a sort key", wanted: "a value that has an order", found: type, at: key.expression.span))
    }
  }

  mutating func checkCount(_ count: Expression, _ stage: Stage) {
    expect(.int, of: count, in: .noRow, "the count of `\(stage.keyword.text)`")
    refuseCount(count, of: stage.keyword.text)
  }
}
