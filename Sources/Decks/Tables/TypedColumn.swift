import RateQL

/// A column's cells read to the column's type.
struct TypedColumn {
  var type: ValueType
  var column: Column

  /// A column named as a rate field has that field's type, and a cell that doesn't fit it is reported. Any
  /// other column has the narrowest type that all of its cells fit.
  static func read(_ raw: RawTable.Column, lines: [Int], _ problems: inout Problems) -> TypedColumn {
    guard let field = raw.field else { return inferred(raw, lines: lines, &problems) }
    var reader = FieldCells(field: field, name: raw.name, lines: lines)
    let column = reader.column(raw, &problems)
    return TypedColumn(type: field.type, column: column)
  }

  // MARK: - Columns of no rate field

  private typealias Reader = @Sendable (TextColumn) -> TypedColumn?

  /// Each of these tries to read all cells as one type, and is nil where one of them doesn't fit. The first
  /// that does decides.
  private static let bareReaders: [Reader] = [numbers, percents, truths, dates]
  private static let textReaders: [Reader] = [percents, dates]

  private static func inferred(
    _ raw: RawTable.Column, lines: [Int], _ problems: inout Problems
  ) -> TypedColumn {
    let text = TypedColumn(type: .text, column: .text(raw.cells))
    guard (0..<raw.cells.count).contains(where: { !raw.cells.isNull($0) }) else { return text }
    switch raw.forms {
    case .bare: return first(of: bareReaders, raw.cells) ?? text
    case .text: return first(of: textReaders, raw.cells) ?? text
    case .truth: return truths(raw.cells) ?? text
    case .number: return markedNumbers(raw, lines: lines, &problems)
    default: return text
    }
  }

  private static func first(
    of readers: [Reader], _ cells: TextColumn
  ) -> TypedColumn? {
    for reader in readers {
      if let column = reader(cells) { return column }
    }
    return nil
  }

  private static func numbers(_ cells: TextColumn) -> TypedColumn? {
    var numbers = NumberCells(count: cells.count)
    let fits = cells.allCells { row, cell in
      let cell = CellText.trimmed(cell)
      guard PlainNumber.looksLikeOne(cell), let number = PlainNumber.read(cell) else { return false }
      numbers.set(row, number, isWhole: !cell.contains(where: PlainNumber.marksFraction))
      return true
    }
    guard fits else { return nil }
    return TypedColumn(
      type: numbers.areWhole ? .int : .decimal, column: numbers.column(.number, minimumScale: 0))
  }

  private static func percents(_ cells: TextColumn) -> TypedColumn? {
    var numbers = NumberCells(count: cells.count)
    let fits = cells.allCells { row, cell in
      guard let fraction = PlainNumber.readPercent(CellText.trimmed(cell)) else { return false }
      numbers.set(row, fraction)
      return true
    }
    return fits ? TypedColumn(type: .percent, column: numbers.column(.percent, minimumScale: 0)) : nil
  }

  private static func truths(_ cells: TextColumn) -> TypedColumn? {
    var codes = [UInt8](repeating: TruthColumn.unknown, count: cells.count)
    let fits = cells.allCells { row, cell in
      let cell = CellText.trimmed(cell)
      guard cell.count == 4 || cell.count == 5 else { return false }
      switch String(decoding: cell, as: UTF8.self).lowercased() {
      case "true": codes[row] = TruthColumn.yes
      case "false": codes[row] = TruthColumn.no
      default: return false
      }
      return true
    }
    return fits ? TypedColumn(type: .bool, column: .truth(TruthColumn(codes: codes))) : nil
  }

  /// `2026-03-01`; any other way to write a date stays a text.
  private static func dates(_ cells: TextColumn) -> TypedColumn? {
    var values = [Value](repeating: .null, count: cells.count)
    let fits = cells.allCells { row, cell in
      guard let date = CalendarDate(String(decoding: CellText.trimmed(cell), as: UTF8.self)) else {
        return false
      }
      values[row] = .date(date)
      return true
    }
    return fits ? TypedColumn(type: .date, column: .values(values)) : nil
  }

  /// Numbers that the format itself calls numbers, however long.
  private static func markedNumbers(
    _ raw: RawTable.Column, lines: [Int], _ problems: inout Problems
  ) -> TypedColumn {
    var numbers = NumberCells(count: raw.cells.count)
    raw.cells.forEachCell { row, cell in
      if let number = PlainNumber.read(cell) {
        numbers.set(row, number, isWhole: !cell.contains(where: PlainNumber.marksFraction))
      } else {
        problems.report(
          "column \(CellText.shown(raw.name)): \(CellText.shown(cell)) has more digits than the 38 kept exactly",
          line: lines.indices.contains(row) ? lines[row] : nil)
      }
    }
    return TypedColumn(
      type: numbers.areWhole ? .int : .decimal, column: numbers.column(.number, minimumScale: 0))
  }
}
