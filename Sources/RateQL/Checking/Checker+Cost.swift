extension Checker {
  /// `cost(duration)`: of a call of that length on the row's rate. The row has to be a rate, or to have its
  /// columns.
  mutating func costType(_ call: Expression, _ name: Name, in context: Context) -> ValueType {
    guard let rows = context.rows else {
      report(.costWithoutRate(at: name.span))
      return .invalid
    }
    guard context.groups == nil || context.insideAggregate || context.isArgument else {
      report(.outsideAggregate(text(call), at: call.span))
      return .invalid
    }
    var columns: [RateField: RowShape.Origin] = [:]
    var missing: [String] = []
    for field in RateTerms.fields {
      guard let column = rows.column(field.name) else {
        missing.append(field.name)
        continue
      }
      guard Checker.isTerm(column.type, of: field) else {
        report(
          .wrongType(
            "the column `\(column.name)`, which `cost` reads,", wanted: field.type.description,
            found: column.type, at: name.span))
        return .invalid
      }
      columns[field] = column.origin
    }
    guard missing.isEmpty else {
      report(.costWithoutColumns(missing, at: name.span))
      return .invalid
    }
    facts.calls[call.id] = .cost(columns)
    return .decimal
  }

  /// A null is a term that is not known.
  private static func isTerm(_ type: ValueType, of field: RateField) -> Bool {
    switch type {
    case .null, .invalid: true
    case .int, .decimal: field.type.isNumber
    default: type == field.type
    }
  }
}

extension Diagnostic {
  fileprivate static func costWithoutRate(at span: Span) -> Diagnostic {
    Diagnostic(
      "RQ2025", "`cost` is of a call on a rate, and there is none here", at: span,
      hints: ["use it in a stage: `rates | extend c = cost(2m30s)`"])
  }

  fileprivate static func costWithoutColumns(_ names: [String], at span: Span) -> Diagnostic {
    let list = names.joined(separator: ", ")
    return Diagnostic(
      "RQ2026", "`cost` needs every price of a rate, and these rows lack \(list)", at: span,
      hints: ["where you know what it is, add it before: `extend \(names[0]) = …`; nothing is filled in"])
  }
}
