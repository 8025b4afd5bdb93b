extension ExactDecimal: LosslessStringConvertible {
  /// Plain digits, no exponent, no trailing zeros after the point: a JSON number as well.
  public var description: String { text(minimumFractionDigits: 0) }

  /// Plain digits with at least `minimumFractionDigits` after the point.
  public func text(minimumFractionDigits: Int) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(24)
    write(into: &bytes, minimumFractionDigits: minimumFractionDigits)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends what ``text(minimumFractionDigits:)`` gives.
  package func write(into bytes: inout [UInt8], minimumFractionDigits: Int = 0) {
    let plain = normalized
    if plain.isNegative { bytes.append(UInt8(ascii: "-")) }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: ExactDecimal.mostCharacters) { buffer in
      let start = plain.writeBackwards(into: buffer)
      bytes.append(contentsOf: buffer[start...])
    }
    guard plain.scale < minimumFractionDigits else { return }
    if plain.scale == 0 { bytes.append(UInt8(ascii: ".")) }
    bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: minimumFractionDigits - plain.scale))
  }

  /// Digits, a point, and a zero before it.
  private static let mostCharacters = maximumScale + 3

  /// The digits of the magnitude with their point, so that they end where the buffer does.
  ///
  /// - Returns: where they begin.
  private func writeBackwards(into buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
    var start = buffer.count
    var digits = 0
    func put(_ digit: UInt8) {
      if digits == scale, digits > 0 {
        start -= 1
        buffer[start] = UInt8(ascii: ".")
      }
      start -= 1
      buffer[start] = UInt8(ascii: "0") + digit
      digits += 1
    }
    var rest = significand.magnitude
    while rest > UInt128(UInt64.max) {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      put(UInt8(digit))
      rest = quotient
    }
    // 64-bit division is far cheaper.
    var short = UInt64(rest)
    while short > 0 {
      put(UInt8(short % 10))
      short /= 10
    }
    while digits <= scale { put(0) }
    return start
  }

  public init?(_ text: String) {
    var text = text
    let parsed = text.withUTF8 { ExactDecimal(utf8: $0) }
    guard let parsed else { return nil }
    self = parsed
  }

  /// Reads `-12.5`, `.5`, `1e-05`: an optional sign, digits, a fraction, an exponent. Nil where the text
  /// is anything else or the number needs more than 38 digits.
  public init?(utf8 bytes: some Sequence<UInt8>) {
    var significand: Int128 = 0
    // The first digits, as many as fit: 128-bit multiplication is dearer.
    var short: Int64 = 0
    var scale = 0
    var digits = 0
    var state = ReadState.start
    var negative = false
    var exponent = 0
    var exponentNegative = false

    for byte in bytes {
      switch (state, byte) {
      case (.start, UInt8(ascii: "-")):
        negative = true
        state = .sign
      case (.start, UInt8(ascii: "+")):
        state = .sign
      case (.start, UInt8(ascii: "0")...UInt8(ascii: "9")),
        (.sign, UInt8(ascii: "0")...UInt8(ascii: "9")),
        (.whole, UInt8(ascii: "0")...UInt8(ascii: "9")),
        (.point, UInt8(ascii: "0")...UInt8(ascii: "9")),
        (.fraction, UInt8(ascii: "0")...UInt8(ascii: "9")):
        let digit = byte - UInt8(ascii: "0")
        if digits < 18 {
          short = short * 10 + Int64(digit)
        } else {
          if digits == 18 { significand = Int128(short) }
          let (tenfold, overflow) = significand.multipliedReportingOverflow(by: 10)
          guard !overflow else { return nil }
          let (sum, carry) = tenfold.addingReportingOverflow(Int128(digit))
          guard !carry else { return nil }
          significand = sum
        }
        digits += 1
        if state == .point || state == .fraction {
          scale += 1
          state = .fraction
        } else {
          state = .whole
        }
      case (.start, UInt8(ascii: ".")), (.sign, UInt8(ascii: ".")), (.whole, UInt8(ascii: ".")):
        state = .point
      case (.whole, UInt8(ascii: "e")), (.whole, UInt8(ascii: "E")),
        (.fraction, UInt8(ascii: "e")), (.fraction, UInt8(ascii: "E")):
        state = .exponentStart
      case (.exponentStart, UInt8(ascii: "-")):
        exponentNegative = true
        state = .exponentSign
      case (.exponentStart, UInt8(ascii: "+")):
        state = .exponentSign
      case (.exponentStart, UInt8(ascii: "0")...UInt8(ascii: "9")),
        (.exponentSign, UInt8(ascii: "0")...UInt8(ascii: "9")),
        (.exponent, UInt8(ascii: "0")...UInt8(ascii: "9")):
        exponent = exponent * 10 + Int(byte - UInt8(ascii: "0"))
        guard exponent < 100_000 else { return nil }
        state = .exponent
      default:
        return nil
      }
    }
    if digits <= 18 { significand = Int128(short) }
    guard digits > 0, state == .whole || state == .fraction || state == .exponent else { return nil }
    guard
      let value = ExactDecimal(
        significand: negative ? -significand : significand,
        power: (exponentNegative ? -exponent : exponent) - scale)
    else { return nil }
    self = value
  }

  /// `significand × 10^power`, where that fits.
  private init?(significand: Int128, power: Int) {
    guard significand != 0 else {
      self = .zero
      return
    }
    var significand = significand
    var power = power
    while power < -ExactDecimal.maximumScale {
      let (quotient, remainder) = significand.quotientAndRemainder(dividingBy: 10)
      guard remainder == 0 else { return nil }
      significand = quotient
      power += 1
    }
    if power <= 0 {
      self.init(significand: significand, scale: -power)
      return
    }
    guard power <= ExactDecimal.maximumScale else { return nil }
    let (product, overflow) = significand.multipliedReportingOverflow(by: PowerOfTen.int128(power))
    guard !overflow else { return nil }
    self.init(significand: product, scale: 0)
  }

  private enum ReadState {
    case start, sign, whole, point, fraction, exponentStart, exponentSign, exponent
  }
}
