import RateQL

/// Columns in the making.
struct FixedPart {
  var values: [Int64] = []
  private var nulls = NullMask()

  mutating func appendNull() {
    nulls.insert(values.count)
    values.append(0)
  }

  func column(_ kind: FixedColumn.Kind, scale: Int) -> Column {
    .fixed(FixedColumn(kind: kind, scale: scale, values: values, nulls: nulls))
  }
}

struct TextPart {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var nulls = NullMask()

  var column: Column { .text(TextColumn(bytes: bytes, ends: ends, nulls: nulls)) }

  /// How many bytes the row has; nil where there is no such row.
  func length(_ row: Int) -> Int? {
    guard ends.indices.contains(row) else { return nil }
    return ends[row] - (row == 0 ? 0 : ends[row - 1])
  }

  mutating func appendNull() {
    nulls.insert(ends.count)
    ends.append(bytes.count)
  }

  mutating func append(_ text: JSONScanner.FieldText, _ scanner: JSONScanner) throws(AnswerFault) {
    switch text {
    case .null:
      appendNull()
      return
    case .text(let text):
      if text.hasEscapes {
        bytes.append(contentsOf: try scanner.unescaped(text))
      } else {
        bytes.append(contentsOf: scanner.raw(text))
      }
    case .digits(let range):
      bytes.append(contentsOf: scanner.bytes[range])
    }
    ends.append(bytes.count)
  }
}

struct SymbolPart {
  private var names: [String] = []
  private var spellings: [[UInt8]] = []
  var codes: [UInt8] = []

  var column: Column { .symbol(SymbolColumn(names: names, codes: codes)) }

  mutating func append(_ text: JSONScanner.FieldText, _ scanner: JSONScanner) throws(AnswerFault) {
    guard case .text(let text) = text else {
      codes.append(SymbolColumn.nullCode)
      return
    }
    if !text.hasEscapes {
      let raw = scanner.raw(text)
      for (code, spelling) in spellings.enumerated() where spelling.elementsEqual(raw) {
        codes.append(UInt8(code))
        return
      }
    }
    let spelling = try scanner.unescaped(text)
    if let code = spellings.firstIndex(of: spelling) {
      codes.append(UInt8(code))
      return
    }
    guard names.count < Int(SymbolColumn.nullCode) else { throw .shape("there are too many rate types") }
    codes.append(UInt8(names.count))
    names.append(String(decoding: spelling, as: UTF8.self))
    spellings.append(spelling)
  }
}
