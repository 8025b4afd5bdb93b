/// `insert`, `upsert` and `sync`: edits whose values come as rows.
extension Checker {
  mutating func checkRowEdit(_ stage: Stage, _ rows: RowShape, keys: [Name], _ defaults: [Assignment]) {
    checkFieldAssignments(defaults, rows: rows, opens: true)
    guard !rows.isUnknown else { return }
    var fields: [(field: RateField, from: RowShape.Origin)] = []
    var ignored: [String] = []
    for column in rows.columns {
      guard let field = RateField(name: column.name), field.isWritable else {
        if !isOwnID(column, keys) { ignored.append(column.name) }
        continue
      }
      if Checker.fits(column.type, field) {
        fields.append((field, column.origin))
      } else {
        report(
          .wrongType(
            "the column `\(field.name)`", wanted: field.type.description, found: column.type,
            at: stage.keyword.span, hint: columnHint(field, column.type)))
      }
    }
    let found = checkEditKeys(stage, keys, rows)
    if case .insert = stage.kind { checkComplete(stage, fields.map(\.field), defaults) }
    facts.rowEdits[stage.id] = RowEdit(
      fields: fields, keys: found, ignored: ignored, lines: rows.lines.map { .computed($0) })
  }

  /// The id of a rate itself, or one that rates are found by: nobody would look for it among the fields.
  private func isOwnID(_ column: RowShape.Column, _ keys: [Name]) -> Bool {
    guard column.name.lowercased() == RateField.id.name else { return false }
    return column.origin == .field(.id) || keys.contains { $0.text.lowercased() == RateField.id.name }
  }

  /// A value of that type can be written into the field.
  static func fits(_ type: ValueType, _ field: RateField) -> Bool {
    type == field.type || type == .invalid || (field.type == .decimal && type == .int)
      || (field == .description && type == .null)
  }

  private func columnHint(_ field: RateField, _ found: ValueType) -> String {
    switch (field.type, found) {
    case (.text, _): "turn it into a text first: `select \(field.name) = \"{\(field.name)}\", …`"
    case (.percent, _): "a surcharge is a percent: `select \(field.name) = \(field.name) * 1%, …`"
    case (.int, .decimal): "round it first: `select \(field.name) = round(\(field.name)), …`"
    default: "bring it into form with `select` first"
    }
  }

  private mutating func checkEditKeys(
    _ stage: Stage, _ keys: [Name], _ rows: RowShape
  ) -> [(field: RateField, from: RowShape.Origin)] {
    var found: [(field: RateField, from: RowShape.Origin)] = []
    for key in keys {
      guard let field = RateField(name: key.text) else {
        let names = RateField.allCases.map(\.name)
        report(
          .unknownField(
            key.text, at: key.span, fields: names, nearest: Suggestion.nearest(to: key.text, among: names)))
        continue
      }
      guard field.isListed else {
        report(.unlistedKey(field.name, at: key.span))
        continue
      }
      guard let column = rows.columns.first(where: { $0.name.lowercased() == field.name }) else {
        report(.keyNotInRows(field.name, stage.keyword.text, rows, at: key.span))
        continue
      }
      found.append((field, column.origin))
    }
    return found
  }

  /// What every new rate needs has to come from somewhere.
  private mutating func checkComplete(_ stage: Stage, _ fields: [RateField], _ defaults: [Assignment]) {
    let given = Set(fields + defaults.compactMap { RateField(name: $0.target.text) })
    let missing = RateField.allCases.filter { $0.isRequired && !given.contains($0) }
    if !missing.isEmpty { report(.missingColumns(missing.map(\.name), at: stage.keyword.span)) }
  }

  /// What `sync` is allowed to delete: rates, chosen by conditions alone.
  mutating func checkScope(_ scope: Query) {
    let shape = checkQuery(scope)
    guard !shape.isUnknown else { return }
    if !shape.areRates { return report(.scopeNotRates(at: scope.span)) }
    for stage in facts.stages(of: scope) {
      switch stage.kind {
      case .filter, .search, .match, .sort: continue
      default: return report(.scopeChoosesOtherwise(stage.keyword.text, at: scope.span))
      }
    }
  }
}
