import RateQL

/// Which column of a deck holds what, told by its header alone.
struct DeckColumns {
  /// What a column of a deck says.
  enum Meaning: Hashable {
    case field(RateField)
    /// Money per minute, for both intervals.
    case rate
  }

  private(set) var places: [Meaning: Int] = [:]
  /// Headers that mean nothing here, in their order.
  private(set) var ignored: [String] = []
  private(set) var problems: [String] = []

  init(header: [String]) {
    for (index, name) in header.enumerated() {
      guard let meaning = DeckColumns.meaning(of: name) else {
        if !name.isEmpty { ignored.append(name) }
        continue
      }
      if let first = places[meaning] {
        problems.append("the columns '\(header[first])' and '\(name)' mean the same")
      } else {
        places[meaning] = index
      }
    }
    if places[.field(.prefix)] == nil { problems.append("no column for the prefix, such as 'Prefix'") }
    if places[.rate] == nil {
      for field in [RateField.price1, .priceN] where places[.field(field)] == nil {
        problems.append("no column for \(field.name), nor a 'Rate' for both prices")
      }
    }
  }

  private static let names: [String: Meaning] = {
    var names: [String: Meaning] = [
      "code": .field(.prefix), "dial_code": .field(.prefix), "dialcode": .field(.prefix),
      "destination": .field(.description), "rate": .rate, "price": .rate, "rate_per_minute": .rate,
      "connection_fee": .field(.connectFee), "first_interval": .field(.interval1),
      "next_interval": .field(.intervalN), "surcharge": .field(.postcallSurcharge),
    ]
    for field in RateField.writable { names[field.name] = .field(field) }
    return names
  }()

  /// The API's field names and the usual ones of decks, whatever their case; a space counts as `_`.
  private static func meaning(of header: String) -> Meaning? {
    names[String(header.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })]
  }
}
