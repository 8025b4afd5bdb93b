import SwiftCSV

/// CSV text, read row by row: the one place where SwiftCSV is used.
///
/// SwiftCSV goes by characters, not bytes: it would not see a comma with a combining accent behind it, and
/// would end a row at U+2028. So a text that is not plain ASCII goes through it with every such byte as a
/// character of its own.
enum CSVText {
  /// Why a text is no CSV.
  struct Fault: Error {
    var line: Int
    /// The cell's place in its row, from 0, where that is known.
    var cell: Int?
    var reason: String
  }

  /// Reads every row that is not a blank line.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8 without a byte order mark.
  ///   - separator: nil to find it in the header.
  ///   - row: takes the cells of a row and the line, from 1, on which it starts.
  static func read(
    _ bytes: [UInt8], separator: CSVSeparator?, row: (_ cells: [String], _ line: Int) -> Void
  ) throws(Fault) {
    let separator = separator ?? CSVSeparator.found(in: bytes)
    let isStoodIn = bytes.contains(where: StandIn.isNeeded)
    // A last cell that is empty would be lost without a line end behind it.
    let text = StandIn.text(bytes + [UInt8(ascii: "\n")])
    var line = 1
    var last: (line: Int, cells: [String]) = (1, [])
    do {
      try withoutActuallyEscaping(row) { row in
        let csv = try CSV<NoRows>(string: text, delimiter: .character(Character(separator)))
        try csv.enumerateAsArray(startAt: 0, rowLimit: nil) { found in
          let cells = isStoodIn ? found.map(StandIn.original) : found
          last = (line, cells)
          line += 1 + cells.reduce(0) { $0 + lineEnds(in: $1) }
          if cells.count > 1 || cells.first?.isEmpty == false { row(cells, last.line) }
        }
      }
    } catch {
      throw Fault(
        line: line, cell: nil,
        reason:
          "its quotes don't fit: a cell with a quote (\") in it stands in quotes, its own quotes doubled")
    }
    // SwiftCSV takes an unclosed quote for closed at the end of the text.
    guard !bytes.count(where: { $0 == UInt8(ascii: "\"") }).isMultiple(of: 2) else { return }
    throw Fault(
      line: last.line + last.cells.dropLast().reduce(0) { $0 + lineEnds(in: $1) },
      cell: last.cells.count - 1, reason: "a quote (\") is opened here and never closed")
  }

  private static func lineEnds(in cell: String) -> Int {
    var count = 0
    var previous: UInt8 = 0
    for byte in cell.utf8 {
      if byte == UInt8(ascii: "\r") || (byte == UInt8(ascii: "\n") && previous != UInt8(ascii: "\r")) {
        count += 1
      }
      previous = byte
    }
    return count
  }
}

extension Character {
  fileprivate init(_ separator: CSVSeparator) { self.init(Unicode.Scalar(separator.rawValue)) }
}

/// A view of SwiftCSV's that keeps nothing: rows are taken as they are read.
private struct NoRows: CSVView {
  var rows: [[String]] { [] }
  var columns: Never? { nil }

  init(header: [String], text: String, delimiter: CSVDelimiter, loadColumns: Bool, rowLimit: Int?) {}

  func serialize(header: [String], delimiter: CSVDelimiter) -> String { "" }
}

/// Characters that stand for single bytes: ideographs, which neither join their neighbours nor are blanks.
private enum StandIn {
  /// U+4E00, the first of them, as UTF-8, is E4 B8 80.
  private static let base: UInt32 = 0x4E00

  /// Bytes past ASCII, and the control characters that count as blanks or line ends.
  static func isNeeded(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D)
  }

  static func text(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    for byte in bytes {
      guard isNeeded(byte) else {
        result.append(byte)
        continue
      }
      result.append(0xE4)
      result.append(0xB8 + (byte >> 6))
      result.append(0x80 | (byte & 0x3F))
    }
    return String(decoding: result, as: UTF8.self)
  }

  static func original(_ cell: String) -> String {
    if cell.utf8.allSatisfy({ $0 < 0x80 }) { return cell }
    let bytes = cell.unicodeScalars.map { scalar in
      UInt8(truncatingIfNeeded: scalar.value >= base ? scalar.value - base : scalar.value)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
