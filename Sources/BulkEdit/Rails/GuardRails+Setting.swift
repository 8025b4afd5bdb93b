import RateQL

/// Rails set one by one, by the names of their flags.
extension GuardRails {
  /// - Parameter text: a count, a percent or `none`; for ``Rail/zeroPrice`` `true` or `false`.
  /// - Throws: ``RailValueError`` that names the flag.
  package mutating func set(_ rail: Rail, _ text: String) throws(RailValueError) {
    do throws(RailValueError) {
      switch rail {
      case .maxChanges: maxChanges = try GuardRails.count(text)
      case .maxDeletes: maxDeletes = try GuardRails.count(text)
      case .maxPriceChange: maxPriceChange = try GuardRails.percent(text)
      case .zeroPrice:
        let words = ["true": true, "yes": true, "on": true, "false": false, "no": false, "off": false]
        guard let allows = words[text.lowercased()] else {
          throw RailValueError(description: "write true or false, not `\(text)`")
        }
        allowsZeroPrice = allows
      }
    } catch {
      throw RailValueError(description: "\(rail.flag): \(error.description)")
    }
  }

  /// A rail's value as ``set(_:_:)`` takes it.
  package func text(_ rail: Rail) -> String {
    switch rail {
    case .maxChanges: maxChanges.map(String.init) ?? "none"
    case .maxDeletes: maxDeletes.map(String.init) ?? "none"
    case .maxPriceChange: maxPriceChange.map { "\(Value.percent($0))" } ?? "none"
    case .zeroPrice: allowsZeroPrice ? "true" : "false"
    }
  }
}
