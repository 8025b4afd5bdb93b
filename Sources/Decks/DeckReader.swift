import FoundationEssentials
package import RateQL
import SwiftCSV

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

  /// Problems that an error tells, at the most.
  package static let toldProblems = 20

  /// - Throws: ``DeckError``.
  package static func read(file path: String) throws(DeckError) -> Deck {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw DeckError(file: path, problems: [.init(line: nil, reason: "the file can't be read")])
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw DeckError(file: path, problems: [.init(line: nil, reason: "the file is not UTF-8")])
    }
    do {
      return try read(csv: text)
    } catch {
      throw DeckError(file: path, problems: error.problems, untold: error.untold)
    }
  }

  /// - Throws: ``DeckError`` with every line at fault.
  package static func read(csv text: String) throws(DeckError) -> Deck {
    // The parser takes an unclosed quote for closed at the end, and swallows the lines up to it.
    guard text.utf8.count(where: { $0 == UInt8(ascii: "\"") }).isMultiple(of: 2) else {
      throw DeckError(problems: [.init(line: nil, reason: "a quote (\") is not closed")])
    }
    let csv: EnumeratedCSV
    do {
      csv = try EnumeratedCSV(string: text, loadColumns: false)
    } catch {
      throw DeckError(problems: [.init(line: nil, reason: reason(error))])
    }
    let header = csv.header.map { DeckReader.trimmed($0) }
    let columns = DeckColumns(header: header)
    guard columns.problems.isEmpty else {
      throw DeckError(problems: columns.problems.map { .init(line: 1, reason: $0) })
    }
    var rows = DeckRows(columns: columns, width: header.count)
    var line = 1 + DeckReader.lines(of: csv.header)
    for cells in csv.rows {
      rows.append(cells.map { DeckReader.trimmed($0) }, line: line)
      line += DeckReader.lines(of: cells)
    }
    guard rows.problems.isEmpty else {
      throw DeckError(problems: rows.problems, untold: rows.problemCount - rows.problems.count)
    }
    return Deck(records: rows.records, ignoredColumns: columns.ignored)
  }

  /// How many lines of the file a row takes: a quoted cell may hold line ends.
  private static func lines(of cells: [String]) -> Int {
    1 + cells.reduce(0) { $0 + $1.count(where: \.isNewline) }
  }

  private static func trimmed(_ cell: String) -> String {
    var text = Substring(cell)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }

  private static func reason(_ error: any Error) -> String {
    switch error {
    case CSVParseError.quotation(let message), CSVParseError.generic(let message):
      "this is no CSV: \(message)"
    default: "this is no CSV: \(error)"
    }
  }
}
