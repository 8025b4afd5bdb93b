import RateQL

/// A table as its file has it: every cell still the text that stands there.
struct RawTable {
  /// One column, with a cell for each row; null where a cell is blank.
  struct Column {
    /// The name without blanks around it.
    let name: String
    /// The rate field that the name means.
    let field: RateField?
    var cells = TextColumn()
    var forms: Forms

    init(name: String, forms: Forms = []) {
      self.name = CellText.trimmed(name)
      field = RateField(name: self.name)
      self.forms = forms
    }
  }

  /// How a format marks its cells.
  struct Forms: OptionSet {
    let rawValue: UInt8
    /// Not at all: CSV, where what a cell looks like is all there is.
    static let bare = Forms(rawValue: 1)
    static let text = Forms(rawValue: 2)
    static let number = Forms(rawValue: 4)
    static let truth = Forms(rawValue: 8)
  }

  var columns: [Column] = []
  /// The line on which each row starts.
  var lines: [Int] = []

  /// Reports names that stand twice, and cells without a name. A column with neither name nor cells goes.
  mutating func settleNames(line: Int?, _ problems: inout Problems) {
    var places: [String: String] = [:]
    for (index, column) in columns.enumerated() {
      if column.name.isEmpty {
        guard let row = (0..<column.cells.count).first(where: { !column.cells.isNull($0) }) else { continue }
        problems.report(
          "column \(index + 1) has no name in the header, but \(CellText.shown(column.cells[row])) stands in it",
          line: lines.indices.contains(row) ? lines[row] : line)
      } else if let first = places.updateValue(column.name, forKey: column.name.lowercased()) {
        let same = first == column.name
        problems.report(
          same
            ? "the column \(CellText.shown(first)) stands there twice; rename one"
            : "the columns \(CellText.shown(first)) and \(CellText.shown(column.name)) have the same name; rename one",
          line: line)
      }
    }
    columns.removeAll(where: \.name.isEmpty)
  }
}
