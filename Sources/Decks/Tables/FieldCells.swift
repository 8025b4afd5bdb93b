import RateQL

/// The cells of a column that is named as a rate field. Numbers are kept as they stand, also those with more
/// digits than the API keeps: that they are rounded is told where they are written.
struct FieldCells {
  let field: RateField
  let name: String
  let lines: [Int]

  mutating func column(_ raw: RawTable.Column, _ problems: inout Problems) -> Column {
    switch field.type {
    case .int, .decimal: numbers(raw.cells, &problems)
    case .percent: percents(raw.cells, &problems)
    case .symbol(let kind): symbols(raw.cells, kind, &problems)
    default: texts(raw.cells)
    }
  }

  private func report(_ reason: String, _ row: Int, _ problems: inout Problems) {
    problems.report(
      "column \(CellText.shown(name)): \(reason)", line: lines.indices.contains(row) ? lines[row] : nil)
  }

  private func numbers(_ cells: TextColumn, _ problems: inout Problems) -> Column {
    var numbers = NumberCells(count: cells.count)
    cells.forEachCell { row, cell in
      let cell = CellText.trimmed(cell)
      guard let number = PlainNumber.read(cell) else {
        report(FieldCells.noNumber(cell), row, &problems)
        return
      }
      guard field.type != .int || number.isInteger else {
        report("\(CellText.shown(cell)) is not a whole number", row, &problems)
        return
      }
      numbers.set(row, number)
    }
    return numbers.column(.number, minimumScale: field.fractionDigits ?? 0)
  }

  private func percents(_ cells: TextColumn, _ problems: inout Problems) -> Column {
    var numbers = NumberCells(count: cells.count)
    cells.forEachCell { row, cell in
      let cell = CellText.trimmed(cell)
      if let fraction = PlainNumber.readPercent(cell) ?? PlainNumber.read(cell) {
        numbers.set(row, fraction)
      } else {
        report(
          "\(FieldCells.noNumber(cell)); a surcharge is a fraction (0.01 for 1%) or has its sign (1%)", row,
          &problems)
      }
    }
    return numbers.column(.percent, minimumScale: field.fractionDigits ?? 0)
  }

  private func symbols(_ cells: TextColumn, _ kind: SymbolKind, _ problems: inout Problems) -> Column {
    var column = SymbolColumn()
    var row = 0
    cells.forEachCell { place, cell in
      while row < place {
        column.append(.null)
        row += 1
      }
      let cell = CellText.trimmed(cell)
      let name = String(decoding: cell, as: UTF8.self).uppercased()
      if kind.names.contains(name) {
        column.append(.symbol(name))
        row += 1
      } else {
        report(
          "\(CellText.shown(cell)) is none of \(kind.names.joined(separator: ", "))", place, &problems)
      }
    }
    while row < cells.count {
      column.append(.null)
      row += 1
    }
    return .symbol(column)
  }

  /// A description stands as it is; what names a rate is told apart by its characters alone.
  private func texts(_ cells: TextColumn) -> Column {
    guard field != .description else { return .text(cells) }
    var column = TextColumn()
    for row in 0..<cells.count {
      if cells.isNull(row) { column.appendNull() } else { column.append(CellText.trimmed(cells[row])) }
    }
    return .text(column)
  }

  /// Why a cell is no number, with what it seems to mean.
  private static func noNumber(_ cell: UnsafeBufferPointer<UInt8>) -> String {
    let text = String(decoding: cell, as: UTF8.self)
    let reason = "\(CellText.shown(text)) is not a number"
    if text.contains(","), ExactDecimal(text.replacing(",", with: "")) != nil {
      return reason + "; a decimal takes a point, and thousands take no comma"
    }
    if let sign = text.unicodeScalars.first(where: { $0.properties.generalCategory == .currencySymbol }) {
      return reason + "; money stands without its \(sign)"
    }
    if PlainNumber.isLong(cell) {
      return "\(CellText.shown(text)) has more digits than are kept exactly (38)"
    }
    return reason
  }
}
