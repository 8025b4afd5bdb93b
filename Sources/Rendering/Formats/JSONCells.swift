import RateQL

/// Values as JSON has them: numbers exact, texts escaped.
///
/// Characters that would act on a terminal are escaped too, which is the same text to every reader.
struct JSONCells: CellEncoding {
  func appendNull(to writer: inout ByteWriter) { writer.append("null") }

  func appendText(_ utf8: UnsafeBufferPointer<UInt8>, to writer: inout ByteWriter) {
    let quote = UInt8(ascii: "\"")
    writer.append(quote)
    if utf8.allSatisfy({ (0x20...0x7E).contains($0) && $0 != quote && $0 != UInt8(ascii: "\\") }) {
      writer.append(utf8: utf8)
    } else {
      for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars {
        appendEscaped(scalar, to: &writer)
      }
    }
    writer.append(quote)
  }

  func append(_ values: [Value], to writer: inout ByteWriter) {
    writer.append(UInt8(ascii: "["))
    for (index, value) in values.enumerated() {
      if index > 0 { writer.append(", ") }
      append(value, to: &writer)
    }
    writer.append(UInt8(ascii: "]"))
  }

  private func appendEscaped(_ scalar: Unicode.Scalar, to writer: inout ByteWriter) {
    switch scalar {
    case "\"": writer.append("\\\"")
    case "\\": writer.append("\\\\")
    case "\n": writer.append("\\n")
    case "\r": writer.append("\\r")
    case "\t": writer.append("\\t")
    case _ where VisibleText.isHidden(scalar):
      // All of these have four hexadecimal digits at the most.
      let digits = String(scalar.value, radix: 16)
      writer.append("\\u")
      writer.append(4 - digits.utf8.count, of: UInt8(ascii: "0"))
      writer.append(digits)
    default: writer.append(utf8: scalar.utf8)
    }
  }
}

/// Writes rows as JSON objects, one a line, with the members' names made ready once.
struct JSONObjectWriter {
  private let cells = JSONCells()
  /// What stands before each value: brace or comma, name, colon.
  private let leads: [[UInt8]]

  /// - Parameter spaced: whether a space follows colons and commas, for people.
  init(names: [String], spaced: Bool) {
    let space = spaced ? " " : ""
    var leads: [[UInt8]] = []
    for (index, name) in names.enumerated() {
      var writer = ByteWriter()
      writer.append(index == 0 ? "{" : "," + space)
      cells.append(name, to: &writer)
      writer.append(":" + space)
      leads.append(writer.bytes)
    }
    self.leads = leads
  }

  func append(_ row: Int, _ sources: [CellSource], to writer: inout ByteWriter) {
    for (lead, source) in zip(leads, sources) {
      writer.append(utf8: lead)
      source.append(row, cells, to: &writer)
    }
    writer.append(leads.isEmpty ? "{}" : "}")
  }

  func sources(_ columns: [Column]) -> [CellSource] { columns.map { CellSource($0, cells) } }
}
