import RateQL

/// Rows as an aligned table for people.
///
/// The first rows decide the columns' widths and digits; the rest is written as it comes.
actor TableFormatter: RowFormatter {
  private let output: any TextOutput
  private let settings: RenderSettings
  private var columns: [ResultColumn] = []
  private var shapes: [NumberShape] = []
  private var sample: [[Value]] = []
  private var grid: TableGrid?
  private var count = 0
  private var writer = ByteWriter()

  init(output: any TextOutput, settings: RenderSettings) {
    self.output = output
    self.settings = settings
  }

  func begin(_ columns: [ResultColumn]) async throws {
    self.columns = columns
    shapes = columns.map { _ in NumberShape() }
    sample.reserveCapacity(settings.sampleRows)
  }

  func rows(_ columns: [Column], count: Int, selection: [Int32]?) async throws {
    try Task.checkCancellation()
    for index in 0..<(selection?.count ?? count) {
      let row = selection.map { Int($0[index]) } ?? index
      let values = columns.map { $0[row] }
      self.count += 1
      if let grid {
        grid.append(cells(values), to: &writer)
      } else {
        sample.append(values)
        if sample.count == settings.sampleRows { _ = settle() }
      }
      if writer.isFull { try await output.write(writer.take()) }
    }
    try await output.write(writer.take())
  }

  func end(isCut: Bool) async throws {
    let grid = grid ?? settle()
    let footer = "(\(isCut ? "the first " : "")\(HumanNumber.count(count, "row")))"
    writer.append(wrapped: footer, within: settings.width) { settings.style(.faint, $0) }
    grid.appendNote(advice: "use a wider terminal or select", to: &writer)
    try await output.write(writer.take())
    try await output.flush()
  }

  /// Settles the widths by the sample, and writes the header and the sample.
  private func settle() -> TableGrid {
    for values in sample {
      for (index, value) in values.enumerated() where index < shapes.count { shapes[index].note(value) }
    }
    let rows = sample.map(cells)
    sample = []
    let grid = TableGrid(
      columns.map(TableFormatter.gridColumn), sample: rows, within: settings.width, style: settings.style)
    self.grid = grid
    grid.appendHeader(to: &writer)
    for row in rows { grid.append(row, to: &writer) }
    return grid
  }

  private func cells(_ values: [Value]) -> [TableCell] {
    zip(values, zip(columns, shapes)).map { value, place in
      let (column, shape) = place
      return switch value {
      case .null: TableCell(column.mayBeUnknown ? "unknown" : "null", role: .faint)
      case .number, .fraction, .percent, .duration: TableCell(shape.text(value), form: .number)
      case .date, .bool, .text, .symbol, .list: TableCell(value.description)
      }
    }
  }

  private static func gridColumn(_ column: ResultColumn) -> TableGrid.Column {
    switch column.type {
    case .int, .decimal, .percent, .duration:
      TableGrid.Column(title: column.name, alignment: .right)
    case .text, .list, .invalid:
      TableGrid.Column(title: column.name, isFlexible: true)
    case .null, .date, .bool, .symbol, .regex:
      TableGrid.Column(title: column.name)
    }
  }
}
