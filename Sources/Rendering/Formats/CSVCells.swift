import RateQL

/// Cells as RFC 4180 has them: quoted where they hold a separator, a quote, a line break or an outer blank.
///
/// Null is an empty cell, the empty text is `""`.
struct CSVCells: CellEncoding {
  /// A comma, or a tab for TSV.
  var separator = UInt8(ascii: ",")
  /// Whether a text that a spreadsheet would run as a formula gets a `'` before it.
  var excelSafe = false
  private var quotesAnySeparator = false

  init(separator: UInt8 = UInt8(ascii: ","), excelSafe: Bool = false) {
    self.separator = separator
    self.excelSafe = excelSafe
  }

  func appendNull(to writer: inout ByteWriter) {}

  func appendText(_ utf8: UnsafeBufferPointer<UInt8>, to writer: inout ByteWriter) {
    let guarded = excelSafe && CSVCells.startsFormula(utf8)
    guard needsQuotes(utf8) else {
      if guarded { writer.append(UInt8(ascii: "'")) }
      writer.append(utf8: utf8)
      return
    }
    let quote = UInt8(ascii: "\"")
    writer.append(quote)
    if guarded { writer.append(UInt8(ascii: "'")) }
    for byte in utf8 {
      if byte == quote { writer.append(quote) }
      writer.append(byte)
    }
    writer.append(quote)
  }

  /// A line of texts: a header. Readers tell the separator by it, so that none may stand bare in a name.
  func appendLine(_ texts: [String], to writer: inout ByteWriter) {
    for (index, text) in texts.enumerated() {
      if index > 0 { writer.append(separator) }
      var cells = self
      cells.quotesAnySeparator = true
      cells.append(text, to: &writer)
    }
    writer.append(UInt8(ascii: "\n"))
  }

  private func needsQuotes(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = utf8.first, let last = utf8.last else { return true }
    return CSVCells.isBlank(first) || CSVCells.isBlank(last)
      || utf8.contains { byte in
        switch byte {
        case separator, UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"): true
        case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"): quotesAnySeparator
        default: false
        }
      }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  private static func startsFormula(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    switch utf8.first {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"),
      UInt8(ascii: "\t"), UInt8(ascii: "\r"):
      true
    default: false
    }
  }
}
