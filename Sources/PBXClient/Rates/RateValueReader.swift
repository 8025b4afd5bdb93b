import ExactJSON
import RateQL

/// The values of a rate's fields, read tolerantly where servers differ and strictly where a guess would do
/// harm. Used for pages and single rates alike.
extension JSONScanner {
  /// How the value at hand answers a field.
  enum FieldNumber {
    case null
    case value(FixedNumber)
  }

  /// Reads a number field at five digits: a number, a number in quotes, null, or a blank text for null.
  @inline(__always)
  mutating func fieldNumber(_ field: RateField) throws(JSONFault) -> FieldNumber {
    let byte = current
    if byte == UInt8(ascii: "n") {
      try literal("null")
      return .null
    }
    guard byte != UInt8(ascii: "\"") else { return try quotedNumber(field) }
    guard byte == UInt8(ascii: "-") || byte &- UInt8(ascii: "0") < 10 else {
      try skipValue()
      throw .shape("\(field.name) is not a number")
    }
    if let value = plainFixed() {
      return .value(try JSONScanner.checked(FixedNumber(value: value, isExact: true), field))
    }
    let number = try number()
    guard let fixed = fixed(number, scale: JSONScanner.scale) else {
      throw JSONScanner.tooLarge(field, bytes[number.start..<number.end])
    }
    return .value(try JSONScanner.checked(fixed, field))
  }

  private mutating func quotedNumber(_ field: RateField) throws(JSONFault) -> FieldNumber {
    let text = try text()
    guard !text.isEmpty else { return .null }
    let digits = try unescaped(text)
    let result = digits.withUnsafeBytes { buffer -> Result<FixedNumber, JSONFault> in
      var scanner = JSONScanner(buffer)
      guard let number = try? scanner.number(), scanner.at == buffer.count else {
        return .failure(.shape("\(field.name) is not a number"))
      }
      guard let fixed = scanner.fixed(number, scale: JSONScanner.scale) else {
        return .failure(JSONScanner.tooLarge(field, buffer[...]))
      }
      return .success(fixed)
    }
    return .value(try JSONScanner.checked(try result.get(), field))
  }

  private static let scale = 5

  /// Seconds must be whole; noise past the fifth digit is gone by now.
  @inline(__always)
  private static func checked(_ fixed: FixedNumber, _ field: RateField) throws(JSONFault) -> FixedNumber {
    guard field.fractionDigits == 0 else { return fixed }
    let (seconds, rest) = fixed.value.quotientAndRemainder(dividingBy: 100_000)
    guard rest == 0 else {
      throw .shape("\(field.name) is \(ExactDecimal(fixed: fixed.value, scale: scale)), not whole seconds")
    }
    return FixedNumber(value: seconds, isExact: fixed.isExact)
  }

  private static func tooLarge(_ field: RateField, _ digits: Slice<UnsafeRawBufferPointer>) -> JSONFault {
    let text = PlainText.line(String(decoding: digits, as: UTF8.self), limit: 40)
    return .shape("\(field.name) is \(text), more than 64 bits hold at five digits")
  }

  /// A text field's value.
  enum FieldText {
    case null
    case text(JSONText)
    /// A bare number, which some servers send for ids and prefixes.
    case digits(Range<Int>)
  }

  @inline(__always)
  mutating func fieldText(_ field: RateField) throws(JSONFault) -> FieldText {
    let byte = current
    if byte == UInt8(ascii: "\"") { return .text(try text()) }
    if byte == UInt8(ascii: "n") {
      try literal("null")
      return .null
    }
    guard byte &- UInt8(ascii: "0") < 10, field != .type else {
      try skipValue()
      throw .shape("\(field.name) is not a text")
    }
    let number = try number()
    guard number.fractionDigits == 0, bytes[number.end - 1] &- UInt8(ascii: "0") < 10,
      number.end - number.start == number.wholeDigits
    else { throw .shape("\(field.name) is not a text") }
    return .digits(number.start..<number.end)
  }

  /// The text as a string; nil for null.
  func string(_ text: FieldText) throws(JSONFault) -> String? {
    switch text {
    case .null: nil
    case .text(let text): try string(text)
    case .digits(let range): String(decoding: bytes[range], as: UTF8.self)
    }
  }
}
