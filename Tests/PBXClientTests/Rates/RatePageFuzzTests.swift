import ExactJSON
import Foundation
import RateQL
import TestSupport
import Testing

@testable import PBXClient

/// Random pages, whole and damaged, read by the page decoder and by Foundation's.
@Suite struct RatePageFuzzTests {
  private static func page(_ generator: inout SeededRandom) -> [UInt8] {
    var items: [String] = []
    for row in 0..<Int.random(in: 0...6, using: &generator) {
      var members = [#""id":"r\#(row)""#]
      for field in RateField.allCases where field != .id && Int.random(in: 0..<10, using: &generator) > 0 {
        members.append(#""\#(field.name)":\#(value(field, &generator))"#)
      }
      if Int.random(in: 0..<5, using: &generator) == 0 {
        var extra: [UInt8] = []
        JSONMaker.value(&extra, 3, &generator)
        members.append(#""extra":"# + String(decoding: extra, as: UTF8.self))
      }
      if Int.random(in: 0..<4, using: &generator) == 0 { members.shuffle(using: &generator) }
      items.append("{" + members.joined(separator: ",") + "}")
    }
    return Array(#"{"count":\#(items.count),"items":[\#(items.joined(separator: ","))]}"#.utf8)
  }

  private static func value(_ field: RateField, _ generator: inout SeededRandom) -> String {
    if Int.random(in: 0..<12, using: &generator) == 0 { return "null" }
    if field.fractionDigits == 0 { return "\(Int.random(in: 0...100_000, using: &generator))" }
    if field.fractionDigits == 5 {
      let number = JSONMaker.number(&generator)
      return Bool.random(using: &generator) ? number : "\"\(number)\""
    }
    var bytes: [UInt8] = []
    JSONMaker.string(&bytes, &generator)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func agreesWithFoundation() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("rate page seed: \(seed)")
    var generator = SeededRandom(seed: seed)
    var (read, refused) = (0, 0)
    for round in 0..<6_000 {
      var bytes = RatePageFuzzTests.page(&generator)
      if round % 2 == 1 { JSONMaker.damage(&bytes, &generator) }
      if bytes.first ?? 0 >= 0x80 { continue }
      let text = String(decoding: bytes, as: UTF8.self)
      if JSONMaker.hasLongExponent(text) { continue }
      let page: RatePage
      do {
        page = try bytes.withUnsafeBytes { try RatePage.decode($0) }
      } catch JSONFault.shape {
        // Told at once, before the rest is read: it may be good JSON or not.
        refused += 1
        continue
      } catch {
        refused += 1
        try #require(round % 2 == 1, "seed \(seed): a whole page is refused: \(text)")
        continue
      }
      read += 1
      let theirs = try JSONDecoder().decode(AnyJSON.self, from: Data(bytes))
      try #require(RatePageFuzzTests.agrees(page, theirs), "seed \(seed), round \(round): \(text)")
    }
    #expect(read > 700)
    #expect(refused > 500)
  }

  private static func agrees(_ page: RatePage, _ json: AnyJSON) -> Bool {
    guard case .object(let top) = json, case .array(let items) = top["items"] ?? .null else { return true }
    guard items.count == page.batch.count else { return false }
    for (row, item) in items.enumerated() {
      guard case .object(let members) = item else { return false }
      for field in RateField.listed {
        let mine = page.batch.value(field, row)
        switch members[field.name] {
        case nil, .null: if mine != .null { return false }
        case .string(let text):
          if let number = mine?.decimal {
            guard (try? ExactDecimal(text)?.rounded(toDigits: 5)) == number else { return false }
          } else if mine != .null || !text.isEmpty {
            guard mine?.string == text else { return false }
          }
        case .number(let number):
          if let mine = mine?.decimal {
            guard (try? ExactDecimal(number.description)?.rounded(toDigits: 5)) == mine else { return false }
          } else {
            guard mine?.string == number.description else { return false }
          }
        default: return false
        }
      }
    }
    return true
  }
}
