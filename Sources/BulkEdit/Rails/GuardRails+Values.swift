package import RateQL

/// Why a flag's value is no value of its rail; the text stands behind the flag's name.
package struct RailValueError: Error, Sendable, Hashable, CustomStringConvertible {
  package let description: String
}

/// Values of rails as they are given by flags and settings.
extension GuardRails {
  /// `none` and `off` lift a rail.
  private static func lifts(_ text: String) -> Bool { ["none", "off"].contains(text.lowercased()) }

  /// The fraction that a percent such as `50%` stands for; nil where the rail is lifted.
  package static func percent(_ text: String) throws(RailValueError) -> ExactDecimal? {
    if lifts(text) { return nil }
    let example = "write a percent with its sign, such as 50%, or `none` for no limit"
    guard text.hasSuffix("%") else {
      if let whole = ExactDecimal(text)?.integer, whole > 0 {
        throw RailValueError(description: "`\(text)` is no percent: write it with its sign: \(whole)%")
      }
      throw RailValueError(description: "`\(text)` is no percent: \(example)")
    }
    let digits = text.dropLast()
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }),
      let points = ExactDecimal(String(digits)),
      let fraction = try? points.divided(by: ExactDecimal(100)),
      (try? fraction.multiplied(by: ExactDecimal(100))) == points
    else { throw RailValueError(description: "`\(text)` is no percent: \(example)") }
    return fraction
  }

  /// The number that a text such as `5000` stands for; nil where the rail is lifted.
  package static func count(_ text: String) throws(RailValueError) -> Int? {
    if lifts(text) { return nil }
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int(text) else {
      throw RailValueError(
        description: "`\(text)` is no count: write a whole number, such as 5000, or `none` for no limit")
    }
    return count
  }
}
