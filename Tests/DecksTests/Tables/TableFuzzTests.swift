import RateQL
import TestSupport
import Testing

@testable import Decks

/// Whatever bytes a file holds, they are a table or an error that tells something.
@Suite("Any bytes as a table")
struct TableFuzzTests {
  private static let pieces: [String] = [
    ",", ";", "\t", "\"", "\"\"", "\n", "\r\n", "\r", " ", "44", "0.5", "-1", "5%", "true", "LOCAL", "prefix",
    "price_n", "type", "postcall_surcharge", "é", "\u{301}", "\u{2028}", "{", "}", "[", "]", ":", "\"a\":",
    "\"items\":", "\"prefix\":", "null", "1e-5", "1e999", "\\u00e9", "\\ud800", "{\"a\":1}", "\u{FEFF}",
  ]

  private func text(_ generator: inout SeededRandom) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 0...40, using: &generator) {
      bytes += Array((TableFuzzTests.pieces.randomElement(using: &generator) ?? "").utf8)
      if Int.random(in: 0..<60, using: &generator) == 0 {
        bytes.append(UInt8.random(in: 0...255, using: &generator))
      }
    }
    return bytes
  }

  @Test("no crash, and columns of one length", arguments: 1...20)
  func anything(_ seed: UInt64) throws {
    var generator = SeededRandom(seed: seed)
    var loaded = 0
    for round in 0..<500 {
      let bytes = text(&generator)
      for format in TableFormat.allCases {
        do throws(RowSourceError) {
          let table = try TableFile.read(bytes, as: format, named: "x")
          loaded += 1
          #expect(
            table.columns.count == table.values.count
              && table.values.allSatisfy { $0.count == table.lines.count },
            "seed \(seed), round \(round), \(format)")
          let rises = zip(table.lines, table.lines.dropFirst()).allSatisfy { $0 <= $1 }
          #expect(rises, "seed \(seed), round \(round), \(format)")
          for column in table.values where column.count > 0 { _ = column[column.count - 1].description }
        } catch {
          #expect(!error.problem.isEmpty && error.hints.count <= Problems.limit + 1, "seed \(seed)")
          let said = ([error.problem] + error.hints).joined()
          #expect(!said.unicodeScalars.contains { $0.value < 0x20 }, "seed \(seed), round \(round)")
        }
      }
    }
    #expect(loaded > 0)
  }
}
