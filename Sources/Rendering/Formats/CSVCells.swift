import RateQL

/// Cells as RFC 4180 has them: quoted where they hold a comma, a quote, a line break or an outer space.
///
/// Null is an empty cell, the empty text is `""`.
struct CSVCells: CellEncoding {
  /// Whether a text that a spreadsheet would run as a formula gets a `'` before it.
  var excelSafe = false

  func appendNull(to writer: inout ByteWriter) {}

  func appendText(_ utf8: UnsafeBufferPointer<UInt8>, to writer: inout ByteWriter) {
    let guarded = excelSafe && CSVCells.startsFormula(utf8)
    guard CSVCells.needsQuotes(utf8) else {
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

  /// A line of texts: a header.
  func appendLine(_ texts: [String], to writer: inout ByteWriter) {
    for (index, text) in texts.enumerated() {
      if index > 0 { writer.append(UInt8(ascii: ",")) }
      append(text, to: &writer)
    }
    writer.append(UInt8(ascii: "\n"))
  }

  private static func needsQuotes(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    let space = UInt8(ascii: " ")
    guard let first = utf8.first, let last = utf8.last else { return true }
    return first == space || last == space
      || utf8.contains { byte in
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"): true
        default: false
        }
      }
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
