import RateQL
import TestSupport

/// Rates as plainly as can be: prices are whole numbers of hundred-thousandths, a table is a list.
struct PlainRate: Hashable, CustomStringConvertible {
  var prefix: String
  var type: String
  var price1: Int
  var priceN: Int

  var description: String { "\(prefix),\(type),\(PlainRate.text(price1)),\(PlainRate.text(priceN))" }

  static func text(_ units: Int) -> String {
    let digits = String(units)
    let padded = String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    return "\(padded.dropLast(5)).\(padded.suffix(5))"
  }

  /// A price and some percent of it, a half rounded away from zero.
  static func raised(_ units: Int, by percent: Int) -> Int { (units * (100 + percent) + 50) / 100 }
}

/// What a random script means, worked out beside the engine and in none of its ways.
struct PlainModel {
  var rates: [PlainRate]
  /// The files that the script loads: prefixes with a price each.
  private(set) var files: [String: [(prefix: String, price: Int)]] = [:]
  private(set) var script: [String] = []
  private var names = 0

  private static let zones = ["1", "4", "44", "447", "49", "8", "99"]
  private static let types = ["LOCAL", "NATIONAL", "INTERNATIONAL", "MOBILE"]
  private static let defaults =
    "default type = MOBILE, price_1 = 0.01, free_seconds = 0, grace_period = 0, interval_1 = 60, "
    + "interval_n = 60, connect_fee = 0, postcall_surcharge = 0%"

  init(_ records: [RateRecord]) {
    rates = records.map { record in
      PlainRate(
        prefix: record.prefix ?? "", type: record[.type].map { "\($0)" } ?? "",
        price1: PlainModel.units(record[.price1]), priceN: PlainModel.units(record[.priceN]))
    }
  }

  /// A price in hundred-thousandths, read from its digits; -1 where it has more of them, or is none.
  static func units(_ value: Value?) -> Int {
    let parts = (value.map { "\($0)" } ?? "").split(separator: ".", omittingEmptySubsequences: false)
    let places = parts.count > 1 ? parts[1] : ""
    guard (1...2).contains(parts.count), places.dropFirst(5).allSatisfy({ $0 == "0" }) else { return -1 }
    return Int(parts[0] + places.prefix(5) + String(repeating: "0", count: max(0, 5 - places.count))) ?? -1
  }

  var sorted: [PlainRate] { rates.sorted { $0.prefix < $1.prefix } }

  // MARK: Steps

  /// One more statement or two, and what they do.
  mutating func step(_ random: inout SeededRandom) {
    let zone = PlainModel.zones.randomElement(using: &random) ?? "4"
    let type = PlainModel.types.randomElement(using: &random) ?? "MOBILE"
    let percent = Int.random(in: -20...40, using: &random)
    switch Int.random(in: 0..<11, using: &random) {
    case 0: raise(type: type, by: percent)
    case 1: loop(over: zone)
    case 2: branch(on: type, atLeast: Int.random(in: 1...5, using: &random), zone: zone)
    case 3: upsert(file(&random, under: nil, isNew: false))
    case 4: insert(file(&random, under: nil, isNew: true))
    case 5: sync(file(&random, under: zone, isNew: false), zone: zone)
    case 6: join(file(&random, under: nil, isNew: false))
    case 7: pinned(above: Int.random(in: 0...20_000, using: &random), by: percent)
    case 8: snapshot(zone: zone, by: percent)
    case 9: compare(file(&random, under: nil, isNew: false))
    default: delete(zone: zone, above: Int.random(in: 5_000...400_000, using: &random))
    }
  }

  private mutating func edit(_ holds: (PlainRate) -> Bool, _ change: (inout PlainRate) -> Void) {
    for place in rates.indices where holds(rates[place]) { change(&rates[place]) }
  }

  private mutating func raise(type: String, by percent: Int) {
    script.append("rates | where type = \(type) | set price_n += \(percent)%, price_1 = price_n")
    edit(
      { $0.type == type },
      { rate in
        (rate.price1, rate.priceN) = (rate.priceN, PlainRate.raised(rate.priceN, by: percent))
      })
  }

  private mutating func loop(over zone: String) {
    script.append(
      """
      for r in rates | where prefix startswith "\(zone)" {
        rates | where prefix = r.prefix | set price_1 = r.price_n, price_n += 10%
      }
      """)
    edit(
      { $0.prefix.hasPrefix(zone) },
      { rate in
        (rate.price1, rate.priceN) = (rate.priceN, PlainRate.raised(rate.priceN, by: 10))
      })
  }

  private mutating func branch(on type: String, atLeast count: Int, zone: String) {
    script.append(
      """
      if count(rates | where type = \(type)) >= \(count) {
        rates | where prefix startswith "\(zone)" | set type = \(type)
      } else {
        rates | where not (prefix startswith "\(zone)") | set price_n *= 2
      }
      """)
    if rates.count(where: { $0.type == type }) >= count {
      edit({ $0.prefix.hasPrefix(zone) }, { $0.type = type })
    } else {
      edit({ !$0.prefix.hasPrefix(zone) }, { $0.priceN *= 2 })
    }
  }

  private mutating func delete(zone: String, above price: Int) {
    script.append(
      "rates | where prefix startswith \"\(zone)\" and price_n > \(PlainRate.text(price)) | delete")
    rates.removeAll { $0.prefix.hasPrefix(zone) && $0.priceN > price }
  }

  /// WHICH rates is settled once, their values are not.
  private mutating func pinned(above price: Int, by percent: Int) {
    let name = newName()
    script += [
      "let \(name) = rates | where price_n > \(PlainRate.text(price)) | pin",
      "\(name) | set price_n += \(percent)%", "\(name) | set price_1 = price_n",
    ]
    edit(
      { $0.priceN > price },
      { rate in
        rate.priceN = PlainRate.raised(rate.priceN, by: percent)
        rate.price1 = rate.priceN
      })
  }

  /// The values of before, whatever is done after.
  private mutating func snapshot(zone: String, by percent: Int) {
    let name = newName()
    let before = rates.filter { $0.prefix.hasPrefix(zone) }
    script += [
      "let \(name) = rates | where prefix startswith \"\(zone)\" | snapshot",
      "rates | where prefix startswith \"\(zone)\" | set price_n += \(percent)%",
    ]
    edit({ $0.prefix.hasPrefix(zone) }, { $0.priceN = PlainRate.raised($0.priceN, by: percent) })
    if !before.isEmpty {
      let sum = before.reduce(0) { $0 + $1.priceN }
      script.append(
        "assert (\(name) | summarize s = sum(price_n)).s = \(PlainRate.text(sum)), \"\(name) moved\"")
    }
  }

  // MARK: Steps with a file

  private mutating func newName() -> String {
    names += 1
    return "n\(names)"
  }

  private mutating func file(
    _ random: inout SeededRandom, under zone: String?, isNew: Bool
  ) -> (name: String, rows: [(prefix: String, price: Int)]) {
    let taken = Set(rates.map(\.prefix))
    var chosen: Set<String> = []
    while chosen.count < 4 {
      let made = (zone ?? "") + String(Int.random(in: 1...9_999, using: &random))
      let known = taken.sorted().randomElement(using: &random) ?? made
      let prefix = isNew || Bool.random(using: &random) ? made : known
      if isNew, taken.contains(prefix) { continue }
      if let zone, !prefix.hasPrefix(zone) { continue }
      chosen.insert(prefix)
    }
    let rows = chosen.sorted().map { (prefix: $0, price: Int.random(in: 1...90_000, using: &random)) }
    let name = "\(newName()).csv"
    files[name] = rows
    return (name, rows)
  }

  private mutating func write(_ rows: [(prefix: String, price: Int)]) {
    for row in rows {
      if let place = rates.firstIndex(where: { $0.prefix == row.prefix }) {
        rates[place].priceN = row.price
      } else {
        rates.append(PlainRate(prefix: row.prefix, type: "MOBILE", price1: 1_000, priceN: row.price))
      }
    }
  }

  private mutating func upsert(_ file: (name: String, rows: [(prefix: String, price: Int)])) {
    script.append("load \"\(file.name)\" | upsert on prefix \(PlainModel.defaults)")
    write(file.rows)
  }

  private mutating func insert(_ file: (name: String, rows: [(prefix: String, price: Int)])) {
    script.append("load \"\(file.name)\" | insert \(PlainModel.defaults)")
    write(file.rows)
  }

  private mutating func sync(_ file: (name: String, rows: [(prefix: String, price: Int)]), zone: String) {
    script.append(
      "load \"\(file.name)\" | sync (rates | where prefix startswith \"\(zone)\") on prefix "
        + PlainModel.defaults)
    let kept = Set(file.rows.map(\.prefix))
    rates.removeAll { $0.prefix.hasPrefix(zone) && !kept.contains($0.prefix) }
    write(file.rows)
  }

  private mutating func join(_ file: (name: String, rows: [(prefix: String, price: Int)])) {
    script.append("rates | join (load \"\(file.name)\") on prefix | set price_n = price_n_right + 0.00001")
    for row in file.rows { edit({ $0.prefix == row.prefix }, { $0.priceN = row.price + 1 }) }
  }

  private mutating func compare(_ file: (name: String, rows: [(prefix: String, price: Int)])) {
    let new = Dictionary(uniqueKeysWithValues: file.rows.map { ($0.prefix, $0.price) })
    let gone = rates.count { new[$0.prefix] == nil }
    let raised = rates.count { rate in new[rate.prefix].map { $0 > rate.priceN } ?? false }
    for (status, count) in [("gone", gone), ("raised", raised)] {
      script.append(
        "assert count(load \"\(file.name)\" | diff (rates) on prefix | where status = \"\(status)\")"
          + " = \(count), \"\(status)\"")
    }
  }
}
