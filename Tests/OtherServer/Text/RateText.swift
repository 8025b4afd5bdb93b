import RateQL

/// A rate as an answer has it.
struct RateText {
  let quirks: Set<Quirk>

  /// Left out of lists by ``Quirk/listLeavesOutMore``.
  private static let unlisted: Set<RateField> = [.freeSeconds, .gracePeriod, .description]

  func json(_ rate: RateRecord, isListed: Bool) -> JSONText {
    // The contract gives no order of members: the id comes last here.
    let fields = RateField.allCases.reversed().filter { shows($0, isListed: isListed) }
    var members: [(String, JSONText)] = []
    for field in fields {
      let value = rate[field] ?? .null
      if value == .null, quirks.contains(.nullsLeftOut) { continue }
      members.append((field.name, json(value, field, rate)))
    }
    // In among the known fields, where a reader that expects them in one order stumbles.
    for extra in rate.extras { members.insert((extra.name, .bare(extra.json)), at: members.count / 2) }
    return .object(members)
  }

  private func shows(_ field: RateField, isListed: Bool) -> Bool {
    if field == .connectFee {
      return !quirks.contains(.feeHidden) && (!isListed || quirks.contains(.feeListed))
    }
    return !(isListed && quirks.contains(.listLeavesOutMore) && RateText.unlisted.contains(field))
  }

  private func json(_ value: Value, _ field: RateField, _ rate: RateRecord) -> JSONText {
    if let text = value.string { return .text(text) }
    guard let number = value.decimal else { return .null }
    let isPrice = field.fractionDigits == 5
    if quirks.contains(.numbersAsText) { return .text(RateText.plain(number, isPrice: isPrice)) }
    guard isPrice else { return .bare(number.description) }
    if quirks.contains(.numbersWithExponents) { return .bare(RateText.exponent(number)) }
    if quirks.contains(.numbersWithNoise) {
      return .bare(RateText.noisy(number, isBelow: (rate.prefix ?? "").utf8.count.isMultiple(of: 2)))
    }
    return .bare(RateText.plain(number, isPrice: true))
  }

  /// Prices with all of their five digits.
  private static func plain(_ number: ExactDecimal, isPrice: Bool) -> String {
    number.text(minimumFractionDigits: isPrice ? 5 : 0)
  }

  /// 0.02 as `2e-02`, 4.5 as `45E-1`, 60 as `60e+0`.
  private static func exponent(_ number: ExactDecimal) -> String {
    let plain = number.normalized
    switch plain.scale {
    case 0: return "\(plain.significand)e+0"
    case 1: return "\(plain.significand)E-1"
    default: return "\(plain.significand)e-0\(plain.scale)"
    }
  }

  /// What binary floating point makes of a price somewhere behind the fifth digit.
  private static func noisy(_ number: ExactDecimal, isBelow: Bool) -> String {
    let noise = ExactDecimal(fixed: isBelow && !number.isZero ? -1 : 1, scale: 10)
    return (try? number.adding(noise))?.description ?? number.description
  }
}
