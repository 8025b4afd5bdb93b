import RateQL

/// Rates as a large carrier's deck has them; the same for the same seed, and no prefix twice.
struct RateMaker {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  private static let countries: [(code: String, name: String)] = [
    ("1", "United States"), ("7", "Russia"), ("20", "Egypt"), ("27", "South Africa"), ("30", "Greece"),
    ("31", "Netherlands"), ("32", "Belgium"), ("33", "France"), ("34", "Spain"), ("36", "Hungary"),
    ("39", "Italy"), ("40", "Romania"), ("41", "Switzerland"), ("43", "Austria"), ("44", "United Kingdom"),
    ("45", "Denmark"), ("46", "Sweden"), ("47", "Norway"), ("48", "Poland"), ("49", "Germany"),
    ("351", "Portugal"), ("353", "Ireland"), ("358", "Finland"), ("420", "Czech Republic"), ("91", "India"),
  ]

  private static let types = ["LOCAL", "NATIONAL", "INTERNATIONAL", "MOBILE"]
  private static let kinds = ["Fixed", "Mobile", "Special Services", "Mobile Other", "Premium"]

  /// The rates of these numbers; they are asked for in order.
  mutating func batch(_ rows: Range<Int>) -> RateBatch {
    var (id, prefix, description) = (TextColumn(), TextColumn(), TextColumn())
    var type = SymbolColumn()
    var numbers: [RateField: FixedColumn] = [:]
    for field in RateField.listed where field.fractionDigits != nil {
      let kind: FixedColumn.Kind = field.type == .percent ? .percent : .number
      numbers[field] = FixedColumn(kind: kind, scale: field.fractionDigits ?? 0)
    }
    for row in rows {
      let country = RateMaker.countries[row % RateMaker.countries.count]
      // 48,271 has no factor in common with 1,000,000: each number comes once in a million.
      let number = row / RateMaker.countries.count * 48_271 % 1_000_000
      prefix.append(country.code + String(1_000_000 + number).dropFirst())
      id.append(String(1 << 63 | next() >> 1, radix: 16))
      let kind = RateMaker.kinds[below(RateMaker.kinds.count)]
      if below(20) == 0 {
        description.appendNull()
      } else {
        description.append("\(country.name) \(kind) \(below(100))")
      }
      type.append(.symbol(RateMaker.types[[0, 1, 1, 2, 2, 2, 2, 3, 3, 3][below(10)]]))
      let price = Int64(500 + below(1_000) * below(500) * below(500) / 1_000)
      numbers[.priceN]?.append(fixed: price)
      numbers[.price1]?.append(fixed: below(3) == 0 ? price * 2 : price)
      numbers[.freeSeconds]?.append(fixed: 0)
      numbers[.gracePeriod]?.append(fixed: Int64(below(4)))
      numbers[.interval1]?.append(fixed: [1, 30, 60][below(3)])
      numbers[.intervalN]?.append(fixed: [1, 6, 60][below(3)])
      numbers[.postcallSurcharge]?.append(fixed: below(10) == 0 ? 1_000 : 0)
    }
    var columns: [RateField: Column] = [
      .id: .text(id), .prefix: .text(prefix), .type: .symbol(type), .description: .text(description),
    ]
    for (field, column) in numbers { columns[field] = .fixed(column) }
    return RateBatch(count: rows.count, columns: columns)
  }

  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  private mutating func below(_ bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }
}
