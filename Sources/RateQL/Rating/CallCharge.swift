/// What one call costs on a rate, part by part.
///
/// Source: the vendor's guide, chapter "Billing". Nothing is charged below the grace period. Else the
/// connect fee, the first interval whole, nothing for the free seconds after it, and every further interval
/// that is begun; the surcharge is a share of that sum. The amounts are exact, and rounded once, at the end.
///
/// A length with a part of a second is taken as it is: intervals are whole seconds, so that rounding it up
/// first would change nothing but lift some calls over the grace period.
package struct CallCharge: Sendable, Hashable {
  package let terms: RateTerms
  /// In seconds.
  package let duration: ExactDecimal
  /// Shorter than the grace period: all parts are 0, the connect fee too.
  package let isWithinGrace: Bool
  /// Nil where it would be charged and is not known.
  package let connectFee: ExactDecimal?
  package let firstInterval: ExactFraction
  /// Seconds after the first interval that cost nothing.
  package let freeSeconds: ExactDecimal
  /// Seconds that are left after these.
  package let secondsLeft: ExactDecimal
  /// How many further intervals these begin.
  package let furtherCount: ExactDecimal
  package let further: ExactFraction
  /// What the surcharge adds; nil where the connect fee is not known.
  package let surcharge: ExactFraction?
  /// All parts but an unknown connect fee, with their share of the surcharge.
  package let known: ExactFraction
  /// Nil where the connect fee is not known.
  package let total: ExactFraction?
  /// ``total`` as it is billed, to the five digits that prices have.
  package let rounded: ExactDecimal?

  package static let digits = 5

  package init(
    _ terms: RateTerms, duration: ExactDecimal, rounding: RoundingRule = .halfAwayFromZero
  ) throws(ChargeError) {
    self.terms = terms
    self.duration = duration
    isWithinGrace = try CallCharge.isFree(terms, duration)
    do throws(ArithmeticError) {
      let count: CallCharge.Count
      if isWithinGrace {
        connectFee = .zero
        count = Count()
      } else {
        connectFee = terms.connectFee
        count = try Count(terms, duration)
      }
      freeSeconds = count.free
      secondsLeft = count.left
      furtherCount = count.further
      firstInterval = try ExactFraction(count.first.multiplied(by: terms.price1), over: 60)
      further = try ExactFraction(
        count.further.multiplied(by: terms.intervalN).multiplied(by: terms.priceN), over: 60)
      let share = ExactFraction(try ExactDecimal.one.adding(terms.surcharge))
      let sum = try firstInterval.adding(further)
      known = try sum.adding(ExactFraction(connectFee ?? .zero)).multiplied(by: share)
      if let connectFee {
        total = known
        surcharge = try sum.adding(ExactFraction(connectFee))
          .multiplied(by: ExactFraction(terms.surcharge))
        rounded = try known.rounded(toDigits: CallCharge.digits, rounding)
      } else {
        (total, surcharge, rounded) = (nil, nil, nil)
      }
    } catch {
      throw .arithmetic(error)
    }
  }

  /// The exact cost alone, for many calls; nil where it depends on a connect fee that is not known.
  package static func total(
    _ terms: RateTerms, duration: ExactDecimal
  ) throws(ChargeError) -> ExactFraction? {
    if try isFree(terms, duration) { return ExactFraction(.zero) }
    guard let fee = terms.connectFee else { return nil }
    do throws(ArithmeticError) {
      let count = try Count(terms, duration)
      // All of it × 60, so that there is one division.
      var sum = try count.first.multiplied(by: terms.price1)
      if !count.further.isZero {
        sum = try sum.adding(count.further.multiplied(by: terms.intervalN).multiplied(by: terms.priceN))
      }
      if !fee.isZero { sum = try sum.adding(fee.multiplied(by: ExactDecimal(60))) }
      if !terms.surcharge.isZero {
        sum = try sum.multiplied(by: ExactDecimal.one.adding(terms.surcharge))
      }
      return try ExactFraction(sum, over: 60)
    } catch {
      throw .arithmetic(error)
    }
  }

  private static func isFree(_ terms: RateTerms, _ duration: ExactDecimal) throws(ChargeError) -> Bool {
    if duration.isNegative { throw .negativeDuration }
    if let fault = terms.fault { throw .term(fault) }
    return duration < terms.gracePeriod
  }

  /// A call cut into its intervals.
  private struct Count {
    /// Seconds of the first interval, whole.
    var first = ExactDecimal.zero
    var free = ExactDecimal.zero
    var left = ExactDecimal.zero
    var further = ExactDecimal.zero

    init() {}

    init(_ terms: RateTerms, _ duration: ExactDecimal) throws(ArithmeticError) {
      first = terms.interval1
      let past = try duration.subtracting(terms.interval1)
      guard past > .zero else { return }
      free = min(past, terms.freeSeconds)
      left = try past.subtracting(free)
      further = try left.wholeParts(of: terms.intervalN)
    }
  }
}

extension ExactDecimal {
  /// How many parts of that length it takes to hold this one: the quotient, rounded up. Neither is negative.
  fileprivate func wholeParts(of part: ExactDecimal) throws(ArithmeticError) -> ExactDecimal {
    if scale == 0, part.scale == 0, part.significand > 0 {
      let (parts, rest) = significand.quotientAndRemainder(dividingBy: part.significand)
      return ExactDecimal(significand: parts + (rest > 0 ? 1 : 0), scale: 0)
    }
    let rest = try remainder(dividingBy: part)
    let parts = try subtracting(rest).divided(by: part)
    return rest.isZero ? parts : try parts.adding(.one)
  }
}
