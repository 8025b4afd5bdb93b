import RateQL

/// A number as it stands in the text.
@usableFromInline
package struct JSONNumber {
  @usableFromInline package var start: Int
  @usableFromInline package var end: Int
  @usableFromInline package var isNegative = false
  /// All digits before an exponent as one integer; of use where there are at most 18 of them.
  @usableFromInline package var digits: UInt64 = 0
  @usableFromInline package var wholeDigits = 0
  @usableFromInline package var fractionDigits = 0
  @usableFromInline package var exponent = 0
}

/// A number brought to a fixed scale.
@usableFromInline
package struct FixedNumber {
  /// The number × 10^scale.
  @usableFromInline package var value: Int64
  /// False where digits past the scale were rounded away.
  @usableFromInline package var isExact: Bool

  @inlinable
  package init(value: Int64, isExact: Bool) {
    self.value = value
    self.isExact = isExact
  }
}

extension JSONScanner {
  private static let longestExponent = 1_000_000

  /// Reads a number by JSON's grammar: no plus sign, no leading zeros, digits on both sides of a point.
  package mutating func number() throws(JSONFault) -> JSONNumber {
    var number = JSONNumber(start: at, end: at)
    if current == UInt8(ascii: "-") {
      number.isNegative = true
      at += 1
    }
    if current == UInt8(ascii: "0") {
      at += 1
      number.wholeDigits = 1
      if isDigit(current) { throw fault("a number with a leading zero") }
    } else {
      number.wholeDigits = take(into: &number.digits)
      guard number.wholeDigits > 0 else { throw fault("a value expected") }
    }
    if current == UInt8(ascii: ".") {
      at += 1
      number.fractionDigits = take(into: &number.digits)
      guard number.fractionDigits > 0 else { throw fault("digits expected after the point") }
    }
    if current | 0x20 == UInt8(ascii: "e") {
      at += 1
      number.exponent = try exponent()
    }
    number.end = at
    return number
  }

  @inline(__always)
  @inlinable
  package func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  @inline(__always)
  @inlinable
  package mutating func take(into value: inout UInt64) -> Int {
    let start = at
    at = digits(from: start, into: &value)
    return at - start
  }

  /// Takes digits into `value` and gives the place behind them.
  @inline(__always)
  @inlinable
  package func digits(from start: Int, into value: inout UInt64) -> Int {
    var place = start
    while place < bytes.count {
      let digit = bytes[place] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      value = value &* 10 &+ UInt64(digit)
      place += 1
    }
    return place
  }

  private mutating func exponent() throws(JSONFault) -> Int {
    let isNegative = current == UInt8(ascii: "-")
    if isNegative || current == UInt8(ascii: "+") { at += 1 }
    guard isDigit(current) else { throw fault("digits expected in the exponent") }
    var value = 0
    while isDigit(current) {
      value = min(value * 10 + Int(current - UInt8(ascii: "0")), JSONScanner.longestExponent)
      at += 1
    }
    return isNegative ? -value : value
  }

  /// Reads what nearly every price looks like, up to 13 digits with up to five more after a point, at five
  /// digits after the point. Nil leaves everything else, right or wrong, to ``number()``.
  @inline(__always)
  @inlinable
  package mutating func plainFixed() -> Int64? {
    var value: UInt64 = 0
    var place = digits(from: at, into: &value)
    let whole = place - at
    guard whole > 0, whole <= 13, whole == 1 || bytes[at] != UInt8(ascii: "0"), place < bytes.count else {
      return nil
    }
    var missing = 5
    if bytes[place] == UInt8(ascii: ".") {
      place += 1
      let start = place
      place = digits(from: start, into: &value)
      missing -= place - start
      guard missing < 5, missing >= 0, place < bytes.count else { return nil }
    }
    guard bytes[place] == UInt8(ascii: ",") || bytes[place] == UInt8(ascii: "}") else { return nil }
    at = place
    return Int64(truncatingIfNeeded: value) &* JSONScanner.unit(missing)
  }

  /// The number at `scale` digits after the point, rounded half away from zero; nil where 64 bits don't do.
  @inline(__always)
  @inlinable
  package func fixed(_ number: JSONNumber, scale: Int) -> FixedNumber? {
    if number.exponent == 0, number.wholeDigits + number.fractionDigits <= 18,
      number.fractionDigits <= scale
    {
      let unit = JSONScanner.unit(scale - number.fractionDigits)
      let (value, overflow) = Int64(number.digits).multipliedReportingOverflow(by: unit)
      return overflow ? nil : FixedNumber(value: number.isNegative ? -value : value, isExact: true)
    }
    return fixedDigitByDigit(number, scale: scale)
  }

  @usableFromInline package func fixedDigitByDigit(_ number: JSONNumber, scale: Int) -> FixedNumber? {
    let kept = number.wholeDigits + number.exponent + scale
    var result = FixedNumber(value: 0, isExact: true)
    var roundsUp = false
    var index = 0
    for byte in bytes[number.start..<number.end] {
      if byte | 0x20 == UInt8(ascii: "e") { break }
      guard isDigit(byte) else { continue }
      let digit = Int64(byte - UInt8(ascii: "0"))
      if index < kept {
        guard let next = JSONScanner.tenfold(result.value, plus: digit) else { return nil }
        result.value = next
      } else {
        if index == kept { roundsUp = digit >= 5 }
        if digit != 0 { result.isExact = false }
      }
      index += 1
    }
    while index < kept, result.value != 0 {
      guard let next = JSONScanner.tenfold(result.value, plus: 0) else { return nil }
      result.value = next
      index += 1
    }
    if roundsUp {
      guard result.value < Int64.max else { return nil }
      result.value += 1
    }
    if number.isNegative { result.value = -result.value }
    return result
  }

  /// A small power of ten; a table of the compiler's, since this runs for every number of every page.
  @inline(__always)
  @inlinable
  package static func unit(_ digits: Int) -> Int64 {
    switch digits {
    case 0: 1
    case 1: 10
    case 2: 100
    case 3: 1_000
    case 4: 10_000
    case 5: 100_000
    default: largeUnit(digits)
    }
  }

  @usableFromInline package static func largeUnit(_ digits: Int) -> Int64 {
    Int64(clamping: PowerOfTen.int128(digits))
  }

  private static func tenfold(_ value: Int64, plus digit: Int64) -> Int64? {
    let (product, overflow) = value.multipliedReportingOverflow(by: 10)
    guard !overflow else { return nil }
    let (sum, carry) = product.addingReportingOverflow(digit)
    return carry ? nil : sum
  }
}
