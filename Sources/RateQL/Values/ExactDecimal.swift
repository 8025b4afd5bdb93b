/// An exact decimal number: `significand × 10^-scale`.
///
/// Prices, amounts and every other number of the language are of this type, so that no binary floating
/// point comes near money. Two numbers are equal when their values are (`0.10 == 0.1`). Up to 38
/// significant digits are kept; what does not fit is an error, never a rounded result.
public struct ExactDecimal: Sendable {
  public private(set) var significand: Int128
  /// How many of the significand's digits stand after the decimal point: 0 to ``maximumScale``.
  public private(set) var scale: Int

  public static let maximumScale = 38
  public static let zero = ExactDecimal(0)
  public static let one = ExactDecimal(1)

  public init(_ integer: some BinaryInteger) {
    self.init(significand: Int128(integer), scale: 0)
  }

  /// - Parameter scale: 0 to ``maximumScale``; a value outside is brought into it by the caller.
  public init(significand: Int128, scale: Int) {
    self.significand = significand
    self.scale = min(max(scale, 0), ExactDecimal.maximumScale)
  }

  /// A number kept as an integer at a fixed scale, as price columns do (scale 5).
  public init(fixed: Int64, scale: Int) {
    self.init(significand: Int128(fixed), scale: scale)
  }

  public var isZero: Bool { significand == 0 }
  public var isNegative: Bool { significand < 0 }

  /// True where nothing but zeros stands after the point.
  public var isInteger: Bool {
    scale == 0 || significand % PowerOfTen.int128(scale) == 0
  }

  /// The same value with no trailing zeros after the point.
  public var normalized: ExactDecimal {
    var result = self
    // 64-bit division is far cheaper.
    if var short = Int64(exactly: significand) {
      while result.scale > 0, short % 10 == 0 {
        short /= 10
        result.scale -= 1
      }
      result.significand = Int128(short)
      return result
    }
    while result.scale > 0 {
      let (quotient, remainder) = result.significand.quotientAndRemainder(dividingBy: 10)
      guard remainder == 0 else { break }
      result.significand = quotient
      result.scale -= 1
    }
    return result
  }

  /// How many digits after the point the value needs, trailing zeros left out.
  public var fractionDigits: Int { normalized.scale }

  /// The value as an `Int64`, where it is a whole number that fits.
  public var integer: Int64? {
    let plain = normalized
    return plain.scale == 0 ? Int64(exactly: plain.significand) : nil
  }

  /// The value as an integer at `scale`, where that is exact and fits; nil otherwise.
  public func fixed(scale wanted: Int) -> Int64? {
    if scale == wanted { return Int64(exactly: significand) }
    if scale < wanted {
      let (product, overflow) = significand.multipliedReportingOverflow(
        by: PowerOfTen.int128(wanted - scale))
      return overflow ? nil : Int64(exactly: product)
    }
    let (quotient, remainder) = significand.quotientAndRemainder(
      dividingBy: PowerOfTen.int128(scale - wanted))
    return remainder == 0 ? Int64(exactly: quotient) : nil
  }
}

extension ExactDecimal: Hashable, Comparable {
  public static func == (a: ExactDecimal, b: ExactDecimal) -> Bool {
    if a.scale == b.scale { return a.significand == b.significand }
    return order(a, b) == 0
  }

  public static func < (a: ExactDecimal, b: ExactDecimal) -> Bool {
    if a.scale == b.scale { return a.significand < b.significand }
    return order(a, b) < 0
  }

  public func hash(into hasher: inout Hasher) {
    let plain = normalized
    hasher.combine(plain.significand)
    hasher.combine(plain.scale)
  }

  /// -1, 0 or 1.
  private static func order(_ a: ExactDecimal, _ b: ExactDecimal) -> Int {
    let scale = max(a.scale, b.scale)
    if let one = a.significand(atScale: scale), let other = b.significand(atScale: scale) {
      return one == other ? 0 : one < other ? -1 : 1
    }
    return orderByParts(a, b)
  }

  /// Whole parts first, then fractions, so that no intermediate value can overflow.
  private static func orderByParts(_ a: ExactDecimal, _ b: ExactDecimal) -> Int {
    let (wholeA, restA) = a.significand.quotientAndRemainder(dividingBy: PowerOfTen.int128(a.scale))
    let (wholeB, restB) = b.significand.quotientAndRemainder(dividingBy: PowerOfTen.int128(b.scale))
    if wholeA != wholeB { return wholeA < wholeB ? -1 : 1 }
    let scale = max(a.scale, b.scale)
    let fractionA = restA * PowerOfTen.int128(scale - a.scale)
    let fractionB = restB * PowerOfTen.int128(scale - b.scale)
    return fractionA == fractionB ? 0 : (fractionA < fractionB ? -1 : 1)
  }
}

/// Powers of ten up to 10^38, the largest an `Int128` holds.
package enum PowerOfTen {
  private static let table: [Int128] = {
    var powers: [Int128] = [1]
    for _ in 0..<ExactDecimal.maximumScale { powers.append((powers.last ?? 1) * 10) }
    return powers
  }()

  /// - Parameter exponent: 0 to 38.
  package static func int128(_ exponent: Int) -> Int128 { table[exponent] }
}
