import BulkEdit
import FoundationEssentials
import RateQL
import TestSupport

/// Plans of anything that their types can hold.
struct RandomPlans {
  var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  private static let pieces = [
    "a", "44", " ", "\"", "\\", "/", "\n", "\r\n", "\t", "\u{0}", "\u{1B}[2J", "\u{7F}", "\u{85}", "\u{2028}",
    "\u{202E}", "Zürich", "e\u{301}", "é", "中国", "👨‍👩‍👧‍👦", "🇩🇪", "\u{10FFFF}", "\u{FEFF}", "\u{200D}", "null", "{",
    "}",
    "[", "]", ",", ":", "\\u0041", "(new 1)", "'", "%", "\u{FFFD}",
  ]

  mutating func text() -> String {
    (0..<Int.random(in: 0...6, using: &random)).reduce(into: "") { text, _ in
      text += RandomPlans.pieces.randomElement(using: &random) ?? ""
    }
  }

  mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }

  mutating func decimal() -> ExactDecimal {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return .zero
    case 1:
      return ExactDecimal(
        fixed: Int64.random(in: -10...1_000_000, using: &random), scale: Int.random(in: 0...5, using: &random)
      )
    case 2:
      let digits = (0..<37).reduce("1") { text, _ in text + "\(Int.random(in: 0...9, using: &random))" }
      let place = digits.index(digits.startIndex, offsetBy: Int.random(in: 1...37, using: &random))
      return ExactDecimal("\(digits[..<place]).\(digits[place...])") ?? .one
    default: return ExactDecimal(significand: .max, scale: Int.random(in: 0...38, using: &random))
    }
  }

  mutating func record() -> RateRecord {
    var record = RateRecord()
    for field in RateField.allCases where !chance(6) {
      if field == .id { continue }
      if chance(8) {
        record[field] = .null
        continue
      }
      switch field.type {
      case .text: record[field] = .text(text())
      case .symbol: record[field] = .symbol(chance(3) ? text() : "MOBILE")
      case .int: record[field] = .number(ExactDecimal(Int64.random(in: .min ... .max, using: &random)))
      case .percent: record[field] = .percent(decimal())
      default: record[field] = .number(decimal())
      }
    }
    if chance(4) {
      record.extras = (0..<Int.random(in: 1...3, using: &random)).map { _ in
        RateRecord.Extra(name: text(), json: text())
      }
    }
    return record
  }

  mutating func origin() -> ChangeOrigin {
    ChangeOrigin(source: text(), line: Int.random(in: 0...40, using: &random), statement: text())
  }

  mutating func plan(changes count: Int) -> PlanFile {
    let origins = (0..<3).map { _ in origin() }
    let changes = (0..<count).map { number -> Change in
      let rounded = RateFieldSet(RateField.writable.filter { _ in chance(8) })
      let from = origins.filter { _ in chance(2) }
      let id = "\(number) \(text())"
      switch Int.random(in: 0..<3, using: &random) {
      case 0:
        var after = record()
        after[.id] = .text("(new \(number + 1))")
        return Change(
          id: nil, before: nil, after: after, rounded: rounded, origins: from,
          formerID: chance(2) ? nil : "x" + text())
      case 1: return Change(id: id, before: record(), after: nil, rounded: rounded, origins: from)
      default: return Change(id: id, before: record(), after: record(), rounded: rounded, origins: from)
      }
    }
    let billing = BillingChange(
      before: BillingSettings(enabled: chance(2), account: text(), type: text()),
      after: BillingSettings(enabled: chance(2), account: text(), type: text()), origins: [origin()])
    let rails = GuardRails(
      maxChanges: chance(2) ? nil : 7, maxDeletes: chance(2) ? nil : 8,
      maxPriceChange: chance(2) ? nil : decimal(), allowsZeroPrice: chance(2))
    return PlanFile(
      target: RunTarget(server: text(), tenant: chance(2) ? nil : text(), label: text()),
      made: Date(timeIntervalSince1970: Double(Int64.random(in: 0...253_402_300_799, using: &random))),
      tool: text(), script: text(), note: chance(2) ? nil : text(),
      undoes: chance(2)
        ? nil
        : UndoneRun(
          number: Int64.random(in: 1 ... .max, using: &random),
          started: UnixTime(milliseconds: Int64.random(in: .min ... .max, using: &random))),
      parameters: ["a" + text(): text(), "b" + text(): text()],
      asserts: Int.random(in: 0...9, using: &random), rails: chance(3) ? nil : rails, changes: changes,
      billing: chance(2) ? nil : billing, unchanged: Int.random(in: 0 ... .max, using: &random),
      roundingRules: Set(RoundingRule.allCases.filter { _ in chance(2) }))
  }
}
