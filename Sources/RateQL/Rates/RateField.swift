/// A field of a call rate. This one table feeds the schema, validation, completion and the reference.
///
/// Source: the contract, "Create a call rate" and "List call rates".
public enum RateField: Int, CaseIterable, Sendable, Hashable {
  case id, prefix, type
  case freeSeconds, gracePeriod, interval1, intervalN
  case connectFee, postcallSurcharge, price1, priceN
  case description

  /// The API's name, which is the language's too.
  public var name: String {
    switch self {
    case .id: "id"
    case .prefix: "prefix"
    case .type: "type"
    case .freeSeconds: "free_seconds"
    case .gracePeriod: "grace_period"
    case .interval1: "interval_1"
    case .intervalN: "interval_n"
    case .connectFee: "connect_fee"
    case .postcallSurcharge: "postcall_surcharge"
    case .price1: "price_1"
    case .priceN: "price_n"
    case .description: "description"
    }
  }

  public var type: ValueType {
    switch self {
    case .id, .prefix, .description: .text
    case .type: .symbol(.rateType)
    case .freeSeconds, .gracePeriod, .interval1, .intervalN: .int
    case .connectFee, .price1, .priceN: .decimal
    case .postcallSurcharge: .percent
    }
  }

  /// What it means, with its unit.
  public var summary: String {
    switch self {
    case .id: "the server's own name for the rate; read only"
    case .prefix: "the digits a called number starts with; unique, 1 to 64 of them"
    case .type: "LOCAL, NATIONAL, INTERNATIONAL or MOBILE"
    case .freeSeconds: "seconds after the first interval that cost nothing"
    case .gracePeriod: "calls shorter than this many seconds cost nothing"
    case .interval1: "length of the first billing interval, in seconds, at least 1"
    case .intervalN: "length of each further billing interval, in seconds, at least 1"
    case .connectFee: "money charged on connection; read rate by rate, lists leave it out"
    case .postcallSurcharge: "percent added to the sum of a call"
    case .price1: "money per minute in the first interval, five digits"
    case .priceN: "money per minute in further intervals, five digits"
    case .description: "free text, at most 1024 characters"
    }
  }

  /// Whether an edit may set it.
  public var isWritable: Bool { self != .id }

  /// Whether `create` must name it.
  public var isRequired: Bool { self != .id && self != .description }

  /// Whether the list operation shows it; what it does not is read by id, one request a rate.
  public var isListed: Bool { self != .connectFee }

  /// Digits after the point that the API keeps; nil for what is not a number.
  public var fractionDigits: Int? {
    switch self {
    case .freeSeconds, .gracePeriod, .interval1, .intervalN: 0
    case .connectFee, .postcallSurcharge, .price1, .priceN: 5
    case .id, .prefix, .type, .description: nil
    }
  }

  /// The smallest value the API takes; nil for what is not a number.
  public var minimum: Int64? {
    switch self {
    case .interval1, .intervalN: 1
    case .freeSeconds, .gracePeriod, .connectFee, .postcallSurcharge, .price1, .priceN: 0
    case .id, .prefix, .type, .description: nil
    }
  }

  /// The largest value: int32 for seconds, and what fits 64 bits at five digits for money.
  public var maximum: Int64? {
    switch self {
    case .freeSeconds, .gracePeriod, .interval1, .intervalN: Int64(Int32.max)
    case .connectFee, .postcallSurcharge, .price1, .priceN: Int64.max / 100_000
    case .id, .prefix, .type, .description: nil
    }
  }

  /// Lengths in characters that the API takes; nil for what is not a text.
  public var lengths: ClosedRange<Int>? {
    switch self {
    case .prefix: 1...64
    case .description: 0...1024
    default: nil
    }
  }

  /// What `rates` shows, what matters most first: a narrow terminal leaves out from the right.
  public static let shown: [RateField] = [
    .prefix, .description, .type, .price1, .priceN, .interval1, .intervalN, .freeSeconds, .gracePeriod,
    .postcallSurcharge, .id,
  ]

  /// The fields of a list's items, in the contract's order.
  public static let listed = allCases.filter(\.isListed)

  public static let writable = allCases.filter(\.isWritable)

  private static let table = WordTable(allCases.map { ($0.name, $0) })

  /// The field of that name, in any case of letters.
  public init?(name: String) {
    guard let field = RateField.table[name] else { return nil }
    self = field
  }
}

/// A field of the tenant's billing settings. Source: the contract, "Update tenant billing configurations".
public enum BillingField: Int, CaseIterable, Sendable, Hashable {
  case enabled, account, type

  public var name: String {
    switch self {
    case .enabled: "enabled"
    case .account: "account"
    case .type: "type"
    }
  }

  public var valueType: ValueType {
    switch self {
    case .enabled: .bool
    case .account: .symbol(.billingAccount)
    case .type: .symbol(.billingType)
    }
  }
}
