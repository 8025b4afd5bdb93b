import RateQL

/// How one data format writes a value.
protocol CellEncoding: Sendable {
  func appendNull(to writer: inout ByteWriter)
  /// A text or a symbol, by its UTF-8 bytes.
  func appendText(_ utf8: UnsafeBufferPointer<UInt8>, to writer: inout ByteWriter)
  /// A list; by default the text of its JSON array.
  func append(_ values: [Value], to writer: inout ByteWriter)
}

extension CellEncoding {
  func append(_ text: String, to writer: inout ByteWriter) {
    var text = text
    text.withUTF8 { appendText($0, to: &writer) }
  }

  /// Percents go out as their fraction and durations as seconds, as the API has them; dates as ISO 8601. A
  /// number without an end goes out to 18 digits, rounded: as exact as a division is.
  func append(_ value: Value, to writer: inout ByteWriter) {
    switch value {
    case .null: appendNull(to: &writer)
    case .number(let number), .percent(let number), .duration(let number): writer.append(number)
    case .fraction(let number): writer.append(number.closest)
    case .date(let date): append(date.description, to: &writer)
    case .bool(let flag): writer.append(flag ? "true" : "false")
    case .text(let text), .symbol(let text): append(text, to: &writer)
    case .list(let values): append(values, to: &writer)
    }
  }

  func append(_ values: [Value], to writer: inout ByteWriter) {
    var array = ByteWriter()
    JSONCells().append(values, to: &array)
    array.bytes.withUnsafeBufferPointer { appendText($0, to: &writer) }
  }
}

/// One column of a batch, made ready to be written row by row without a value for each cell.
enum CellSource {
  case fixed(values: [Int64], nulls: NullMask, scale: Int)
  case text(TextColumn)
  /// The names as the format writes them.
  case symbol(names: [[UInt8]], codes: [UInt8])
  case constant([UInt8])
  case values([Value])

  init(_ column: Column, _ encoding: some CellEncoding) {
    func encoded(_ value: Value) -> [UInt8] {
      var writer = ByteWriter()
      encoding.append(value, to: &writer)
      return writer.bytes
    }
    switch column {
    case .fixed(let column):
      self = .fixed(values: column.values, nulls: column.nulls, scale: column.scale)
    case .text(let column): self = .text(column)
    case .symbol(let column):
      self = .symbol(names: column.names.map { encoded(.symbol($0)) }, codes: column.codes)
    case .truth(let column): self = .values(column.codes.indices.map { column[$0] })
    case .constant(let value, _): self = .constant(encoded(value))
    case .values(let values): self = .values(values)
    }
  }

  func append(_ row: Int, _ encoding: some CellEncoding, to writer: inout ByteWriter) {
    switch self {
    case .fixed(let values, let nulls, let scale):
      if nulls[row] {
        encoding.appendNull(to: &writer)
      } else {
        writer.append(fixed: values[row], scale: scale)
      }
    case .text(let column):
      if column.isNull(row) {
        encoding.appendNull(to: &writer)
      } else {
        let range = column.range(row)
        column.bytes.withUnsafeBufferPointer { all in
          encoding.appendText(UnsafeBufferPointer(rebasing: all[range]), to: &writer)
        }
      }
    case .symbol(let names, let codes):
      let code = Int(codes[row])
      if code < names.count {
        writer.append(utf8: names[code])
      } else {
        encoding.appendNull(to: &writer)
      }
    case .constant(let bytes): writer.append(utf8: bytes)
    case .values(let values): encoding.append(values[row], to: &writer)
    }
  }
}
