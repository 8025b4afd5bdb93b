import RateQL

/// Text in the making, as UTF-8 bytes: rows go out without a string for each cell.
struct ByteWriter {
  /// How many bytes a formatter gathers before it hands them over.
  static let handOver = 1 << 16

  private(set) var bytes: [UInt8] = []

  var isFull: Bool { bytes.count >= ByteWriter.handOver }

  /// Hands over the bytes and starts anew.
  mutating func take() -> [UInt8] {
    var taken: [UInt8] = []
    swap(&taken, &bytes)
    bytes.reserveCapacity(min(taken.count, 2 * ByteWriter.handOver))
    return taken
  }

  mutating func append(_ byte: UInt8) { bytes.append(byte) }

  mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  mutating func append(utf8: some Collection<UInt8>) { bytes.append(contentsOf: utf8) }

  mutating func append(_ count: Int, of byte: UInt8) {
    bytes.append(contentsOf: repeatElement(byte, count: max(count, 0)))
  }

  /// Plain digits, no exponent, no trailing zeros: the form of `ExactDecimal.description`.
  mutating func append(_ number: ExactDecimal) {
    if let fixed = Int64(exactly: number.significand) {
      append(fixed: fixed, scale: number.scale)
    } else {
      append(number.description)
    }
  }

  /// `value × 10^-scale`.
  mutating func append(fixed value: Int64, scale: Int) {
    var rest = value.magnitude
    var places = rest == 0 ? 0 : min(max(scale, 0), ExactDecimal.maximumScale)
    while places > 0 {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      guard digit == 0 else { break }
      rest = quotient
      places -= 1
    }
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    // Digits come out last first, and are turned round at the end.
    let start = bytes.count
    var written = 0
    repeat {
      if written == places && places > 0 { bytes.append(UInt8(ascii: ".")) }
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit))
      rest = quotient
      written += 1
    } while rest > 0 || written <= places
    bytes[start...].reverse()
  }
}
