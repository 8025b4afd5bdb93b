/// `join` and `diff`: two queries' rows side by side.
extension Checker {
  /// Each left row with each right row of its key; the left rows stay rates.
  mutating func checkJoin(_ stage: Stage, _ rows: RowShape, _ other: Query, _ keys: [JoinKey]) -> RowShape {
    let right = checkQuery(other)
    guard let found = checkKeys(keys, rows, right) else { return rows }
    if let place = right.unsettledAt, isEditing { report(.unsettled("join", at: place)) }
    let keyPlaces = Set(found.map(\.right))
    var shape = rows
    var added: [Int] = []
    for (place, column) in right.columns.enumerated() where !keyPlaces.contains(place) {
      added.append(place)
      // A name that the left has, or could have, would mean two things.
      let isTaken = rows.column(column.name) != nil
      let name = freeName(isTaken ? "\(column.name)_right" : column.name, in: shape)
      shape.columns.append(
        .init(
          name: name, type: column.type, origin: .computed(shape.computedCount),
          mayBeUnknown: column.mayBeUnknown))
      shape.computedCount += 1
    }
    facts.joins[stage.id] = JoinMatch(keys: found, added: added)
    return shape
  }

  private func freeName(_ name: String, in shape: RowShape) -> String {
    var name = name
    while shape.column(name) != nil { name += "_right" }
    return name
  }

  /// The new rows beside the old: what came, went and changed.
  mutating func checkDiff(_ stage: Stage, _ rows: RowShape, _ other: Query, _ keys: [JoinKey]) -> RowShape {
    let right = checkQuery(other)
    let nothing = RowShape.table([(name: String, type: ValueType)]())
    guard let found = checkKeys(keys, rows, right) else {
      var unknown = nothing
      unknown.isUnknown = true
      return unknown
    }
    let keyNames = keys.map { $0.left.text.lowercased() }
    var fields: [DiffMatch.Field] = []
    var columns = keys.map { key in
      (name: key.left.text.lowercased(), type: rows.column(key.left.text)?.type ?? .invalid)
    }
    let keyTypes = columns.map(\.type)
    columns.append(("status", .text))
    var price: Int?
    var compared: [(name: String, type: ValueType)] = []
    var unknown: Set<String> = []
    for column in rows.columns where !keyNames.contains(column.name.lowercased()) {
      let name = column.name.lowercased()
      guard name != RateField.id.name,
        let place = right.columns.firstIndex(where: { $0.name.lowercased() == name }),
        !found.contains(where: { $0.right == place })
      else { continue }
      guard let type = ValueType.common(column.type, right.columns[place].type) else {
        report(
          .mixedTypes(
            "diff", column.type, right.columns[place].type, at: other.span,
            hint: "`\(name)` is of another type on each side; leave it out with `select`"))
        continue
      }
      let change = Checker.arithmetic(.subtract, type, type)
      if name == RateField.priceN.name, type.isNumber { price = fields.count }
      fields.append(.init(left: column.origin, right: place, type: type, hasChange: change != nil))
      compared += [(name, type), ("\(name)_old", type)]
      if let change { compared.append(("\(name)_change", change)) }
      if column.mayBeUnknown { unknown.formUnion([name, "\(name)_change"]) }
      if right.columns[place].mayBeUnknown { unknown.formUnion(["\(name)_old", "\(name)_change"]) }
    }
    if price != nil { columns.append(("change", .percent)) }
    facts.diffs[stage.id] = DiffMatch(keys: found, keyTypes: keyTypes, fields: fields, price: price)
    var shape = RowShape.table(columns + compared, isOrdered: rows.isOrdered && right.isOrdered)
    for name in unknown { shape.mark(name, mayBeUnknown: true) }
    return shape
  }

  /// Where the keys stand on both sides; nil where that can't be told.
  private mutating func checkKeys(
    _ keys: [JoinKey], _ left: RowShape, _ right: RowShape
  ) -> [(left: RowShape.Origin, right: Int)]? {
    guard !left.isUnknown, !right.isUnknown else { return nil }
    var found: [(left: RowShape.Origin, right: Int)] = []
    for key in keys {
      guard let column = left.column(key.left.text) else {
        let nearest = Suggestion.nearest(to: key.left.text, among: left.names)
        report(.unknownColumn(key.left.text, at: key.left.span, rows: left, nearest: nearest))
        continue
      }
      let name = key.right.text.lowercased()
      guard let place = right.columns.firstIndex(where: { $0.name.lowercased() == name }) else {
        let names = right.columns.map(\.name)
        report(
          .noRightColumn(
            key.right.text, names, nearest: Suggestion.nearest(to: key.right.text, among: names),
            at: key.right.span))
        continue
      }
      if ValueType.common(column.type, right.columns[place].type) == nil {
        report(
          .mixedTypes(
            "=", column.type, right.columns[place].type, at: key.left.span.joined(key.right.span),
            hint: "make them one type with `select` first, such as `prefix = \"{code}\"`"))
      }
      found.append((column.origin, place))
    }
    return found.count == keys.count ? found : nil
  }
}
