import Foundation
import RateQL
import TestSupport
import Testing

@testable import PBXClient

@Suite struct RateRecordJSONTests {
  func decode(_ text: String) throws -> RateRecord {
    try Array(text.utf8).withUnsafeBytes { try RateRecord.decode($0) }.record
  }

  @Test func tellsUnknownFromNull() throws {
    let record = try decode(#"{"id":"1","description":null,"price_1":0.5}"#)
    #expect(record[.connectFee] == nil)
    #expect(record[.description] == .null)
    #expect(record[.price1] == .number(ExactDecimal(significand: 5, scale: 1)))
  }

  @Test func keepsWhatTheContractDoesNotName() throws {
    let record = try decode(#"{"id":"1","zone":{"a":[1, 2.50]},"note":"\u00e9","prefix":"4"}"#)
    #expect(
      record.extras == [
        .init(name: "zone", json: #"{"a":[1, 2.50]}"#), .init(name: "note", json: #""\u00e9""#),
      ])
    let body = String(decoding: record.jsonBody(), as: UTF8.self)
    #expect(body == #"{"prefix":"4","zone":{"a":[1, 2.50]},"note":"\u00e9"}"#)
  }

  @Test func writesExactNumbersAndNulls() {
    var record = RateRecord()
    record[.id] = .text("never sent")
    record[.prefix] = .text("4\"4\\\n\u{1}é")
    record[.type] = .symbol("MOBILE")
    record[.interval1] = .int(60)
    record[.postcallSurcharge] = .percent(ExactDecimal(significand: 1, scale: 2))
    record[.price1] = .number(ExactDecimal(significand: 1, scale: 5))
    record[.priceN] = .number(ExactDecimal(significand: 12_345_678_901_234_567_89, scale: 5))
    record[.description] = .null
    let body = String(decoding: record.jsonBody(), as: UTF8.self)
    #expect(
      body
        == #"{"prefix":"4\"4\\\n\u0001é","type":"MOBILE","interval_1":60,"postcall_surcharge":0.01,"#
        + #""price_1":0.00001,"price_n":12345678901234.56789,"description":""}"#)
  }

  @Test func extrasCannotBreakOutOfTheBody() throws {
    var record = RateRecord()
    record[.prefix] = .text("4")
    record.extras = [
      .init(name: "bad", json: #"1,"prefix":"5""#), .init(name: "prefix", json: #""6""#),
      .init(name: "empty", json: ""), .init(name: "good", json: "true"),
    ]
    #expect(String(decoding: record.jsonBody(), as: UTF8.self) == #"{"prefix":"4","good":true}"#)
  }

  @Test func comesBackAsItWasWritten() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("record seed: \(seed)")
    var generator = SeededRandom(seed: seed)
    for _ in 0..<2_000 {
      var record = RateRecord()
      for field in RateField.writable where Int.random(in: 0..<6, using: &generator) > 0 {
        record[field] = RateRecordJSONTests.value(field, &generator)
      }
      let body = record.jsonBody()
      let back = try body.withUnsafeBytes { try RateRecord.decode($0) }.record
      var expected = record
      for field in RateField.writable where record[field] == .null {
        expected[field] = field == .description ? .text("") : nil
      }
      try #require(back == expected, "seed \(seed): \(String(decoding: body, as: UTF8.self))")
      _ = try JSONDecoder().decode(AnyJSON.self, from: Data(body))
    }
  }

  private static func value(_ field: RateField, _ generator: inout SeededRandom) -> Value {
    if Int.random(in: 0..<8, using: &generator) == 0 { return .null }
    let number = ExactDecimal(
      fixed: Int64.random(
        in: 0...Int64.max >> Int64.random(in: 0...60, using: &generator), using: &generator),
      scale: field.fractionDigits ?? 0)
    switch field.valueKind {
    case .percent: return .percent(number)
    case .text, .symbol:
      var text = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...12, using: &generator) {
        if let scalar = Unicode.Scalar(UInt32.random(in: 0...0x1F64F, using: &generator)) {
          text.append(scalar)
        }
      }
      return field == .type ? .symbol(String(text)) : .text(String(text))
    default:
      return field.fractionDigits == 0
        ? .int(Int.random(in: 0...1 << 31, using: &generator)) : .number(number)
    }
  }
}

extension RateField {
  fileprivate var valueKind: ValueType { type }
}
