import RateQL

/// What this host has of its own: some rates, and a function over their prefixes.
enum Table {
  static func rates() throws -> [RateRecord] {
    let lines = [("44", "INTERNATIONAL", "0.012"), ("447", "MOBILE", "0.08"), ("4915", "MOBILE", "0.1")]
    return try lines.map { prefix, type, price in
      try RateRecord(reading: [
        .prefix: prefix, .type: type, .price1: price, .priceN: price, .interval1: "60", .intervalN: "60",
        .freeSeconds: "0", .gracePeriod: "0", .connectFee: "0", .postcallSurcharge: "0%",
      ])
    }
  }

  /// `zone(prefix)`: the name of a place. Its arguments are of the types that it says; a result of another
  /// type, or what it throws, ends the run with the place of the call.
  static let zone = HostFunction(
    "zone", [.init("prefix", .text)], gives: .text, summary: "the part of the world that a prefix is in"
  ) { arguments in
    guard case .text(let prefix)? = arguments.first else { return .null }
    return .text(prefix.hasPrefix("44") ? "Britain" : "elsewhere")
  }
}
