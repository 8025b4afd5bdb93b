import BulkEdit
import FoundationEssentials
import RateQL
import TestSupport

/// Plans to keep in files.
enum PlanSamples {
  static let raise = ChangeOrigin(
    source: "raise.rql", line: 3, statement: "target | set price_n += 5%")
  static let tidy = ChangeOrigin(
    source: "raise.rql", line: 9, statement: "rates | where prefix = \"999\"\n  | delete")

  static func changed(_ record: RateRecord, _ values: [RateField: Value]) -> RateRecord {
    var record = record
    for (field, value) in values { record[field] = value }
    return record
  }

  static func number(_ text: String) -> Value { ExactDecimal(text).map { .number($0) } ?? .null }

  /// One of each kind, and billing.
  static var small: PlanFile {
    let rates = SampleRates.all
    let new = changed(
      SampleRates.rate(
        "(new 1)", "45", "INTERNATIONAL", price1: "0.01", priceN: "0.01", fee: "0.02", "Denmark"), [:])
    return PlanFile(
      target: RunTarget(server: "https://pbx.example.com:443/", tenant: "acme", label: "pbx.example.com"),
      made: Date(timeIntervalSince1970: 1_772_366_400), tool: "0.4.0", script: "raise.rql",
      note: "spring raise",
      undoes: UndoneRun(number: 12, started: UnixTime(milliseconds: 1_772_366_399_001)),
      parameters: ["zone": "44", "markup": "5%"], asserts: 2, rails: GuardRails(),
      changes: [
        Change(
          id: "b01", before: changed(rates[2], [.connectFee: .null]),
          after: changed(rates[2], [.connectFee: .null, .priceN: number("0.0126")]), rounded: [.priceN],
          origins: [raise]),
        Change(id: nil, before: nil, after: new, origins: [tidy, raise], formerID: "d07"),
        Change(id: "e01", before: withoutFee(rates[9]), after: nil, origins: [tidy]),
      ],
      billing: BillingChange(
        before: BillingSettings(enabled: false, account: "TENANT", type: "OFFLINE"),
        after: BillingSettings(enabled: true, account: "USER", type: "OFFLINE"), origins: [raise]),
      unchanged: 4, roundingRules: [.halfEven])
  }

  private static func withoutFee(_ record: RateRecord) -> RateRecord {
    var record = record
    record[.connectFee] = nil
    return record
  }

  static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
  static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}

extension PlanFile {
  /// All that `==` compares, and the target's label.
  func isSame(as other: PlanFile) -> Bool { self == other && target.label == other.target.label }
}
