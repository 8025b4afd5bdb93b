import RateQL

/// CSV and TSV as a table: the first line names the columns.
enum CSVTable {
  static func read(
    _ bytes: [UInt8], separator: CSVSeparator?, _ problems: inout Problems
  ) -> RawTable {
    var table = RawTable()
    var headerLine: Int?
    var hasRows = false
    do {
      try CSVText.read(bytes, separator: separator) { cells, line in
        if headerLine == nil {
          headerLine = line
          table.columns = cells.map { .init(name: $0, forms: .bare) }
        } else {
          hasRows = true
          append(cells, line: line, to: &table, &problems)
        }
      }
    } catch {
      let column = error.cell.flatMap { cell in
        hasRows && table.columns.indices.contains(cell) && !table.columns[cell].name.isEmpty
          ? "column \(CellText.shown(table.columns[cell].name)): " : nil
      }
      // With its quotes wrong, nothing else that seems wrong can be believed.
      problems = Problems()
      problems.report((column ?? "") + error.reason, line: error.line)
      return RawTable()
    }
    guard headerLine != nil else {
      problems.report("the file is empty; its first line should name the columns", line: nil)
      return table
    }
    table.settleNames(line: headerLine, &problems)
    if table.columns.isEmpty, problems.isEmpty {
      problems.report("the first line names no column", line: headerLine)
    }
    return table
  }

  private static func append(
    _ cells: [String], line: Int, to table: inout RawTable, _ problems: inout Problems
  ) {
    let width = table.columns.count
    guard cells.count >= width else {
      problems.report("the row has \(counted(cells.count)), the header has \(width)", line: line)
      return
    }
    if cells.count > width, let extra = cells[width...].first(where: { !CellText.isBlank($0) }) {
      problems.report(
        "the row has \(counted(cells.count)), the header has \(width): \(CellText.shown(extra)) is past the last",
        line: line)
      return
    }
    for index in 0..<width {
      if CellText.isBlank(cells[index]) {
        table.columns[index].cells.appendNull()
      } else {
        table.columns[index].cells.append(cells[index])
      }
    }
    table.lines.append(line)
  }

  private static func counted(_ cells: Int) -> String { cells == 1 ? "1 cell" : "\(cells) cells" }
}
