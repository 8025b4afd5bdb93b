import RateQL

/// Some of the server's own rates, read without a condition: what it says to conditions is held against them.
struct ProbeSample {
  let rates: [RateRecord]

  /// - Parameter rates: those with a prefix that only one of them has.
  init(_ rates: [RateRecord]) {
    let counts = Dictionary(rates.compactMap { $0.prefix.map { ($0, 1) } }, uniquingKeysWith: +)
    self.rates = rates.filter { rate in
      guard let prefix = rate.prefix, !prefix.isEmpty, rate.id != nil else { return false }
      return counts[prefix] == 1
    }
  }

  /// A rate whose value of the field is fit for `holds`.
  func witness(_ field: RateField, _ holds: (Value) -> Bool = { _ in true }) -> RateRecord? {
    rates.first { rate in rate[field].map { !$0.isNull && holds($0) } ?? false }
  }

  /// A number that shows whether numbers are compared as numbers: it is larger, and as a text it is smaller.
  static func larger(than value: ExactDecimal) -> ExactDecimal? {
    guard !value.isNegative, let first = value.description.utf8.first, first >= UInt8(ascii: "2") else {
      return nil
    }
    var power = ExactDecimal(10)
    while power <= value {
      guard let next = try? power.multiplied(by: ExactDecimal(10)) else { return nil }
      power = next
    }
    return power
  }

  /// A prefix that as a text comes after this one, and as a number before it.
  static func later(than prefix: String) -> String? {
    guard prefix.utf8.count > 1, let first = prefix.utf8.first,
      (UInt8(ascii: "0")..<UInt8(ascii: "9")).contains(first)
    else { return nil }
    return String(UnicodeScalar(first + 1))
  }
}
