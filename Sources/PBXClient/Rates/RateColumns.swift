import RateQL

/// Builds a page's columns while its items are read.
///
/// Items of one answer nearly always have the same keys in the same order: the first item's keys are kept as
/// a template, and a later key costs one comparison.
struct RateColumns {
  private(set) var rounded = 0
  private var count = 0
  /// The values of each number field, by the field's raw value; unused ones stay empty.
  private var numbers = Array(repeating: FixedPart(), count: RateField.allCases.count)
  private var ids = TextPart()
  private var prefixes = TextPart()
  private var descriptions = TextPart()
  private var types = SymbolPart()
  private var template: [KeyPlace] = []

  private struct KeyPlace {
    /// Where the key stood first, with its quotes.
    var range: Range<Int>
    var field: RateField?
  }

  mutating func readItems(_ scanner: inout JSONScanner) throws(AnswerFault) {
    var isFirst = true
    while try scanner.nextElement(isFirst: isFirst) {
      isFirst = false
      let start = scanner.at
      do {
        try readItem(&scanner)
      } catch {
        guard case .shape(let what) = error else { throw error }
        throw .shape("\(RateColumns.name(scanner.bytes, from: start, row: count)): \(what)")
      }
      count += 1
    }
  }

  private mutating func readItem(_ scanner: inout JSONScanner) throws(AnswerFault) {
    guard scanner.current == UInt8(ascii: "{") else {
      try scanner.skipValue()
      throw .shape("it is not a rate")
    }
    var seen: UInt16 = 0
    var ordinal = 0
    while try scanner.nextMember(isFirst: ordinal == 0) {
      let field = try key(&scanner, ordinal: ordinal)
      ordinal += 1
      try scanner.colon()
      guard let field, field.isListed else {
        try scanner.skipValue()
        continue
      }
      let bit = UInt16(1) << UInt16(field.rawValue)
      guard seen & bit == 0 else { throw .shape("it has \(field.name) twice") }
      seen |= bit
      try read(field, &scanner)
    }
    if seen & RateColumns.all != RateColumns.all { fillMissing(seen) }
    guard let id = ids.length(count), id > 0 else { throw .shape("it has no id") }
  }

  private static let all = RateField.listed.reduce(into: UInt16(0)) { $0 |= 1 << UInt16($1.rawValue) }

  @inline(__always)
  private mutating func key(
    _ scanner: inout JSONScanner, ordinal: Int
  ) throws(AnswerFault) -> RateField? {
    if ordinal < template.count {
      let place = template[ordinal]
      if scanner.repeats(place.range) {
        scanner.at += place.range.count
        return place.field
      }
    }
    let start = scanner.at
    let text = try scanner.text()
    let field = RateField(jsonKey: try scanner.unescaped(text))
    if count == 0, ordinal == template.count {
      template.append(KeyPlace(range: start..<scanner.at, field: field))
    }
    return field
  }

  private mutating func read(_ field: RateField, _ scanner: inout JSONScanner) throws(AnswerFault) {
    switch field {
    case .id: try ids.append(scanner.fieldText(field), scanner)
    case .prefix: try prefixes.append(scanner.fieldText(field), scanner)
    case .description: try descriptions.append(scanner.fieldText(field), scanner)
    case .type: try types.append(scanner.fieldText(field), scanner)
    case .freeSeconds, .gracePeriod, .interval1, .intervalN, .connectFee, .postcallSurcharge, .price1,
      .priceN:
      switch try scanner.fieldNumber(field) {
      case .null: numbers[field.rawValue].appendNull()
      case .value(let number):
        numbers[field.rawValue].values.append(number.value)
        if !number.isExact { rounded += 1 }
      }
    }
  }

  /// A field that the item leaves out is blank.
  private mutating func fillMissing(_ seen: UInt16) {
    for field in RateField.listed where seen & (1 << UInt16(field.rawValue)) == 0 {
      switch field {
      case .id: ids.appendNull()
      case .prefix: prefixes.appendNull()
      case .description: descriptions.appendNull()
      case .type: types.codes.append(SymbolColumn.nullCode)
      default: numbers[field.rawValue].appendNull()
      }
    }
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

  func batch() -> RateBatch {
    var columns: [RateField: Column] = [
      .id: ids.column, .prefix: prefixes.column, .type: types.column, .description: descriptions.column,
    ]
    for field in RateField.listed {
      guard let kind = field.fixedKind else { continue }
      columns[field] = numbers[field.rawValue].column(kind, scale: field.fractionDigits ?? 0)
    }
    return RateBatch(count: count, columns: columns)
  }
}

extension JSONScanner {
  /// Whether the bytes at hand are those of an earlier place.
  @inline(__always)
  fileprivate func repeats(_ range: Range<Int>) -> Bool {
    guard at + range.count <= bytes.count else { return false }
    var (here, there) = (at, range.lowerBound)
    while there + 8 <= range.upperBound {
      guard
        bytes.loadUnaligned(fromByteOffset: here, as: UInt64.self)
          == bytes.loadUnaligned(fromByteOffset: there, as: UInt64.self)
      else { return false }
      here += 8
      there += 8
    }
    while there < range.upperBound {
      guard bytes[here] == bytes[there] else { return false }
      here += 1
      there += 1
    }
    return true
  }
}

extension RateField {
  private static let byKey = Dictionary(uniqueKeysWithValues: allCases.map { (Array($0.name.utf8), $0) })

  /// The field of that JSON key, letter for letter.
  init?(jsonKey: [UInt8]) {
    guard let field = RateField.byKey[jsonKey] else { return nil }
    self = field
  }

  /// The kind of its column, for a field that is a number.
  var fixedKind: FixedColumn.Kind? {
    switch self {
    case .postcallSurcharge: .percent
    default: fractionDigits == nil ? nil : .number
    }
  }
}
