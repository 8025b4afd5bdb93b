extension Checker {
  /// Checks a query and gives the shape of its rows.
  mutating func checkQuery(_ query: Query) -> RowShape {
    queryDepth += 1
    defer { queryDepth -= 1 }
    var shape = checkSource(query)
    facts.sourceShapes[query.id] = shape
    for stage in query.stages {
      let input = shape
      shape = check(stage, input)
      shape.areOfFile = input.areOfFile
      shape = facts.marked(shape, after: stage, on: input)
      facts.shapes[stage.id] = shape
    }
    facts.shapes[query.id] = shape
    return shape
  }

  private mutating func checkSource(_ query: Query) -> RowShape {
    switch query.source {
    case .rates: return .rates
    case .nested(let inner): return checkQuery(inner)
    case .load(let path, _): return checkLoad(path, of: query)
    case .call(let name, let arguments, let span): return checkCall(name, arguments, at: span, of: query)
    case .name(let name):
      switch scope[name.text] {
      case .view(let view, let shape):
        facts.views[query.id] = view
        checkIsUnedited(view, name)
        return shape
      case .parameter(let parameter): return checkParameter(parameter, name, of: query)
      case .row: report(.rowAsRows(name.text, at: name.span))
      case .definition(let known): report(.definitionAsValue(known.display, at: name.span))
      case .value(let type, _):
        if type != .invalid { report(.notRows(name.text, type: type, at: name.span)) }
      case nil where brokenNames.contains(name.text): break
      case nil:
        let nearest = Suggestion.nearest(to: name.text, among: scope.names + ["rates"])
        report(.unknownView(name.text, at: name.span, nearest: nearest))
      }
      return .unknown
    }
  }

  /// The field among `edited` that decides which rates a view chooses.
  func field(deciding view: Query, among edited: RateFieldSet) -> RateField? {
    // What stands before a `pin` has chosen already.
    let stages = facts.stages(of: view)
    let pin = stages.lastIndex { if case .pin = $0.kind { true } else { false } }
    for stage in stages[(pin.map { $0 + 1 } ?? 0)...] where stage.kind.choosesRates {
      let readsRates = facts.shapes[stage.id]?.areRates ?? true
      if readsRates, let field = stage.kind.fieldsReadUnnamed.first(where: edited.contains) { return field }
      for expression in stage.kind.expressions {
        var field: RateField?
        facts.walk(expression) { node in
          if let used = facts.fieldsRead(at: node).first(where: edited.contains) { field = used }
        }
        if let field { return field }
      }
    }
    return nil
  }

  private mutating func check(_ stage: Stage, _ rows: RowShape) -> RowShape {
    var shape = rows
    switch stage.kind {
    case .filter(let condition):
      expect(.bool, of: condition, in: Context(rows: rows), "the condition of `where`")
    case .search(let text):
      expect(.text, of: text, in: .noRow, "what `search` looks for")
      if rows.searched.isEmpty, !rows.isUnknown {
        report(.nothingToSearch(rows.names, at: stage.keyword.span))
      }
    case .sort(let keys):
      for (place, key) in keys.enumerated() {
        if place > 0, let direction = strayDirection(key, rows) {
          report(.strayDirection(direction.text, after: text(keys[place - 1].expression), at: direction.span))
        } else {
          checkSortKey(key, rows)
        }
      }
      shape.isOrdered = true
    case .take(let count), .skip(let count):
      checkCount(count, stage)
      if !rows.isOrdered, shape.unsettledAt == nil { shape.unsettledAt = stage.span }
    case .select(let items):
      shape = checkSelect(items, rows)
    case .extend(let assignments):
      shape = checkExtend(assignments, rows)
    case .summarize(let values, let groups):
      shape = checkSummarize(values, groups, rows)
    case .distinct(let items):
      shape = checkDistinct(items, rows)
    case .set(let assignments):
      expectRates(rows, stage)
      checkFieldAssignments(assignments, rows: rows)
    case .join(let other, let keys): shape = checkJoin(stage, rows, other, keys)
    case .diff(let other, let keys): shape = checkDiff(stage, rows, other, keys)
    case .snapshot:
      if let place = rows.unsettledAt { report(.unsettled("snapshot", at: place)) }
      shape = .table(rows.columns.map { ($0.name, $0.type) }, isOrdered: rows.isOrdered)
    case .save(let path, let replacing): checkSave(path, replacing: replacing)
    case .insert(let defaults):
      checkRowEdit(stage, rows, keys: [], defaults)
    case .upsert(let keys, let defaults):
      checkRowEdit(stage, rows, keys: keys, defaults)
    case .sync(let scope, let keys, let defaults):
      checkScope(scope)
      checkRowEdit(stage, rows, keys: keys, defaults)
    case .delete:
      expectRates(rows, stage)
    case .match(let number):
      expectRates(rows, stage)
      expect(.text, of: number, in: .noRow, "the number of `match`")
      refuseNoNumber(number)
      // Longest prefix first, and each prefix once.
      shape.isOrdered = true
    case .pin:
      expectRates(rows, stage)
      if let place = rows.unsettledAt { report(.unsettled("pin", at: place)) }
      // Their order is not fixed, only which they are.
      shape.isOrdered = false
    }
    return shape
  }

  private mutating func checkSelect(_ items: [SelectItem], _ rows: RowShape) -> RowShape {
    var shape = rows
    shape.columns = []
    for item in items where !refuseUnclear(item) {
      let type = checkType(item.value, in: Context(rows: rows))
      guard unused(item.name, in: shape.columns.map(\.name)) else { continue }
      if case .column(let origin)? = facts.names[item.value.id], isPlainName(item) {
        shape.columns.append(.init(name: item.name.text.lowercased(), type: type, origin: origin))
        continue
      }
      if rows.areRates, RateField(name: item.name.text) != nil {
        report(.fieldNameTaken(item.name.text, at: item.name.span))
      }
      shape.columns.append(
        .init(name: item.name.text, type: type, origin: .computed(shape.computedCount)))
      shape.computedCount += 1
    }
    return shape
  }

  /// The item is a column under its own name.
  private func isPlainName(_ item: SelectItem) -> Bool {
    switch item.value.kind {
    case .name(let used), .column(let used): used.text.lowercased() == item.name.text.lowercased()
    default: false
    }
  }

  private mutating func checkExtend(_ assignments: [Assignment], _ rows: RowShape) -> RowShape {
    var shape = rows
    for assignment in assignments {
      // Each sees the columns that those before it added.
      let isUnclear = refuseUnclear(assignment)
      let type = isUnclear ? .invalid : checkType(assignment.value, in: Context(rows: shape))
      let target = assignment.target
      if let operation = assignment.operation {
        report(.opensToOperation(operation.rawValue, at: target.span))
      }
      if rows.areRates, RateField(name: target.text) != nil {
        report(.fieldNameTaken(target.text, at: target.span))
      } else if !unused(target, in: shape.columns.map(\.name)) {
        continue
      }
      shape.columns.append(.init(name: target.text, type: type, origin: .computed(shape.computedCount)))
      shape.computedCount += 1
    }
    return shape
  }

  private mutating func checkSummarize(
    _ values: [Assignment], _ groups: [SelectItem], _ rows: RowShape
  ) -> RowShape {
    var columns: [RowShape.Column] = []
    for group in groups where !refuseUnclear(group) {
      let type = checkType(group.value, in: Context(rows: rows))
      guard unused(group.name, in: columns.map(\.name)) else { continue }
      columns.append(.init(name: group.name.text, type: type, origin: .computed(columns.count)))
    }
    let context = Context(rows: rows, groups: groups.map { $0.name.text.lowercased() })
    for value in values where !refuseUnclear(value) {
      let type = checkType(value.value, in: context)
      guard unused(value.target, in: columns.map(\.name)) else { continue }
      columns.append(
        .init(name: summaryName(value), type: type, origin: .computed(columns.count)))
    }
    return RowShape(
      columns: columns, areRates: false, computedCount: columns.count, isOrdered: false, unsettledAt: nil)
  }

  /// `count()` without a name of its own is called `count`, all else by its text.
  private func summaryName(_ value: Assignment) -> String {
    value.target.text == "count()" ? "count" : value.target.text
  }

  private mutating func checkDistinct(_ items: [SelectItem], _ rows: RowShape) -> RowShape {
    var columns: [RowShape.Column] = []
    if items.isEmpty {
      for column in rows.columns {
        columns.append(.init(name: column.name, type: column.type, origin: .computed(columns.count)))
      }
    }
    for item in items where !refuseUnclear(item) {
      let type = checkType(item.value, in: Context(rows: rows))
      guard unused(item.name, in: columns.map(\.name)) else { continue }
      columns.append(.init(name: item.name.text, type: type, origin: .computed(columns.count)))
    }
    return RowShape(
      columns: columns, areRates: false, computedCount: columns.count, isOrdered: false, unsettledAt: nil)
  }

  private mutating func unused(_ name: Name, in names: [String]) -> Bool {
    guard names.contains(where: { Words.areSame($0, name.text) }) else { return true }
    report(.duplicateColumn(name.text, at: name.span))
    return false
  }
}

extension StageKind {
  /// Which rates come out depends on what it reads.
  fileprivate var choosesRates: Bool {
    switch self {
    case .filter, .search, .sort, .extend, .match, .join: true
    default: false
    }
  }

  /// Fields that it reads without naming them.
  fileprivate var fieldsReadUnnamed: [RateField] {
    switch self {
    case .match: [.prefix]
    case .search: [.prefix, .description]
    case .join(_, let keys): keys.compactMap { RateField(name: $0.left.text) }
    default: []
    }
  }
}
