extension Lexer {
  /// Reads `12`, `0.5`, `5%`, `90s`, `2m30s`, `2026-03-01`.
  mutating func readNumber() {
    let start = position
    if readDate() || readShortDate() { return }
    while position < limit, isWordByte(bytes[position]) || isDecimalPoint { position += 1 }
    let body = bytes[start..<position]

    if position < limit, bytes[position] == UInt8(ascii: "%") {
      guard let points = number(body, from: start) else { return }
      position += 1
      // Two places more: `5%` is kept as 0.05.
      guard let fraction = try? points.multiplied(by: ExactDecimal(significand: 1, scale: 2)) else {
        return fail(.numberTooLong(at: Span(start, position)), from: start)
      }
      return add(.percent(fraction), from: start)
    }
    if body.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: ".") }) {
      guard let value = number(body, from: start) else { return }
      return add(.number(value), from: start)
    }
    if let seconds = duration(body) { return add(.duration(seconds), from: start) }

    let text = text(start, position)
    let looksLikeTime =
      body.contains { "dhmsDHMS".utf8.contains($0) }
      && body.allSatisfy { byte in
        isDigit(byte) || "dhms".utf8.contains(byte) || byte == UInt8(ascii: ".")
      }
    if looksLikeTime { return fail(.badDuration(text, at: Span(start, position)), from: start) }
    fail(.badNumber(text, at: Span(start, position), hint: numberHint(body, text)), from: start)
  }

  /// Four, two and two digits with dashes that touch them are a date, and a mistaken one where the calendar
  /// has no such day or the last part goes on; false for all else.
  private mutating func readDate() -> Bool {
    let start = position
    guard start + 10 <= limit, CalendarDate.hasForm(bytes[start..<start + 10]) else { return false }
    position += 10
    let goesOn = position < limit && isWordByte(bytes[position])
    while position < limit, isWordByte(bytes[position]) { position += 1 }
    if !goesOn, let date = CalendarDate(utf8: bytes[start..<position]) {
      add(.date(date), from: start)
    } else {
      fail(.badDate(text(start, position), at: Span(start, position)), from: start)
    }
    return true
  }

  /// `2026-3-1`, which would be a subtraction and is meant as a date; false for all else.
  private mutating func readShortDate() -> Bool {
    var parts: [[UInt8]] = [[]]
    var end = position
    while end < limit, end < position + 10, isDigit(bytes[end]) || bytes[end] == UInt8(ascii: "-") {
      if isDigit(bytes[end]) { parts[parts.count - 1].append(bytes[end]) } else { parts.append([]) }
      end += 1
    }
    guard parts.count == 3, parts[0].count == 4, (1...2).contains(parts[1].count),
      (1...2).contains(parts[2].count),
      end >= limit || !(isWordByte(bytes[end]) || bytes[end] == UInt8(ascii: "."))
    else { return false }
    let padded = parts.map { part in String(decoding: part, as: UTF8.self) }.map {
      $0.count == 1 ? "0\($0)" : $0
    }
    let written = padded.joined(separator: "-")
    guard CalendarDate(written) != nil else { return false }
    let start = position
    position = end
    fail(.shortDate(text(start, end), written: written, at: Span(start, end)), from: start)
    return true
  }

  /// A point that belongs to the number: a digit follows.
  private var isDecimalPoint: Bool {
    bytes[position] == UInt8(ascii: ".") && position + 1 < limit && isDigit(bytes[position + 1])
  }

  private mutating func number(_ body: ArraySlice<UInt8>, from start: Int) -> ExactDecimal? {
    guard body.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: ".") }) else {
      fail(.badNumber(text(start, position), at: Span(start, position), hint: nil), from: start)
      return nil
    }
    guard body.count(where: { $0 == UInt8(ascii: ".") }) <= 1 else {
      fail(
        .badNumber(
          text(start, position), at: Span(start, position),
          hint: "a number has one decimal point and no thousands separators"), from: start)
      return nil
    }
    guard let value = ExactDecimal(utf8: body) else {
      fail(.numberTooLong(at: Span(start, position)), from: start)
      return nil
    }
    return value
  }

  private func numberHint(_ body: ArraySlice<UInt8>, _ text: String) -> String? {
    if body.contains(UInt8(ascii: "_")) { return "write the digits without `_`" }
    if text.lowercased().contains("e") { return "write the number out, without an exponent: `0.00001`" }
    return "a price has no unit: `0.05`; a text, such as a prefix, stands in quotes: \"\(text)\""
  }

  /// Days, hours, minutes and seconds in that order, each at most once; only the last may have a fraction.
  private func duration(_ body: ArraySlice<UInt8>) -> ExactDecimal? {
    var total = ExactDecimal.zero
    var digits: [UInt8] = []
    var lastUnit = Int.max
    for byte in body {
      if isDigit(byte) || byte == UInt8(ascii: ".") {
        digits.append(byte)
        continue
      }
      let unit =
        switch byte {
        case UInt8(ascii: "d"): CalendarDate.secondsOfDay
        case UInt8(ascii: "h"): 3600
        case UInt8(ascii: "m"): 60
        case UInt8(ascii: "s"): 1
        default: 0
        }
      guard unit > 0, unit < lastUnit, let value = ExactDecimal(utf8: digits),
        let seconds = try? value.multiplied(by: ExactDecimal(unit)), let sum = try? total.adding(seconds)
      else { return nil }
      total = sum
      digits = []
      lastUnit = unit
    }
    return digits.isEmpty ? total : nil
  }

  mutating func fail(_ diagnostic: Diagnostic, from start: Int) {
    diagnostics.append(diagnostic)
    add(.invalid, from: start)
  }
}
