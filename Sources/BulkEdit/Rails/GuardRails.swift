import ExactJSON
package import RateQL

/// How much a plan may do before somebody has to say that it is meant. Nil lifts a rail.
package struct GuardRails: Sendable, Hashable {
  /// Changes of any kind, the billing settings included.
  package var maxChanges: Int?
  package var maxDeletes: Int?
  /// By how much a price may rise or fall, as a fraction of what it is: 0.5 for ±50 %.
  package var maxPriceChange: ExactDecimal?
  /// Whether a price may become 0.
  package var allowsZeroPrice: Bool

  package init(
    maxChanges: Int? = 5_000, maxDeletes: Int? = 100,
    maxPriceChange: ExactDecimal? = ExactDecimal(significand: 5, scale: 1), allowsZeroPrice: Bool = false
  ) {
    self.maxChanges = maxChanges
    self.maxDeletes = maxDeletes
    self.maxPriceChange = maxPriceChange
    self.allowsZeroPrice = allowsZeroPrice
  }

  /// No rail at all.
  package static let none = GuardRails(
    maxChanges: nil, maxDeletes: nil, maxPriceChange: nil, allowsZeroPrice: true)

  /// The rails, and the flags that set them, in the order in which they are told.
  package enum Rail: String, Sendable, Hashable, CaseIterable {
    case maxChanges = "--max-changes"
    case maxDeletes = "--max-deletes"
    case maxPriceChange = "--max-price-change"
    case zeroPrice = "--allow-zero-price"

    package var flag: String { rawValue }
  }
}

extension GuardRails: Encodable {
  private enum CodingKeys: String, CodingKey {
    case maxChanges = "max_changes"
    case maxDeletes = "max_deletes"
    case maxPriceChange = "max_price_change"
    case allowsZeroPrice = "allow_zero_price"
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(maxChanges, forKey: .maxChanges)
    try container.encode(maxDeletes, forKey: .maxDeletes)
    try container.encode(maxPriceChange?.description, forKey: .maxPriceChange)
    try container.encode(allowsZeroPrice, forKey: .allowsZeroPrice)
  }

  private static let members: MemberNames = [
    "allow_zero_price", "max_changes", "max_deletes", "max_price_change",
  ]

  /// A lifted rail is a null: one that is left out is an error, never a rail less.
  init(_ reader: inout MemberReader) throws(MemberFault) {
    var rails = GuardRails.none
    try reader.object(GuardRails.members) { reader, place throws(MemberFault) in
      switch place {
      case 0: rails.allowsZeroPrice = try reader.bool()
      case 1: rails.maxChanges = try reader.optional { reader throws(MemberFault) in try reader.integer() }
      case 2: rails.maxDeletes = try reader.optional { reader throws(MemberFault) in try reader.integer() }
      default:
        rails.maxPriceChange = try reader.optional { reader throws(MemberFault) in
          try RecordText.decimal(&reader)
        }
      }
    }
    self = rails
  }
}
