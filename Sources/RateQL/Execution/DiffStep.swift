/// `diff`: the new rows beside the old ones of their key, then the old ones that have no new one.
final class DiffStep: Step {
  private let match: DiffMatch
  private let right: RowBatch
  private let span: Span
  private let next: any Step
  private var left: RowBatch?

  init(_ match: DiffMatch, _ right: RowBatch, at span: Span, next: any Step) {
    self.match = match
    self.right = right
    self.span = span
    self.next = next
  }

  func push(_ batch: RowBatch) async throws -> ScanFlow {
    guard batch.count > 0 else { return .more }
    if left == nil { left = batch } else { left?.append(batch) }
    return .more
  }

  func finish() async throws {
    let left = left ?? RowBatch(computed: [], count: 0)
    self.left = nil
    let newKeys = match.keys.map { left.column($0.left) }
    let oldKeys = match.keys.map { right.column(.computed($0.right)) }
    let newIndex = KeyIndex(newKeys, count: left.count)
    let oldIndex = KeyIndex(oldKeys, count: right.count)
    for (index, side) in [(newIndex, "the left"), (oldIndex, "the right")] {
      if let (key, _) = index.doubled { throw RunError.failed(.doubledKey(key, side: side, at: span)) }
    }
    var rows: [(new: Int?, old: Int?)] = (0..<left.count).map { row in
      (row, oldIndex.rows(KeyIndex.key(newKeys, row)).first.map { Int($0) })
    }
    for row in 0..<right.count where newIndex.rows(KeyIndex.key(oldKeys, row)).isEmpty {
      rows.append((nil, row))
    }
    _ = try await next.push(try compared(rows, left, newKeys, oldKeys))
    try await next.finish()
  }

  private func compared(
    _ rows: [(new: Int?, old: Int?)], _ left: RowBatch, _ newKeys: [Column], _ oldKeys: [Column]
  ) throws(RunError) -> RowBatch {
    var columns: [Column] = []
    for (place, type) in match.keyTypes.enumerated() {
      var column = Column.empty(type, scale: 5)
      for row in rows {
        column.append(row.new.map { newKeys[place][$0] } ?? row.old.map { oldKeys[place][$0] } ?? .null)
      }
      columns.append(column)
    }
    let sides = match.fields.map { field in
      (new: left.column(field.left), old: right.column(.computed(field.right)))
    }
    var status = Column.empty(.text)
    for row in rows { status.append(.text(self.status(row, sides).rawValue)) }
    columns.append(status)
    if let price = match.price { columns.append(try change(rows, sides[price])) }
    for (field, side) in zip(match.fields, sides) {
      var (new, old) = (Column.empty(field.type, scale: 5), Column.empty(field.type, scale: 5))
      for row in rows {
        new.append(row.new.map { side.new[$0] } ?? .null)
        old.append(row.old.map { side.old[$0] } ?? .null)
      }
      columns += [new, old]
      if field.hasChange { columns.append(try difference(new, old, field.type)) }
    }
    return RowBatch(computed: columns, count: rows.count)
  }

  private typealias Sides = (new: Column, old: Column)

  /// The price decides, where both have one; any other difference is a change.
  private func status(_ row: (new: Int?, old: Int?), _ sides: [Sides]) -> DiffMatch.Status {
    guard let new = row.new else { return .gone }
    guard let old = row.old else { return .new }
    if let price = match.price,
      let order = ValueOrder.compare(sides[price].new[new], sides[price].old[old]), order != 0
    {
      return order > 0 ? .raised : .lowered
    }
    let differs = sides.contains { side in
      let (a, b) = (side.new[new], side.old[old])
      // A blank text is none.
      return a != b && !(a.isBlankText && b.isBlankText)
    }
    return differs ? .changed : .same
  }

  /// How much the price goes up, as a percent of the old one.
  private func change(_ rows: [(new: Int?, old: Int?)], _ side: Sides) throws(RunError) -> Column {
    var column = Column.empty(.percent, scale: 5)
    for row in rows {
      guard let new = row.new, let old = row.old, let after = side.new[new].decimal,
        let before = side.old[old].decimal, !before.isZero
      else {
        column.append(.null)
        continue
      }
      do throws(ArithmeticError) {
        column.append(.percent(try after.subtracting(before).divided(by: before)))
      } catch {
        throw .failed(.arithmetic(error, at: span))
      }
    }
    return column
  }

  private func difference(_ new: Column, _ old: Column, _ type: ValueType) throws(RunError) -> Column {
    var column = Column.empty(Checker.arithmetic(.subtract, type, type) ?? type, scale: 5)
    for row in 0..<new.count {
      column.append(try Operation.apply(.subtract, new[row], old[row], at: span))
    }
    return column
  }
}

extension Value {
  var isBlankText: Bool { self == .null || self == .text("") }
}
