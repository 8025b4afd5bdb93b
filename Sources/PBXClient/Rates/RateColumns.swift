import ExactJSON
import RateQL

/// Builds a page's columns out of its items.
///
/// Items of one answer nearly always have the same keys in the same order. The first item's keys, with what
/// stands around them, are kept as leads: where a later item repeats a lead byte for byte, one comparison
/// takes the place of a comma, a key and a colon.
struct RateColumns {
  private(set) var rounded = 0
  /// The fields that any item had, null or not.
  private(set) var shown = RateFieldSet()
  private var rows: [RateRow] = []
  private var leads: [Lead] = []
  private var types = SymbolNames()
  /// Texts that had escapes, resolved, one after the other.
  private var resolved: [UInt8] = []

  private struct Lead {
    /// From the brace or comma before a key to the value after it.
    var range: Range<Int>
    var field: RateField?
  }

  init(expected: Int) { rows.reserveCapacity(expected) }

  mutating func readItems(_ scanner: inout JSONScanner) throws(JSONFault) {
    var isFirst = true
    while try scanner.nextElement(isFirst: isFirst) {
      isFirst = false
      let start = scanner.at
      do {
        rows.append(try readItem(&scanner))
      } catch {
        guard case .shape(let what) = error else { throw error }
        throw .shape("\(RateColumns.name(scanner.bytes, from: start, row: rows.count)): \(what)")
      }
    }
  }

  private mutating func readItem(_ scanner: inout JSONScanner) throws(JSONFault) -> RateRow {
    guard scanner.current == UInt8(ascii: "{") else {
      try scanner.skipValue()
      throw .shape("it is not a rate")
    }
    var row = RateRow()
    var seen = RateFieldSet()
    var ordinal = 0
    while true {
      let field: RateField?
      if ordinal < leads.count, scanner.repeats(leads[ordinal].range) {
        scanner.at += leads[ordinal].range.count
        // This item may have more white space there than the first had.
        scanner.skipSpace()
        field = leads[ordinal].field
      } else {
        let start = scanner.at
        guard try scanner.nextMember(isFirst: ordinal == 0) else { break }
        let text = try scanner.text()
        field = RateField.jsonKeys.place(of: text, in: scanner, guess: ordinal).map { RateField.allCases[$0] }
          .flatMap { $0.isListed ? $0 : nil }
        try scanner.colon()
        if rows.isEmpty { leads.append(Lead(range: start..<scanner.at, field: field)) }
      }
      ordinal += 1
      guard let field else {
        try scanner.skipValue()
        continue
      }
      guard seen.insert(field).inserted else { throw .shape("it has \(field.name) twice") }
      try read(field, into: &row, &scanner)
    }
    guard row.has(.id), row.id.length > 0 else { throw .shape("it has no id") }
    shown.formUnion(seen)
    return row
  }

  @inline(__always)
  private mutating func read(
    _ field: RateField, into row: inout RateRow, _ scanner: inout JSONScanner
  ) throws(JSONFault) {
    switch field {
    case .id: row.id = try text(field, &row, &scanner)
    case .prefix: row.prefix = try text(field, &row, &scanner)
    case .description: row.description = try text(field, &row, &scanner)
    case .type:
      guard case .text(let text) = try scanner.fieldText(field) else { return }
      row.type = try types.code(text, scanner)
      row.valued.insert(field)
    case .freeSeconds, .gracePeriod, .interval1, .intervalN, .connectFee, .postcallSurcharge, .price1,
      .priceN:
      guard case .value(let number) = try scanner.fieldNumber(field) else { return }
      row.numbers[field.lane] = number.value
      row.valued.insert(field)
      if !number.isExact { rounded += 1 }
    }
  }

  @inline(__always)
  private mutating func text(
    _ field: RateField, _ row: inout RateRow, _ scanner: inout JSONScanner
  ) throws(JSONFault) -> RateRow.Piece {
    let piece: RateRow.Piece
    switch try scanner.fieldText(field) {
    case .null: return RateRow.Piece()
    case .digits(let range): piece = RateRow.Piece(range)
    case .text(let text) where !text.hasEscapes: piece = RateRow.Piece(text.start..<text.end)
    case .text(let text):
      let start = resolved.count
      resolved.append(contentsOf: try scanner.unescaped(text))
      piece = RateRow.Piece(start..<resolved.count, isResolved: true)
    }
    row.valued.insert(field)
    return piece
  }

  /// How a message names an item: by its id where that can be read.
  private static func name(_ bytes: UnsafeRawBufferPointer, from start: Int, row: Int) -> String {
    var scanner = JSONScanner(bytes)
    scanner.at = start
    if (try? scanner.skipValue()) != nil,
      let item = try? JSONValue.parse(UnsafeRawBufferPointer(rebasing: bytes[start..<scanner.at]))
    {
      switch item["id"] {
      case .string(let id), .number(let id): return "rate \(PlainText.line(id, limit: 60))"
      default: break
      }
    }
    return "item \(row + 1) of the list"
  }

  /// The finished columns; `bytes` are those that the items were read from.
  func batch(_ bytes: UnsafeRawBufferPointer) -> RateBatch {
    var columns: [RateField: Column] = [
      .id: texts(.id, bytes) { $0.id }, .prefix: texts(.prefix, bytes) { $0.prefix },
      .description: texts(.description, bytes) { $0.description },
      .type: .symbol(SymbolColumn(names: types.names, codes: rows.map(\.type))),
    ]
    for field in RateField.listed {
      guard let kind = field.fixedKind else { continue }
      let lane = field.lane
      columns[field] = .fixed(
        FixedColumn(
          kind: kind, scale: field.fractionDigits ?? 0, values: rows.map { $0.numbers[lane] },
          nulls: nulls(field)))
    }
    return RateBatch(count: rows.count, columns: columns)
  }

  private func nulls(_ field: RateField) -> NullMask {
    var nulls = NullMask()
    for (index, row) in rows.enumerated() where !row.has(field) { nulls.insert(index) }
    return nulls
  }

  @inline(__always)
  private func texts(
    _ field: RateField, _ bytes: UnsafeRawBufferPointer, _ piece: (RateRow) -> RateRow.Piece
  ) -> Column {
    var result: [UInt8] = []
    var ends: [Int] = []
    ends.reserveCapacity(rows.count)
    result.reserveCapacity(rows.count * 24)
    for row in rows {
      let piece = piece(row)
      if piece.isResolved {
        result.append(contentsOf: resolved[piece.range])
      } else {
        result.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[piece.range]))
      }
      ends.append(result.count)
    }
    return .text(TextColumn(bytes: result, ends: ends, nulls: nulls(field)))
  }
}
