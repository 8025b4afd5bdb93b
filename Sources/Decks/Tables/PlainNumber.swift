import RateQL

/// Numbers as cells have them.
enum PlainNumber {
  /// More digits than this before the point are a name made of digits: a card's, a called number.
  private static let mostWholeDigits = 15

  /// Whether a cell that nothing marks is meant as a number: `-12.5`, `.5`, `1e-05`. A leading zero, a plus
  /// sign or very many digits tell a code or a called number, and so may `12E4`.
  static func looksLikeOne(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    var place = cell.first == UInt8(ascii: "-") ? 1 : 0
    func digits() -> Int {
      let start = place
      while place < cell.count, isDigit(cell[place]) { place += 1 }
      return place - start
    }
    let first = place
    let whole = digits()
    guard whole <= mostWholeDigits, whole < 2 || cell[first] != UInt8(ascii: "0") else { return false }
    var fraction = 0
    if place < cell.count, cell[place] == UInt8(ascii: ".") {
      place += 1
      fraction = digits()
      guard fraction > 0 else { return false }
    }
    guard whole + fraction > 0 else { return false }
    if place < cell.count, cell[place] | 0x20 == UInt8(ascii: "e") {
      place += 1
      guard place < cell.count, cell[place] == UInt8(ascii: "-") else { return false }
      place += 1
      guard digits() > 0 else { return false }
    }
    return place == cell.count
  }

  /// The number, exact; nil where there is none, or it needs more than 38 digits.
  static func read(_ cell: UnsafeBufferPointer<UInt8>) -> ExactDecimal? {
    if let number = short(cell) { return number }
    return ExactDecimal(String(decoding: cell, as: UTF8.self))
  }

  /// The fraction that `5%` stands for.
  static func readPercent(_ cell: UnsafeBufferPointer<UInt8>) -> ExactDecimal? {
    guard cell.last == UInt8(ascii: "%") else { return nil }
    let digits = CellText.trimmed(UnsafeBufferPointer(rebasing: cell.dropLast()))
    guard let number = read(digits) else { return nil }
    guard number.scale + 2 <= ExactDecimal.maximumScale else {
      let plain = number.normalized
      return plain.scale + 2 <= ExactDecimal.maximumScale
        ? ExactDecimal(significand: plain.significand, scale: plain.scale + 2) : nil
    }
    return ExactDecimal(significand: number.significand, scale: number.scale + 2)
  }

  /// Whether a byte shows that a number is not written as a whole one.
  static func marksFraction(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e")
  }

  /// Whether it is made of digits, and of very many.
  static func isLong(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    cell.count > mostWholeDigits
      && cell.allSatisfy { isDigit($0) || marksFraction($0) || $0 == UInt8(ascii: "-") }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  /// Up to 18 digits with a point or without: what nearly every cell is.
  private static func short(_ cell: UnsafeBufferPointer<UInt8>) -> ExactDecimal? {
    let isNegative = cell.first == UInt8(ascii: "-")
    guard cell.count <= 18 else { return nil }
    var value: Int64 = 0
    var digits = 0
    var point: Int?
    for place in (isNegative ? 1 : 0)..<max(cell.count, isNegative ? 1 : 0) {
      let byte = cell[place]
      if isDigit(byte) {
        value = value &* 10 &+ Int64(byte &- UInt8(ascii: "0"))
        digits += 1
      } else if byte == UInt8(ascii: "."), point == nil, digits > 0 {
        point = digits
      } else {
        return nil
      }
    }
    guard digits > 0, point != digits else { return nil }
    return ExactDecimal(fixed: isNegative ? -value : value, scale: digits - (point ?? digits))
  }
}
