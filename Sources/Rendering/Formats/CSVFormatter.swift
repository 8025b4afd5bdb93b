import RateQL

/// Rows as CSV or TSV: a header of the columns' names, lines ended by LF, numbers plain.
actor CSVFormatter: RowFormatter {
  private let output: any TextOutput
  private let cells: CSVCells
  private var writer = ByteWriter()

  init(output: any TextOutput, cells: CSVCells) {
    self.output = output
    self.cells = cells
  }

  func begin(_ columns: [ResultColumn]) async throws {
    cells.appendLine(columns.map(\.name), to: &writer)
  }

  func rows(_ columns: [Column], count: Int, selection: [Int32]?) async throws {
    try Task.checkCancellation()
    let sources = columns.map { CellSource($0, cells) }
    for index in 0..<(selection?.count ?? count) {
      append(selection.map { Int($0[index]) } ?? index, sources)
      if writer.isFull { try await output.write(writer.take()) }
    }
    try await output.write(writer.take())
  }

  func end(isCut: Bool) async throws {
    try await output.write(writer.take())
    try await output.flush()
  }

  private func append(_ row: Int, _ sources: [CellSource]) {
    let start = writer.bytes.count
    for (index, source) in sources.enumerated() {
      if index > 0 { writer.append(cells.separator) }
      source.append(row, cells, to: &writer)
    }
    // A lone null would be an empty line, which many readers skip.
    if writer.bytes.count == start { writer.append("\"\"") }
    writer.append(UInt8(ascii: "\n"))
  }
}
