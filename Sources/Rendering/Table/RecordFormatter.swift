import RateQL

/// A result for people that is no table: a column a line, or lines with what each speaks of before them.
/// Long texts are wrapped, never cut.
actor RecordFormatter: RowFormatter {
  private let output: any TextOutput
  private let settings: RenderSettings
  private let layout: ResultLayout
  private var columns: [ResultColumn] = []
  private var lastName: String?
  private var pairs: [(name: String, cell: Cell)] = []
  private var writer = ByteWriter()

  private struct Cell {
    var text: String
    var role: Style.Role?
  }

  init(_ layout: ResultLayout, output: any TextOutput, settings: RenderSettings) {
    self.layout = layout
    self.output = output
    self.settings = settings
  }

  func begin(_ columns: [ResultColumn]) async throws { self.columns = columns }

  func rows(_ columns: [Column], count: Int, selection: [Int32]?) async throws {
    for index in 0..<(selection?.count ?? count) {
      let row = selection.map { Int($0[index]) } ?? index
      let cells = zip(self.columns, columns).map { Self.cell($1[row], of: $0) }
      if layout == .lines, cells.count == 2 {
        pairs.append((cells[0].text == lastName ? "" : cells[0].text, cells[1]))
        lastName = cells[0].text
      } else {
        pairs += zip(self.columns, cells).map { ($0.name, $1) }
      }
    }
  }

  func end(isCut: Bool) async throws {
    let names = pairs.map { DisplayText($0.name) }
    let indent = (names.map(\.width).max() ?? 0) + 2
    // In a terminal that is too narrow for both, the text is not squeezed into a few columns.
    let room = settings.width.map { max($0 - indent, 20) }
    for (name, pair) in zip(names, pairs) {
      writer.append(settings.style(.header, name.text))
      var gap = indent - name.width
      for line in WrappedText.lines(pair.cell.text, within: room) {
        writer.append(gap, of: UInt8(ascii: " "))
        writer.append(settings.style(pair.cell.role, line))
        writer.append(UInt8(ascii: "\n"))
        gap = indent
      }
    }
    try await output.write(writer.take())
    try await output.flush()
  }

  private static func cell(_ value: Value, of column: ResultColumn) -> Cell {
    switch value {
    case .null: Cell(text: column.mayBeUnknown ? "unknown" : "null", role: .faint)
    default: Cell(text: value.description)
    }
  }
}
