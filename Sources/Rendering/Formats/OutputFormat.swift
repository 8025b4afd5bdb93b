package import RateQL

/// The forms in which rows are written.
package enum OutputFormat: String, CaseIterable, Sendable {
  case table, csv, tsv, json, ndjson

  /// A formatter for one result, which it writes to `output`.
  package func formatter(
    writingTo output: any TextOutput, settings: RenderSettings = RenderSettings(),
    layout: ResultLayout = .rows
  ) -> any RowFormatter {
    switch self {
    case .table where layout != .rows: RecordFormatter(layout, output: output, settings: settings)
    case .table: TableFormatter(output: output, settings: settings)
    case .csv, .tsv: CSVFormatter(output: output, cells: csvCells(settings))
    case .json: JSONFormatter(output: output)
    case .ndjson: NDJSONFormatter(output: output)
    }
  }
}

extension OutputFormat {
  func csvCells(_ settings: RenderSettings) -> CSVCells {
    CSVCells(separator: UInt8(ascii: self == .tsv ? "\t" : ","), excelSafe: settings.excelSafe)
  }
}

/// Turns one result into text, as its rows come: ``begin(_:)`` once, ``rows(_:count:selection:)`` any
/// number of times, ``end()`` once, one call after the other. A result that fails half-way is not ended.
package protocol RowFormatter: Sendable {
  func begin(_ columns: [ResultColumn]) async throws

  /// - Parameters:
  ///   - columns: one for each of the result's columns, each of at least `count` rows.
  ///   - selection: which rows to write, in that order; nil for all `count`.
  func rows(_ columns: [Column], count: Int, selection: [Int32]?) async throws

  /// Writes what closes the result, and flushes the output.
  ///
  /// - Parameter isCut: there are more rows than were written.
  func end(isCut: Bool) async throws
}

extension RowFormatter {
  package func end() async throws { try await end(isCut: false) }
}

/// How rendered text is to look.
package struct RenderSettings: Sendable {
  package var style: Style
  /// The terminal's width in columns; nil where there is none, and then nothing is cut.
  package var width: Int?
  /// CSV and TSV only: keeps texts from being taken for formulas by a spreadsheet.
  package var excelSafe: Bool
  /// How many rows a table looks at before it settles its widths.
  package var sampleRows: Int
  /// How many changes a preview shows before it counts the rest.
  package var previewRows: Int

  package init(
    style: Style = .plain, width: Int? = nil, excelSafe: Bool = false, sampleRows: Int = 1000,
    previewRows: Int = 20
  ) {
    self.style = style
    self.width = width.flatMap { $0 > 0 ? $0 : nil }
    self.excelSafe = excelSafe
    self.sampleRows = max(sampleRows, 1)
    self.previewRows = max(previewRows, 0)
  }
}
