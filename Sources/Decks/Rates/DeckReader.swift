package import RateQL

/// Reads a clean deck: a CSV (or TSV, or with semicolons) whose first line names its columns.
///
/// The columns are told by name: the API's field names, and those that decks commonly use (`Prefix`,
/// `Destination`, `Rate`, `Connect Fee`, `Interval 1`, `Interval N`). A `Rate` is money per minute and
/// stands for both prices. What a deck leaves out is filled: intervals of 60 seconds, no fees, no free
/// seconds, no grace period, the type INTERNATIONAL. Nothing is guessed: a cell that is not plain is an error.
package enum DeckReader {
  package struct Deck: Sendable {
    /// The rates in the order of the file, each with every field but the id.
    package var records: [RateRecord]
    /// Headers of columns that were not used.
    package var ignoredColumns: [String]
  }

  /// - Throws: ``DeckError``.
  package static func read(file path: String) throws(DeckError) -> Deck {
    let bytes = try FileText.read(path, named: path)
    do {
      return try read(utf8: bytes)
    } catch {
      throw DeckError(file: path, problems: error.problems, untold: error.untold)
    }
  }

  /// - Throws: ``DeckError`` with every line at fault.
  package static func read(csv text: String) throws(DeckError) -> Deck {
    let bytes = Array(text.utf8)
    return try read(utf8: Array(bytes.dropFirst(bytes.starts(with: FileText.byteOrderMark) ? 3 : 0)))
  }

  private static func read(utf8 bytes: [UInt8]) throws(DeckError) -> Deck {
    var columns = DeckColumns(header: [])
    var rows: DeckRows?
    do {
      try CSVText.read(bytes, separator: nil) { cells, line in
        let cells = cells.map { CellText.trimmed($0) }
        if rows == nil {
          columns = DeckColumns(header: cells)
          rows = DeckRows(columns: columns, width: cells.count)
        } else if columns.problems.isEmpty {
          rows?.append(cells, line: line)
        }
      }
    } catch {
      throw DeckError(problems: [.init(line: error.line, reason: error.reason)])
    }
    guard columns.problems.isEmpty else {
      throw DeckError(problems: columns.problems.map { .init(line: 1, reason: $0) })
    }
    try rows?.problems.check()
    return Deck(records: rows?.records ?? [], ignoredColumns: columns.ignored)
  }
}
