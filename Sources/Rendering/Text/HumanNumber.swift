package import RateQL

/// Numbers as people read them. Data formats never use these.
package enum HumanNumber {
  /// `1284` as `1,284`.
  package static func count(_ value: some BinaryInteger) -> String {
    (value < 0 ? "-" : "") + grouped(String(value.magnitude))
  }

  /// `1 row`, `1,284 rows`.
  package static func count(_ value: some BinaryInteger, _ noun: String, plural: String? = nil) -> String {
    "\(count(value)) \(value == 1 ? noun : plural ?? noun + "s")"
  }

  /// A time that something took: `0.42 s`, `12.3 s`, `2 min 5 s`, `1 h 2 min`.
  package static func duration(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
    switch milliseconds {
    case ..<1: return "0 s"
    case ..<100: return "0.\(padded(milliseconds, 3)) s"
    case ..<9_995: return decimal((milliseconds + 5) / 10, digits: 2)
    case ..<59_950: return decimal((milliseconds + 50) / 100, digits: 1)
    default: break
    }
    let whole = (milliseconds + 500) / 1000
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(count(whole / 3600)) h \(whole % 3600 / 60) min"
  }

  /// A change as signed percent of at most two digits after the point: `+5%`, `-33.33%`, `+1,284%`.
  ///
  /// - Parameter fraction: 0.05 for `+5%`.
  package static func change(_ fraction: ExactDecimal, fractionDigits: Int = 0) -> String {
    guard let exact = try? fraction.multiplied(by: ExactDecimal(100)),
      let points = try? exact.rounded(toDigits: 2)
    else { return "\(fraction) × 100%" }
    if points.isZero, !exact.isZero { return exact.isNegative ? "-<0.01%" : "+<0.01%" }
    let text = points.text(minimumFractionDigits: fractionDigits)
    let digits = text.drop { $0 == "-" }
    let sign = points.isNegative ? "-" : points.isZero ? "" : "+"
    let point = digits.firstIndex(of: ".") ?? digits.endIndex
    return "\(sign)\(grouped(String(digits[..<point])))\(digits[point...])%"
  }

  private static func decimal(_ value: Int64, digits: Int) -> String {
    "\(ExactDecimal(fixed: value, scale: digits).text(minimumFractionDigits: digits)) s"
  }

  private static func padded(_ value: Int64, _ digits: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(digits - text.count, 0)) + text
  }

  private static func grouped(_ digits: String) -> String {
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { result.append(",") }
      result.append(digit)
    }
    return result
  }
}
