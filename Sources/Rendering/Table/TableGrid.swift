/// A table's columns with their settled widths; writes its lines.
struct TableGrid {
  struct Column {
    enum Alignment { case left, right }

    var title: String
    var alignment = Alignment.left
    /// Whether its cells may be cut where the table is too wide.
    var isFlexible = false
    /// Which columns stay longest; higher stays longer.
    var importance = 0
  }

  private let columns: [Column]
  private let layout: TableLayout
  private let limit: Int?
  private let style: Style

  /// - Parameters:
  ///   - sample: rows whose cells decide the widths.
  ///   - limit: the terminal's width; nil to cut nothing.
  ///   - showsTitles: false where no header will be written, so that titles take no room.
  init(
    _ columns: [Column], sample: [[TableCell]], within limit: Int?, style: Style, showsTitles: Bool = true
  ) {
    self.columns = columns
    self.limit = limit
    self.style = style
    var items = columns.map { column in
      TableLayout.Item(
        natural: showsTitles ? DisplayText(column.title).width : 0, isFlexible: column.isFlexible,
        importance: column.importance)
    }
    for row in sample {
      for (index, cell) in row.enumerated() where index < items.count {
        items[index].natural = max(items[index].natural, cell.width)
      }
    }
    layout = TableLayout(items, within: limit)
  }

  /// The titles of the columns that found no room.
  var omitted: [String] {
    zip(columns, layout.widths).compactMap { $1 == nil ? DisplayText($0.title).text : nil }
  }

  /// The titles and a rule below them.
  func appendHeader(to writer: inout ByteWriter) {
    append(columns.map { TableCell($0.title, role: .header) }, to: &writer)
    let rule = layout.widths.map { TableCell(String(repeating: "─", count: $0 ?? 0), role: .faint) }
    append(rule, to: &writer)
  }

  /// One line. A cell wider than its column takes what room the line has left, and is cut after that.
  func append(_ cells: [TableCell], to writer: inout ByteWriter) {
    var slack = limit.map { max($0 - layout.total, 0) } ?? Int.max
    // Spaces wait until something follows them, so that no line ends in them.
    var spaces = 0
    for (index, cell) in cells.enumerated() where index < columns.count {
      guard let width = layout.widths[index] else { continue }
      let extra = min(max(cell.width - width, 0), slack)
      slack -= extra
      let text = cell.fitted(to: width + extra)
      let padding = max(width + extra - text.width, 0)
      let isRight = columns[index].alignment == .right
      if isRight { spaces += padding }
      // What fills a number up to the width of a cut one.
      let filler = isRight ? text.text.utf8.reversed().prefix { $0 == UInt8(ascii: " ") }.count : 0
      if text.width > 0 || !text.text.isEmpty {
        writer.append(spaces, of: UInt8(ascii: " "))
        spaces = 0
        writer.append(style(cell.role, String(text.text.dropLast(filler))))
        spaces += filler
      }
      if !isRight { spaces += padding }
      spaces += TableLayout.gap
    }
    writer.append(UInt8(ascii: "\n"))
  }

  /// Tells which columns found no room, and what to do about it.
  func appendNote(advice: String, to writer: inout ByteWriter) {
    guard !omitted.isEmpty else { return }
    let count = HumanNumber.count(omitted.count, "column")
    let note = "(\(count) not shown: \(omitted.joined(separator: ", ")); \(advice))"
    writer.append(wrapped: note, within: limit) { style(.faint, $0) }
  }
}
