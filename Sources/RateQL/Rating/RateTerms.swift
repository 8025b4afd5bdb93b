/// What a rate says of the price of a call.
package struct RateTerms: Sendable, Hashable {
  /// In seconds.
  package var gracePeriod: ExactDecimal
  package var interval1: ExactDecimal
  package var intervalN: ExactDecimal
  package var freeSeconds: ExactDecimal
  /// Money a minute.
  package var price1: ExactDecimal
  package var priceN: ExactDecimal
  /// As a fraction: 1 % is 0.01.
  package var surcharge: ExactDecimal
  /// Nil where it is not known, which is not 0.
  package var connectFee: ExactDecimal?

  /// The fields that a call's cost depends on.
  package static let fields: [RateField] = [
    .gracePeriod, .interval1, .intervalN, .freeSeconds, .price1, .priceN, .postcallSurcharge, .connectFee,
  ]

  /// The terms from a source of field values; nil where one but the connect fee has no value.
  package init?(_ value: (RateField) -> Value?) {
    guard let grace = value(.gracePeriod)?.decimal, let first = value(.interval1)?.decimal,
      let next = value(.intervalN)?.decimal, let free = value(.freeSeconds)?.decimal,
      let price1 = value(.price1)?.decimal, let priceN = value(.priceN)?.decimal,
      let surcharge = value(.postcallSurcharge)?.decimal
    else { return nil }
    gracePeriod = grace
    interval1 = first
    intervalN = next
    freeSeconds = free
    self.price1 = price1
    self.priceN = priceN
    self.surcharge = surcharge
    connectFee = value(.connectFee)?.decimal
  }

  package init?(_ rate: RateRecord) {
    self.init { rate[$0] }
  }

  /// The fields of a rate that have no value and without which no part of the cost is known.
  package static func missing(in rate: RateRecord) -> [RateField] {
    fields.filter { $0 != .connectFee && rate[$0]?.decimal == nil }
  }

  /// A term that no call can be counted with; the API refuses such values, a file may have them.
  package var fault: RateField? {
    if gracePeriod.isNegative { return .gracePeriod }
    if interval1.isNegative { return .interval1 }
    if intervalN.isNegative || intervalN.isZero { return .intervalN }
    return freeSeconds.isNegative ? .freeSeconds : nil
  }
}

/// Why the cost of a call can't be told.
package enum ChargeError: Error, Hashable, Sendable {
  case negativeDuration
  /// A term that no call can be counted with, such as an interval of 0 s.
  case term(RateField)
  case arithmetic(ArithmeticError)
}
