package import RateQL

/// Why a file of rates can't be used.
package struct WrongRates: Error, CustomStringConvertible {
  package let description: String
}

/// Rates as a JSON list of what a create would send, each perhaps with an id.
package enum RateFile {
  package static func read(_ bytes: [UInt8]) throws(WrongRates) -> [RateRecord] {
    guard case .list(let items)? = JSONDocument(bytes) else {
      throw WrongRates(description: "it is no JSON list of rates")
    }
    var rates: [RateRecord] = []
    for (place, item) in items.enumerated() {
      do throws(Refusal) {
        var rate = try RateBody(Array(item.writing.text.utf8), []).created()
        if let id = item.members?["id"]?.string { rate[.id] = .text(id) }
        rates.append(rate)
      } catch {
        throw WrongRates(description: "rate \(place + 1): \(error.message)")
      }
    }
    return rates
  }
}
