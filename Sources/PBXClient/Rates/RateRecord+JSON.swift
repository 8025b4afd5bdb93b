import ExactJSON
import RateQL

extension RateRecord {
  /// Reads one rate. A field that is not there stays unknown, an explicit null is null, and what the contract
  /// does not name is kept as it came.
  ///
  /// - Returns: the rate, and how many numbers were rounded to five digits.
  static func decode(
    _ bytes: UnsafeRawBufferPointer
  ) throws(JSONFault) -> (record: RateRecord, rounded: Int) {
    var scanner = JSONScanner(bytes)
    var record = RateRecord()
    var rounded = 0
    scanner.begin()
    guard scanner.current == UInt8(ascii: "{") else {
      try scanner.skipValue()
      try scanner.expectEnd()
      throw .shape("it is not a rate")
    }
    var isFirst = true
    var guess = 0
    while try scanner.nextMember(isFirst: isFirst) {
      isFirst = false
      let text = try scanner.text()
      try scanner.colon()
      guard let place = RateField.jsonKeys.place(of: text, in: scanner, guess: guess) else {
        let start = scanner.at
        try scanner.skipValue()
        record.extras.append(
          Extra(
            name: try scanner.string(text), json: String(decoding: bytes[start..<scanner.at], as: UTF8.self)))
        continue
      }
      guess = place + 1
      let field = RateField.allCases[place]
      guard record[field] == nil else { throw .shape("it has \(field.name) twice") }
      record[field] = try scanner.fieldValue(field, rounded: &rounded)
    }
    try scanner.expectEnd()
    return (record, rounded)
  }

  /// The body of a create or an update: every known field but the id, then the extras.
  ///
  /// Numbers are exact, a percent is sent as its fraction, and a field that is not known is left out. The
  /// contract knows no null in a request: a null description goes as the empty text, which comes back as
  /// null; any other null is left out.
  package func jsonBody() -> [UInt8] {
    var writer = JSONWriter(capacity: 384)
    writer.open()
    for field in RateField.writable {
      guard var value = self[field] else { continue }
      if value == .null {
        guard field == .description else { continue }
        value = .text("")
      }
      writer.key(field.key)
      writer.value(value)
    }
    for extra in extras where RateField(jsonKey: extra.name) == nil {
      guard JSONWriter.isJSON(extra.json) else { continue }
      writer.key(extra.name)
      writer.raw(extra.json)
    }
    writer.close()
    return writer.bytes
  }
}

extension JSONScanner {
  fileprivate mutating func fieldValue(
    _ field: RateField, rounded: inout Int
  ) throws(JSONFault) -> Value {
    guard let kind = field.fixedKind else {
      let text = try fieldText(field)
      guard let string = try string(text) else { return .null }
      return field == .type ? .symbol(string) : .text(string)
    }
    switch try fieldNumber(field) {
    case .null: return .null
    case .value(let fixed):
      if !fixed.isExact { rounded += 1 }
      let number = ExactDecimal(fixed: fixed.value, scale: field.fractionDigits ?? 0)
      return kind == .percent ? .percent(number) : .number(number)
    }
  }
}
