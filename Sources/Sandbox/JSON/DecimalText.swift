/// A decimal number of any size as it was written, kept digit by digit.
///
/// JSON and filters may hold numbers that no machine type takes (`1e300`); this keeps them exact until it
/// is known which range and how many digits the field has.
struct DecimalText: Hashable {
  let isNegative: Bool
  /// The significant digits (0 to 9 each) without zeros at either end; empty for zero.
  private let digits: [UInt8]
  /// The value is 0.d₁d₂d₃… × 10^exponent.
  private let exponent: Int

  /// Where the value stands among the whole multiples of 10^-scale, its sign left aside.
  struct Scaled: Equatable {
    /// The multiple next to it towards zero.
    var truncated: Int64
    /// Whether `truncated` is the value itself.
    var isExact: Bool
    /// Whether the value rounds away from zero, half included.
    var roundsUp: Bool
  }

  /// Reads a JSON number (RFC 8259, section 6); nil for anything else.
  init?(utf8 text: some Collection<UInt8>) {
    var rest = text[...]
    func digit(_ byte: UInt8?) -> UInt8? {
      guard let byte, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
      return byte - UInt8(ascii: "0")
    }
    func take(_ byte: UInt8) -> Bool {
      guard rest.first == byte else { return false }
      rest = rest.dropFirst()
      return true
    }
    func takeDigits() -> [UInt8] {
      var found: [UInt8] = []
      while let value = digit(rest.first) {
        found.append(value)
        rest = rest.dropFirst()
      }
      return found
    }
    isNegative = take(UInt8(ascii: "-"))
    let whole = takeDigits()
    guard let first = whole.first, first != 0 || whole.count == 1 else { return nil }
    var all = whole
    if take(UInt8(ascii: ".")) {
      let fraction = takeDigits()
      guard !fraction.isEmpty else { return nil }
      all += fraction
    }
    var power = 0
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      let negative = take(UInt8(ascii: "-"))
      if !negative { _ = take(UInt8(ascii: "+")) }
      let written = takeDigits()
      guard !written.isEmpty else { return nil }
      // Past a million the value is out of every range anyway.
      for value in written { power = min(power * 10 + Int(value), 1_000_000) }
      if negative { power = -power }
    }
    guard rest.isEmpty else { return nil }
    let leading = all.prefix { $0 == 0 }.count
    while all.last == 0 { all.removeLast() }
    digits = Array(all.dropFirst(leading))
    exponent = digits.isEmpty ? 0 : power + whole.count - leading
  }

  var isZero: Bool { digits.isEmpty }

  /// Nil where the magnitude is beyond `Int64` at that scale.
  func scaled(_ scale: Int) -> Scaled? {
    guard !digits.isEmpty else { return Scaled(truncated: 0, isExact: true, roundsUp: false) }
    let kept = exponent + scale
    guard kept >= 0 else { return Scaled(truncated: 0, isExact: false, roundsUp: false) }
    guard kept <= 19 else { return nil }
    var result: Int64 = 0
    for place in 0..<kept {
      let digit = place < digits.count ? digits[place] : 0
      let (tenfold, overflow) = result.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tenfold.addingReportingOverflow(Int64(digit))
      guard !overflow, !carry else { return nil }
      result = sum
    }
    return Scaled(
      truncated: result, isExact: digits.count <= kept, roundsUp: kept < digits.count && digits[kept] >= 5)
  }

  /// The whole number it is; nil where it has a fraction or does not fit.
  var integer: Int64? {
    guard let scaled = scaled(0), scaled.isExact else { return nil }
    return isNegative ? -scaled.truncated : scaled.truncated
  }
}
