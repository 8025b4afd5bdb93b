extension Quote {
  /// The charge in sentences, one a line, in the order of the vendor's rule.
  package var sentences: [String] {
    guard let winner else {
      return ["No rate has a prefix that starts \(number): nothing here says what the call costs."]
    }
    var lines = [
      "\(number) is billed by the rate \(Quote.name(winner)), the longest prefix that starts it.",
      shadowed.isEmpty
        ? "No shorter prefix starts it too."
        : "It shadows \(shadowed.map(Quote.name).joined(separator: ", ")).",
    ]
    guard let charge else {
      let names = missing.map(\.name).joined(separator: ", ")
      return lines + ["The rate has no value for \(names), so what the call costs can't be told."]
    }
    if charge.isWithinGrace {
      let grace = Seconds.text(charge.terms.gracePeriod)
      lines.append(
        "The call of \(Seconds.text(duration)) is shorter than the grace period of \(grace): nothing is charged."
      )
      return lines + ["Cost: 0."]
    }
    return lines + parts(charge) + total(charge)
  }

  private func parts(_ charge: CallCharge) -> [String] {
    let terms = charge.terms
    var lines: [String] = []
    if !terms.gracePeriod.isZero {
      lines.append("Grace period: \(Seconds.text(terms.gracePeriod)), and the call is not shorter.")
    }
    lines.append("Connect fee: \(charge.connectFee.map(\.description) ?? "not known").")
    let whole = duration < terms.interval1 ? ", in full though the call is shorter" : ""
    lines.append(
      "First interval: \(terms.interval1) s at \(terms.price1) a minute\(whole) = \(charge.firstInterval).")
    if !terms.freeSeconds.isZero {
      lines.append("Free seconds: \(charge.freeSeconds) of \(terms.freeSeconds) used.")
    }
    if charge.furtherCount.isZero {
      lines.append("Further intervals: none is begun.")
    } else {
      lines.append(
        "Further intervals: \(Seconds.text(charge.secondsLeft)) left, rounded up to "
          + "\(charge.furtherCount) × \(terms.intervalN) s at \(terms.priceN) a minute = \(charge.further).")
    }
    if !terms.surcharge.isZero {
      let share = Percent.text(terms.surcharge)
      lines.append(
        charge.surcharge.map { "Surcharge: \(share) of that = \($0)." }
          ?? "Surcharge: \(share) of that, of the connect fee too.")
    }
    return lines
  }

  private func total(_ charge: CallCharge) -> [String] {
    guard let total = charge.total, let rounded = charge.rounded else {
      return [
        "Cost: \(charge.known), plus an unknown connect fee: the server does not show it, and what is not "
          + "known is not taken for 0."
      ]
    }
    guard total.decimal != rounded else { return ["Cost: \(rounded), exact."] }
    return ["Exact sum: \(total).", "Cost: \(rounded), rounded to five digits, \(rounding.words)."]
  }

  /// `44791 (United Kingdom Mobile O2)`.
  private static func name(_ rate: RateRecord) -> String {
    let prefix = rate.prefix ?? "?"
    guard let description = rate[.description]?.string, !description.isEmpty else { return prefix }
    return "\(prefix) (\(description))"
  }
}
