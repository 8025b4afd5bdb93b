import Foundation
import RateQL
import TestSupport
import Testing

@testable import BulkEdit

@Suite("Records in the journal")
struct RecordTextTests {
  @Test("any record comes back as it was, what is unknown and what is null too")
  func roundTrip() async throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    let records = (0..<500).map { _ in record(&random) }
    let journal = try Journal.temporary()
    let plan = records.map { record in
      EntryChange.rate(
        Change(id: record.id, before: record, after: nil, rounded: [], origins: []))
    }
    let id = try await journal.begin(JournalSamples.run(), plan)
    for (sequence, record) in records.enumerated() {
      try await journal.intend(id, sequence, read: record, written: records[records.count - 1 - sequence])
    }
    let entries = try await journal.entries(id)
    for (sequence, entry) in entries.enumerated() {
      #expect(entry.rate?.before == records[sequence], "seed \(seed)")
      #expect(entry.read == records[sequence], "seed \(seed)")
      #expect(entry.written == records[records.count - 1 - sequence], "seed \(seed)")
    }
  }

  @Test("a fee that is not known is not a fee of null or 0")
  func unknownFee() async throws {
    let journal = try Journal.temporary()
    var unknown = SampleRates.all[0]
    unknown[.connectFee] = nil
    var none = unknown
    none[.connectFee] = .null
    let id = try await journal.begin(JournalSamples.run(), JournalSamples.updates(1))
    try await journal.intend(id, 0, read: unknown, written: none)
    let entry = try #require(try await journal.entries(id).first)
    let read = try #require(entry.read)
    #expect(read[.connectFee] == nil)
    #expect(try #require(entry.written)[.connectFee] == .some(.null))
  }

  @Test("what could not be read back is refused, not bent")
  func unfit() async throws {
    let journal = try Journal.temporary()
    let id = try await journal.begin(JournalSamples.run(), JournalSamples.updates(1))
    for (field, value): (RateField, Value) in [
      (.priceN, .text("0.1")), (.priceN, .bool(true)), (.interval1, .number(ExactDecimal("1.5") ?? .zero)),
      (.description, .int(5)), (.prefix, .list([])),
    ] {
      var record = SampleRates.all[0]
      record[field] = value
      await #expect(throws: JournalError.self, "\(field)") {
        try await journal.intend(id, 0, read: record, written: nil)
      }
    }
    #expect(try await journal.entries(id).map(\.state) == [.planned])
  }

  private func record(_ random: inout SeededRandom) -> RateRecord {
    var record = RateRecord()
    for field in RateField.allCases {
      switch Int.random(in: 0..<8, using: &random) {
      case 0: continue
      case 1: record[field] = .null
      default: record[field] = value(field, &random)
      }
    }
    for _ in 0..<Int.random(in: 0..<3, using: &random) {
      record.extras.append(.init(name: text(&random), json: "{\"a\": [1.50, \"\(text(&random))\"]}"))
    }
    return record
  }

  private func value(_ field: RateField, _ random: inout SeededRandom) -> Value {
    let significand = Int64.random(in: Int64.min...Int64.max, using: &random)
    let number = ExactDecimal(
      significand: Int128(significand) * (Bool.random(using: &random) ? 1 : 1_000_000_007),
      scale: Int.random(in: 0...38, using: &random))
    return switch field.type {
    case .text: .text(text(&random))
    case .symbol: .symbol(["MOBILE", "LOCAL", text(&random)].randomElement(using: &random) ?? "")
    case .int: .number(ExactDecimal(significand))
    case .percent: .percent(number)
    default: .number(number)
    }
  }

  private func text(_ random: inout SeededRandom) -> String {
    let letters: [Unicode.Scalar] = [
      "a", "\"", "\\", "/", "\n", "\r", "\t", "\0", "\u{1f}", "\u{7f}", "é", "中", "😀", "\u{301}", "\u{2028}",
      "\u{feff}", " ",
    ]
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0..<12, using: &random) {
      text.append(letters.randomElement(using: &random) ?? "b")
    }
    return String(text)
  }
}

/// Records kept as differences are read back as they were.
@Suite("Differences of records")
struct RecordDifferenceTests {
  @Test("come back whole, whatever is known on either side")
  func roundTrip() throws {
    var random = SeededRandom(seed: 44)
    func record() -> RateRecord {
      var record = RateRecord()
      for field in RateField.allCases {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: continue
        case 1 where field == .description: record[field] = .null
        default:
          switch field.type {
          case .text: record[field] = .text("t\(Int.random(in: 0..<3, using: &random))")
          case .symbol: record[field] = .symbol("MOBILE")
          case .percent: record[field] = .percent(ExactDecimal(Int.random(in: 0..<3, using: &random)))
          default: record[field] = .number(ExactDecimal(Int.random(in: 0..<3, using: &random)))
          }
        }
      }
      if Bool.random(using: &random) { record.extras = [.init(name: "x", json: "1")] }
      return record
    }
    for _ in 0..<2_000 {
      let (planned, read) = (record(), record())
      let text = try RecordText.text(read, beside: planned)
      #expect(try RecordText.record(text, beside: planned) == read)
    }
  }

  @Test("hold nothing but what differs")
  func short() throws {
    var read = SampleRates.all[2]
    var planned = read
    planned[.connectFee] = nil
    #expect(try RecordText.text(read, beside: planned) == #"+{"connect_fee":"0.05"}"#)
    read[.description] = nil
    #expect(try RecordText.text(read, beside: planned).hasPrefix("{"))
  }
}
